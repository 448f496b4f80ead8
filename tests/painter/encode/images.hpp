#pragma once

#include <cstdint>
#include <random>

#include "core/base/image.hpp"

namespace rankplot::encode {

/// Pixels that take `colours` colours in turn (a multiplication spreads them over RGB and keeps
/// them distinct: the factor is odd).
inline base::Image striped(int width_px, int height_px, std::uint32_t colours) {
  base::Image image{width_px, height_px, {}};
  const auto pixels = static_cast<std::uint32_t>(width_px * height_px);
  for (std::uint32_t i = 0; i < pixels; ++i) {
    image.pixels.push_back(((i % colours) * 0x00345679u) & 0x00ffffff);
  }
  return image;
}

inline base::Image noisy(int width_px, int height_px) {
  std::mt19937 generator(7);
  base::Image image{width_px, height_px, {}};
  for (int i = 0; i < width_px * height_px; ++i) image.pixels.push_back(generator() & 0x00ffffff);
  return image;
}

/// A smooth ramp in two directions: what JPEG is good at.
inline base::Image smooth(int width_px, int height_px) {
  base::Image image{width_px, height_px, {}};
  for (int y = 0; y < height_px; ++y) {
    for (int x = 0; x < width_px; ++x) {
      const auto red = static_cast<std::uint32_t>(255 * x / width_px);
      const auto green = static_cast<std::uint32_t>(255 * y / height_px);
      image.pixels.push_back(red << 16 | green << 8 | 128);
    }
  }
  return image;
}

/// The largest difference of a channel, of 255.
inline int largest_difference(const base::Image& a, const base::Image& b) {
  int largest = 0;
  for (std::size_t i = 0; i < a.pixels.size(); ++i) {
    for (int shift = 0; shift <= 16; shift += 8) {
      const int one = static_cast<int>(a.pixels[i] >> shift & 255);
      const int other = static_cast<int>(b.pixels[i] >> shift & 255);
      largest = std::max(largest, std::abs(one - other));
    }
  }
  return largest;
}

}  // namespace rankplot::encode
