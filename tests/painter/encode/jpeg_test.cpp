#include <cstdio>  // jpeglib.h needs FILE

#include <gtest/gtest.h>
#include <jpeglib.h>

#include <cstdlib>
#include <memory>
#include <vector>

#include "painter/encode/encode.hpp"
#include "painter/encode/restart_segments.hpp"

namespace rankplot::encode {
namespace {

using Bytes = std::vector<std::byte>;

/// White paper with a few coloured, noisy patches: most of it is bare, as in a chart.
base::Image sparse_picture(int width, int height) {
  base::Image image{width, height, {}};
  image.pixels.assign(static_cast<std::size_t>(width) * static_cast<std::size_t>(height), 0xffffff);
  std::uint32_t noise = 1;
  for (int patch = 0; patch < 6; ++patch) {
    for (int y = 0; y < 9; ++y) {
      for (int x = 0; x < 11; ++x) {
        noise = noise * 1664525 + 1013904223;
        const int column = 20 + patch * 37 + x, row = 20 + patch * 29 + y;
        image.pixels[static_cast<std::size_t>(row * width + column)] = noise & 0xffffff;
      }
    }
  }
  image.pixels.back() = 0x123456;  // the last segment is none of paper
  return image;
}

/// libjpeg on the whole picture, without restart intervals.
Bytes whole(const base::Image& image, int quality) {
  jpeg_compress_struct codec{};
  jpeg_error_mgr errors{};
  codec.err = jpeg_std_error(&errors);
  jpeg_create_compress(&codec);
  unsigned char* made = nullptr;
  unsigned long length = 0;
  jpeg_mem_dest(&codec, &made, &length);
  codec.image_width = static_cast<JDIMENSION>(image.width_px);
  codec.image_height = static_cast<JDIMENSION>(image.height_px);
  codec.input_components = 4;
  codec.in_color_space = JCS_EXT_BGRX;
  jpeg_set_defaults(&codec);
  jpeg_set_quality(&codec, quality, TRUE);
  if (quality >= 95) codec.comp_info[0].h_samp_factor = codec.comp_info[0].v_samp_factor = 1;
  jpeg_start_compress(&codec, TRUE);
  for (int y = 0; y < image.height_px; ++y) {
    const std::uint32_t* row = image.pixels.data() + static_cast<std::size_t>(y * image.width_px);
    JSAMPROW rows[1] = {const_cast<JSAMPROW>(reinterpret_cast<const JSAMPLE*>(row))};
    jpeg_write_scanlines(&codec, rows, 1);
  }
  jpeg_finish_compress(&codec);
  jpeg_destroy_compress(&codec);
  const std::unique_ptr<unsigned char, void (*)(void*)> owner(made, std::free);
  const auto bytes = std::as_bytes(std::span(made, length));
  return {bytes.begin(), bytes.end()};
}

Bytes ours(const base::Image& image, int quality) {
  Settings settings;
  settings.jpeg_quality = quality;
  return encode(image, "jpg", settings);
}

bool has_restarts(const Bytes& file) {
  for (std::size_t i = 0; i + 1 < file.size(); ++i)
    if (file[i] == std::byte{0xff} && file[i + 1] == std::byte{0xdd}) return true;
  return false;
}

TEST(JpegSegments, GiveThePixelsOfTheWholePicture) {
  for (const int quality : {50, 90, 95}) {
    for (const auto& [width, height] : {std::pair{640, 480}, {1000, 480}, {600, 400}, {488, 320}}) {
      const base::Image image = sparse_picture(width, height);
      const Bytes file = ours(image, quality);
      EXPECT_TRUE(has_restarts(file)) << width << " x " << height;
      EXPECT_EQ(decode(file, "jpg").pixels, decode(whole(image, quality), "jpg").pixels)
          << width << " x " << height << " at " << quality;
    }
  }
}

TEST(JpegSegments, AreNotTakenWhereLittleIsPaper) {
  base::Image image = sparse_picture(640, 480);
  std::uint32_t noise = 7;
  for (std::uint32_t& pixel : image.pixels) {
    noise = noise * 1664525 + 1013904223;
    pixel = noise & 0xffffff;
  }
  const Bytes file = ours(image, 90);
  EXPECT_FALSE(has_restarts(file));
  EXPECT_EQ(decode(file, "jpg").pixels, decode(whole(image, 90), "jpg").pixels);
}

TEST(JpegSegments, TakeAPictureOfOneColour) {
  base::Image image{64, 48, std::vector<std::uint32_t>(64 * 48, 0x336699)};
  EXPECT_EQ(decode(ours(image, 90), "jpg").pixels, decode(whole(image, 90), "jpg").pixels);
}

TEST(JpegSegments, KeepTheStripWithinWhatJpegCanHold) {
  base::Image image{8000, 8000, std::vector<std::uint32_t>(64'000'000, 0xffffff)};
  auto segments = RestartSegments::cut(image, 16);
  ASSERT_TRUE(segments.has_value());
  EXPECT_EQ(segments->width_px(), 80);  // 5 MCUs: fewer would make too many segments
  EXPECT_EQ(segments->height_px(), 16);
  image.pixels[0] = 0;  // now the paper is black and all else is drawn
  EXPECT_FALSE(RestartSegments::cut(image, 16).has_value());
}

}  // namespace
}  // namespace rankplot::encode
