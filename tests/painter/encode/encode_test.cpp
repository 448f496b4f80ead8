#include "painter/encode/encode.hpp"

#include <gtest/gtest.h>

#include "core/base/error.hpp"
#include "images.hpp"

namespace rankplot::encode {
namespace {

std::string reason(const std::function<void()>& action) {
  try {
    action();
  } catch (const base::Error& error) {
    return error.what();
  }
  return "";
}

TEST(Encode, NamesTheKnownFormatsWhenASuffixIsUnknown) {
  EXPECT_EQ(reason([] { encode(striped(1, 1, 1), "gif", {}); }),
            "output format 'gif' is not known; known: jpeg, jpg, png, tif, tiff");
}

TEST(Encode, RefusesAPictureWithoutPixels) {
  EXPECT_NE(reason([] { encode({0, 5, {}}, "png", {}); }).find("0 x 5"), std::string::npos);
  EXPECT_NE(reason([] { encode({3, -1, {}}, "jpg", {}); }).find("3 x -1"), std::string::npos);
}

TEST(Encode, RefusesAPictureWhosePixelsDoNotFitItsSize) {
  EXPECT_EQ(reason([] {
              encode({2, 2, {1, 2, 3}}, "png", {});
            }),
            "a picture of 2 x 2 pixels came with 3 of them");
}

TEST(Encode, RefusesAJpegWiderThanTheFormatAllows) {
  const base::Image wide = striped(65501, 1, 2);
  EXPECT_NE(reason([&] { encode(wide, "jpg", {}); }).find("at most 65500 a side"),
            std::string::npos);
  EXPECT_NO_THROW(encode(wide, "png", {}));
}

TEST(Encode, RefusesAQualityOutOfRange) {
  Settings settings;
  settings.jpeg_quality = 101;
  EXPECT_EQ(reason([&] { encode(striped(4, 4, 2), "jpg", settings); }),
            "JPEG quality 101 is out of range; 1 to 100");
}

// JPEG's loss is bounded by its quantisation: at quality 100 each coefficient is rounded to 1,
// which moves a channel by a few units at most; at 90 the largest steps for low frequencies are
// about 3.
TEST(Jpeg, KeepsASmoothPictureWithinAFewUnits) {
  const base::Image image = smooth(97, 61);
  Settings settings;
  for (const auto& [quality, allowed] : {std::pair{100, 4}, std::pair{90, 10}}) {
    settings.jpeg_quality = quality;
    EXPECT_LE(largest_difference(decode(encode(image, "jpg", settings), "jpg"), image), allowed);
  }
}

TEST(Jpeg, KeepsTheColourOfAThinRedLineFromQuality95On) {
  Settings settings;
  settings.jpeg_quality = 95;
  base::Image image{64, 64, std::vector<std::uint32_t>(64 * 64, 0xffffff)};
  for (std::size_t x = 0; x < 64; ++x) image.pixels[31 * 64 + x] = 0xff0000;
  const base::Image back = decode(encode(image, "jpg", settings), "jpg");
  const std::uint32_t line = back.pixels[31 * 64 + 32];
  EXPECT_GT(line >> 16 & 255, 235u);
  EXPECT_LT(line & 255, 25u);  // with chroma halved blue comes out near 100
}

TEST(Jpeg, SaysResolutionAndOriginInItsHeader) {
  Settings settings;
  settings.dpi = 150;
  settings.origin = {{"Software", "rankplot 0"}, {"rankplot:source", "a.h5:/x"}};
  const auto bytes = encode(striped(8, 8, 2), "jpeg", settings);
  const std::string text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  // SOI, APP0 of 16 bytes: "JFIF", version 1.1, unit 1 (inch), 150 and 150.
  EXPECT_EQ(text.substr(6, 12), std::string("JFIF\0\1\1\1\0\x96\0\x96", 12));
  EXPECT_NE(text.find("Software: rankplot 0\nrankplot:source: a.h5:/x\n"), std::string::npos);
}

TEST(Jpeg, CutsACommentThatIsTooLongBetweenCharacters) {
  Settings settings;
  std::string text;
  for (int i = 0; i < 40000; ++i) text += "é";
  settings.origin = {{"k", text}};
  const auto bytes = encode(striped(8, 8, 2), "jpg", settings);
  const std::string file(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  // SOI and APP0 take 2 + 18 bytes, then FF FE and the length. "k: " and 2-byte characters: 65,533
  // is even and 3 odd, so all of 65,533 are whole characters, and the length counts itself: 65,535.
  EXPECT_EQ(file.substr(20, 4), "\xff\xfe\xff\xff");
  EXPECT_NO_THROW(decode(bytes, "jpg"));
}

}  // namespace
}  // namespace rankplot::encode
