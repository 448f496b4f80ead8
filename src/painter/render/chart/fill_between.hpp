#pragma once

#include <span>
#include <vector>

#include "painter/render/chart/canvas.hpp"
#include "painter/render/chart/layer.hpp"

namespace rankplot::render {

/// Fills between two lines over the same x, part by part where `shown` (empty: everywhere) is true
/// and all three are finite; a single point fills nothing, as in matplotlib. What a log axis cannot
/// show lies beyond its low end.
void fill_between(Canvas& canvas, const Mapping& mapping, std::span<const double> x,
                  std::span<const double> low, std::span<const double> high,
                  const std::vector<bool>& shown, Color fill, const Stroke& edge);

/// About a thousand upright slices of what is filled.
void add_filled(const Mapping& mapping, std::span<const double> x, std::span<const double> low,
                std::span<const double> high, Obstacles& obstacles);

/// Both lines, where x can be shown.
Extent extent_of_filled(std::span<const double> x, std::span<const double> low,
                        std::span<const double> high, const AxisScales& scales);

}  // namespace rankplot::render
