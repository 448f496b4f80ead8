#pragma once

#include <span>
#include <string>
#include <vector>

#include "painter/render/chart/canvas.hpp"
#include "painter/render/chart/layer.hpp"
#include "painter/render/chart/steps.hpp"
#include "painter/render/chart/ticks.hpp"

namespace rankplot::render {

/// Values at the crossings of columns and rows, row-major; x and y ascend or descend strictly.
struct Nodes {
  std::vector<double> values, x, y;

  std::size_t columns() const { return x.size(); }
  std::size_t rows() const { return y.size(); }
  double at(std::size_t row, std::size_t column) const { return values[row * columns() + column]; }
};

/// The roles value (two dimensions), x and y of a layer. Very fine ones are thinned, with a note.
/// Throws base::Error naming the role that does not fit.
Nodes nodes_of(LayerInput& input);

/// The smallest and largest finite value; low > high where there is none.
Range finite_range(std::span<const double> values);

/// matplotlib's choice: up to `count` + 1 round steps over the range, trimmed to one level beyond
/// it at each end (none where that end is `open`: extended); with `log` the powers of ten.
std::vector<double> contour_levels(Range range, int count, bool log, bool open_low, bool open_high);

/// The levels that the option `levels` asks for: one whole number is a count, others are levels.
/// Throws base::Error where they do not ascend or are too many.
std::vector<double> levels_of(const LayerInput& input, const Nodes& nodes, bool log);
job::Option levels_option();
/// With as many decimals as the one that needs most, at most six; minus is U+2212.
std::vector<std::string> level_texts(const std::vector<double>& levels);

/// The lines where the values pass a level, in data units, open or closed (first point = last).
/// Saddles part by the mean of their corners; cells with a value that is not finite have none.
std::vector<Rows> contour_lines(const Nodes& nodes, double level);

/// What is above a level (with it where `inclusive`) as rings in pixels, parted by NaN, to be
/// filled even-odd. A cell with one value that is not finite is cut at its diagonal; with more it
/// is left out.
std::vector<Point> region_above(const Nodes& nodes, double level, bool inclusive,
                                const Mapping& mapping);

Extent extent_of_nodes(const Nodes& nodes, const AxisScales& scales);

}  // namespace rankplot::render
