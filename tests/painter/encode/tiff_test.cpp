#include <gtest/gtest.h>
#include <tiffio.h>

#include <array>
#include <cstdlib>
#include <fstream>
#include <string>

#include "images.hpp"
#include "painter/encode/encode.hpp"

namespace rankplot::encode {
namespace {

/// Bytes as a file, which libtiff opens by itself.
class TiffFile {
 public:
  explicit TiffFile(const std::vector<std::byte>& bytes) {
    std::ofstream(name_, std::ios::binary)
        .write(reinterpret_cast<const char*>(bytes.data()),
               static_cast<std::streamsize>(bytes.size()));
    tiff_ = TIFFOpen(name_.c_str(), "r");
  }
  ~TiffFile() {
    if (tiff_ != nullptr) TIFFClose(tiff_);
    std::remove(name_.c_str());
  }
  TiffFile(const TiffFile&) = delete;
  TiffFile& operator=(const TiffFile&) = delete;
  TIFF* get() const { return tiff_; }

 private:
  std::string name_ = testing::TempDir() + "rankplot_tiff_test.tif";
  TIFF* tiff_ = nullptr;
};

TEST(Tiff, KeepsEveryPixelHoweverItIsPacked) {
  for (const auto packing : {job::TiffPacking::Deflate, job::TiffPacking::Lzw}) {
    Settings settings;
    settings.tiff = packing;
    for (const base::Image& image : {noisy(301, 77), smooth(640, 480), striped(31, 9, 3)})
      EXPECT_EQ(decode(encode(image, "tif", settings), "tif").pixels, image.pixels);
  }
}

TEST(Tiff, SaysResolutionPackingAndOrigin) {
  Settings settings;
  settings.tiff = job::TiffPacking::Lzw;
  settings.dpi = 300;
  settings.origin = {{"Software", "rankplot 0"}, {"rankplot:source", "a.h5:/x"}};
  const TiffFile file(encode(smooth(30, 20), "tiff", settings));
  ASSERT_NE(file.get(), nullptr);
  float x = 0, y = 0;
  std::uint16_t unit = 0, packing = 0;
  const char* text = nullptr;
  TIFFGetField(file.get(), TIFFTAG_XRESOLUTION, &x);
  TIFFGetField(file.get(), TIFFTAG_YRESOLUTION, &y);
  TIFFGetField(file.get(), TIFFTAG_RESOLUTIONUNIT, &unit);
  TIFFGetField(file.get(), TIFFTAG_COMPRESSION, &packing);
  ASSERT_EQ(TIFFGetField(file.get(), TIFFTAG_IMAGEDESCRIPTION, &text), 1);
  EXPECT_EQ(x, 300.0F);
  EXPECT_EQ(y, 300.0F);
  EXPECT_EQ(unit, RESUNIT_INCH);
  EXPECT_EQ(packing, COMPRESSION_LZW);
  EXPECT_STREQ(text, "Software: rankplot 0\nrankplot:source: a.h5:/x");
  EXPECT_EQ(TIFFGetField(file.get(), TIFFTAG_DATETIME, &text), 0);
}

TEST(Tiff, MakesSmoothPicturesSmallByTheDifferencesOfNeighbours) {
  // Rows of 1920 bytes whose differences are mostly equal: far below a tenth of the raw size.
  EXPECT_LT(encode(smooth(640, 480), "tif", {}).size(), std::size_t{640 * 480 * 3 / 10});
}

}  // namespace
}  // namespace rankplot::encode
