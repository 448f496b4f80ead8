#pragma once

#include <vector>

#include "painter/render/chart/layer.hpp"

namespace rankplot::render {

/// Vectors at points: u and v of two dimensions over rows x (columns) and y (rows), all of one
/// shape, or rows of points.
struct VectorField {
  std::vector<double> x, y;  ///< of each vector
  std::span<const double> u, v;
  std::size_t rows = 0, columns = 0;  ///< of a plane; 0 where the points are a row
  std::vector<double> x_row, y_row;   ///< of a plane over rows x and y
};

/// The roles x, y, u, v. `plane`: two dimensions are needed. Throws base::Error naming the role
/// that does not fit.
VectorField vector_field_of(LayerInput& input, bool plane);
std::vector<job::Role> vector_roles();

/// An arrow as a polygon in pixels. `width` is that of the shaft; short ones shrink as a whole, as
/// matplotlib's quiver has them.
struct ArrowShape {
  double width = 2, head_width = 3, head_length = 5, head_axis_length = 4.5;  ///< heads in widths
  std::vector<Point> polygon(const Point& from, double along_px, double up_px) const;
};

}  // namespace rankplot::render
