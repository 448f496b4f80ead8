#pragma once

#include <cstdint>
#include <vector>

namespace rankplot::base {

/// An opaque picture: rows from the top, one 0x00RRGGBB word a pixel (Cairo's RGB24 with no padding
/// between rows).
struct Image {
  int width_px = 0;
  int height_px = 0;
  std::vector<std::uint32_t> pixels;
};

}  // namespace rankplot::base
