#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "painter/render/chart/geometry.hpp"

namespace rankplot::render {

/// Cells along an axis: cell i reaches from first_edge + i * size to the next, size may be
/// negative; or, where they are uneven, from edges[i] to edges[i + 1].
struct CellRow {
  std::size_t count = 0;
  double first_edge = 0;
  double size = 1;
  std::vector<double> edges = {};  ///< strictly ascending or descending, count + 1; empty: even

  double last_edge() const {
    return edges.empty() ? first_edge + size * static_cast<double>(count) : edges.back();
  }
  /// Where a value stands, in cells: 0 to count.
  double place_of(double value) const;
};

/// Cells with these edges. They must ascend or descend strictly, at least two.
CellRow cells_between(std::vector<double> edges);

/// The pixels of a plot that a row of cells covers, and what part of the cells each one sees.
struct PixelRow {
  int first_px = 0;           ///< of the picture, from the left or the bottom
  std::vector<double> edges;  ///< in cells: pixel p sees from edges[p] to edges[p + 1], either way
  std::vector<double> centers;  ///< in cells: where pixel p has its middle

  std::size_t count() const { return centers.size(); }
  /// True where some pixel sees more than one cell.
  bool is_dense() const;
};

/// `low_px` to `high_px` is the plot along that axis (whole numbers). At least one pixel where the
/// cells lie within the plot at all, however narrow they are.
PixelRow pixels_of(const CellRow& cells, const Scale& scale, double low_px, double high_px);

/// A value a pixel, rows from the bottom, from cells of rows.count x columns.count (row-major).
struct Grid {
  std::span<const double> values;
  std::size_t columns = 0, rows = 0;
};

/// The cell under each pixel's middle.
std::vector<double> nearest_cells(const Grid& grid, const PixelRow& across, const PixelRow& up);

/// Between the middles of the four cells around each pixel's middle, by distance; those that are
/// not finite are left out.
std::vector<double> bilinear_cells(const Grid& grid, const PixelRow& across, const PixelRow& up);

/// The mean of all finite cells that a pixel sees, by the area that it sees of each; NaN where none
/// is finite. Takes each cell once (two sums, across and then up).
std::vector<double> mean_cells(const Grid& grid, const PixelRow& across, const PixelRow& up);

/// The same as one sum over each pixel's cells: what mean_cells is compared with.
std::vector<double> mean_cells_exact(const Grid& grid, const PixelRow& across, const PixelRow& up);

}  // namespace rankplot::render
