#pragma once

#include <span>
#include <string>
#include <vector>

#include "painter/render/chart/colors.hpp"
#include "painter/render/chart/geometry.hpp"

namespace rankplot::render {

/// Lines and dots over what is filled. `pattern` is matplotlib's: '/', '\\', '|', '-', '+', 'x' and
/// '.', each as often as it is to be dense.
struct Hatch {
  std::string pattern;
  double unit_px = 16;  ///< between the lines of a sign that stands once
  double line_px = 1.4;
  Color color;

  double dot_px() const { return 2.5 * line_px; }  ///< across
};

/// The signs that a pattern may hold.
std::string_view hatch_signs();

/// The pattern's lines within rings (parted by NaN points; what lies in two of them is left out)
/// and `window`: two points a line. Their places are those of the picture, so that areas side by
/// side go on from each other.
std::vector<Point> hatch_lines(std::span<const Point> rings, const Rectangle& window,
                               const Hatch& hatch);
/// The middles of the pattern's dots that lie wholly within them.
std::vector<Point> hatch_dots(std::span<const Point> rings, const Rectangle& window,
                              const Hatch& hatch);

}  // namespace rankplot::render
