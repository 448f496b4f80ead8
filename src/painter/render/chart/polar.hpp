#pragma once

#include <vector>

#include "painter/render/chart/geometry.hpp"

namespace rankplot::render {

/// A ring's piece in data units: angles in radians, distances from the middle.
struct Sector {
  double from = 0, to = 0;  ///< angles, either way; more than a full turn is a ring
  double inner = 0, outer = 0;
};

/// Its outline, clockwise or counterclockwise, arcs as chords nowhere farther from them than a
/// twentieth of a pixel. Distances are cut off where the axis begins and `reach_px` beyond its end.
/// Empty where it covers nothing or holds a number that is not finite.
std::vector<Point> outline_of(const Sector& sector, const Mapping& mapping, double reach_px);

/// A circle about the middle of the plot.
std::vector<Point> circle_of(const PolarPlace& place, double radius_px);

/// Data under a pixel of a round plot.
struct PolarSpot {
  double angle = 0;  ///< from `first` on less than a turn; NaN beyond the rim
  double distance = 0;
};
PolarSpot spot_under(const Mapping& mapping, double x_px, double y_px, double first);

}  // namespace rankplot::render
