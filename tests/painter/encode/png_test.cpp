// PNG as other programs see it: read with libpng's full interface, which checks every CRC.
#include <gtest/gtest.h>
#include <png.h>

#include <cstring>
#include <map>

#include "core/base/error.hpp"
#include "images.hpp"
#include "painter/encode/encode.hpp"
#include "painter/encode/zlib_stream.hpp"

namespace rankplot::encode {
namespace {

struct Seen {
  int bits = 0;
  int colour_type = 0;
  int palette_size = 0;
  std::uint32_t pixels_per_metre = 0;
  std::map<std::string, std::string> texts;
  std::vector<std::uint8_t> rgb;
};

struct Source {
  const std::vector<std::byte>* bytes;
  std::size_t at = 0;
};

void give(png_structp png, png_bytep out, std::size_t wanted) {
  auto* source = static_cast<Source*>(png_get_io_ptr(png));
  if (wanted > source->bytes->size() - source->at) png_error(png, "end of data");
  std::memcpy(out, source->bytes->data() + source->at, wanted);
  source->at += wanted;
}

void complain(png_structp, png_const_charp message) { throw std::runtime_error(message); }

Seen look(const std::vector<std::byte>& bytes) {
  Seen seen;
  Source source{&bytes};
  png_structp png = png_create_read_struct(PNG_LIBPNG_VER_STRING, nullptr, complain, complain);
  png_infop info = png_create_info_struct(png);
  png_set_read_fn(png, &source, give);
  png_set_crc_action(png, PNG_CRC_ERROR_QUIT, PNG_CRC_ERROR_QUIT);
  png_read_info(png, info);
  seen.bits = png_get_bit_depth(png, info);
  seen.colour_type = png_get_color_type(png, info);
  seen.pixels_per_metre = png_get_pixels_per_meter(png, info);
  png_colorp palette = nullptr;
  png_get_PLTE(png, info, &palette, &seen.palette_size);
  png_textp texts = nullptr;
  int count = 0;
  png_get_text(png, info, &texts, &count);
  for (int i = 0; i < count; ++i) seen.texts[texts[i].key] = texts[i].text;
  png_set_expand(png);
  png_read_update_info(png, info);
  const auto height = png_get_image_height(png, info);
  const std::size_t row_bytes = png_get_rowbytes(png, info);
  seen.rgb.resize(row_bytes * height);
  for (std::size_t y = 0; y < height; ++y) {
    png_read_row(png, seen.rgb.data() + y * row_bytes, nullptr);
  }
  png_read_end(png, info);
  png_destroy_read_struct(&png, &info, nullptr);
  return seen;
}

std::vector<std::uint8_t> rgb_of(const base::Image& image) {
  std::vector<std::uint8_t> rgb;
  for (const std::uint32_t pixel : image.pixels) {
    for (int shift = 16; shift >= 0; shift -= 8) {
      rgb.push_back(static_cast<std::uint8_t>(pixel >> shift));
    }
  }
  return rgb;
}

class PngRoundTrip : public testing::TestWithParam<std::tuple<std::uint32_t, job::PngSize>> {};

TEST_P(PngRoundTrip, KeepsEveryPixel) {
  const auto [colours, size] = GetParam();
  Settings settings;
  settings.png = size;
  for (const auto& [width, height] :
       {std::pair{1, 1}, {7, 3}, {9, 1}, {1, 9}, {65, 33}, {320, 201}}) {
    const base::Image image = striped(width, height, colours);
    const auto bytes = encode(image, "png", settings);
    EXPECT_EQ(look(bytes).rgb, rgb_of(image)) << width << " x " << height;
    EXPECT_EQ(decode(bytes, "png").pixels, image.pixels) << width << " x " << height;
  }
}

INSTANTIATE_TEST_SUITE_P(
    Colours, PngRoundTrip,
    testing::Combine(testing::Values(1, 2, 3, 4, 5, 16, 17, 255, 256, 257, 50000),
                     testing::Values(job::PngSize::Fast, job::PngSize::Small)));

TEST(Png, KeepsNoiseAndSmoothnessExactly) {
  for (const job::PngSize size : {job::PngSize::Fast, job::PngSize::Small}) {
    Settings settings;
    settings.png = size;
    for (const base::Image& image : {noisy(511, 257), smooth(511, 257)}) {
      EXPECT_EQ(decode(encode(image, "png", settings), "png").pixels, image.pixels);
    }
  }
}

TEST(Png, UsesTheSmallestExactPalette) {
  for (const auto& [colours, bits] : {std::pair{2u, 1}, {3u, 2}, {16u, 4}, {17u, 8}, {256u, 8}}) {
    const Seen seen = look(encode(striped(64, 64, colours), "png", {}));
    EXPECT_EQ(seen.colour_type, PNG_COLOR_TYPE_PALETTE);
    EXPECT_EQ(seen.bits, bits);
    EXPECT_EQ(seen.palette_size, static_cast<int>(colours));
  }
  const Seen many = look(encode(striped(64, 64, 257), "png", {}));
  EXPECT_EQ(many.colour_type, PNG_COLOR_TYPE_RGB);
  EXPECT_EQ(many.bits, 8);
}

TEST(Png, SmallIsSmaller) {
  Settings small;
  small.png = job::PngSize::Small;
  const base::Image image = smooth(640, 480);
  EXPECT_LT(encode(image, "png", small).size(), encode(image, "png", {}).size());
}

TEST(Png, SaysItsResolutionInPixelsAMetre) {
  Settings settings;
  settings.dpi = 100;  // 100 / 0.0254 = 3937.007...
  EXPECT_EQ(look(encode(striped(2, 2, 2), "png", settings)).pixels_per_metre, 3937u);
}

TEST(Png, KeepsTextsInAnyLanguage) {
  Settings settings;
  settings.origin = {
      {"Software", "rankplot 0.1"}, {"rankplot:source", "données/ß.h5:/温度[0, :]"}, {"empty", ""}};
  const Seen seen = look(encode(striped(2, 2, 2), "png", settings));
  EXPECT_EQ(seen.texts.at("Software"), "rankplot 0.1");
  EXPECT_EQ(seen.texts.at("rankplot:source"), "données/ß.h5:/温度[0, :]");
  EXPECT_EQ(seen.texts.at("empty"), "");
}

TEST(Png, RefusesAKeywordThatPngCannotHold) {
  Settings settings;
  settings.origin = {{std::string(80, 'k'), "x"}};
  EXPECT_THROW(encode(striped(2, 2, 2), "png", settings), base::Error);
}

TEST(Png, RefusesDimensionsThatItsBytesCannotHold) {
  // A header that claims a million pixels a side, with its right CRC: libpng would believe it.
  auto bytes = encode(striped(2, 2, 2), "png", {});
  const std::uint8_t claim[4] = {0x00, 0x0f, 0x42, 0x40};  // libpng's own limit
  std::memcpy(bytes.data() + 16, claim, 4);
  std::memcpy(bytes.data() + 20, claim, 4);
  const auto crc =
      crc32(0, std::span(reinterpret_cast<const std::uint8_t*>(bytes.data() + 12), 17));
  for (std::size_t i = 0; i < 4; ++i) {
    bytes[29 + i] = static_cast<std::byte>(crc >> (24 - 8 * i) & 255);
  }
  try {
    decode(bytes, "png");
    FAIL() << "decoded";
  } catch (const base::Error& error) {
    EXPECT_NE(std::string(error.what()).find("claim a PNG of 1000000 x 1000000 pixels"),
              std::string::npos)
        << error.what();
  }
}

}  // namespace
}  // namespace rankplot::encode
