#pragma once

#include <array>
#include <cstddef>
#include <vector>

namespace rankplot::scene {

/// A direction at each pixel of a raster, row after row: of length 1, or 0 where there is none.
struct Directions {
  std::size_t width = 0, height = 0;
  std::vector<std::array<float, 2>> at;  ///< across, up
};

/// Noise smeared along the lines of the field, which shows them everywhere at once (B. Cabral,
/// L. Leedom: Imaging vector fields using line integral convolution, SIGGRAPH 1993): for each pixel
/// how light it is, from -1 to 1, 0 in the mean and where there is no direction. The same each
/// time.
std::vector<float> line_integral_convolution(const Directions& directions);

}  // namespace rankplot::scene
