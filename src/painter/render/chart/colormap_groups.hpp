#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "painter/render/chart/colormaps.hpp"

namespace rankplot::render {

/// Colormaps that serve the same kind of data.
struct ColormapGroup {
  std::string_view title;
  std::vector<std::string_view> names;
  bool ordered = false;  ///< from low to high, rather than to both sides, around, or in no order
};

/// Every map stands in one group; groups and order are those of matplotlib's colormap reference.
std::span<const ColormapGroup> colormap_groups();

/// Whether lightness (CIE 1976 L* of sRGB) rises, or falls, from each end of the map to the other
/// without turning back by more than `slack`: what is higher then looks so in grey, and to
/// readers who do not see all colours.
bool keeps_order_of_lightness(const Colormap& map, double slack = 1.0);

}  // namespace rankplot::render
