#include "painter/render/chart/vector_field.hpp"

#include <cmath>
#include <numbers>

#include <fmt/ranges.h>

namespace rankplot::render {
namespace {

std::vector<double> counted(std::size_t count) {
  std::vector<double> row(count);
  for (std::size_t i = 0; i < count; ++i) row[i] = static_cast<double>(i);
  return row;
}

std::vector<double> row_of(const LayerInput& input, const char* role, std::size_t count) {
  if (!input.has(role)) return counted(count);
  const base::Field& field = input.field(role);
  if (field.values.size() != count)
    input.refuse(fmt::format("{} = \"{}\" has {} values; right would be {}, as u has", role,
                             input.written(role), field.values.size(), count));
  return field.values;
}

}  // namespace

VectorField vector_field_of(LayerInput& input, bool plane) {
  const base::Field& u = input.field("u");
  const base::Field& v = input.field("v");
  if (u.shape != v.shape)
    input.refuse(
        fmt::format("u = \"{}\" is of shape ({}) and v = \"{}\" of ({}): they must be alike",
                    input.written("u"), fmt::join(u.shape, ", "), input.written("v"),
                    fmt::join(v.shape, ", ")));
  if (u.shape.size() > 2 || (plane && u.shape.size() != 2))
    input.refuse(fmt::format("u = \"{}\" is of shape ({}): {} needed", input.written("u"),
                             fmt::join(u.shape, ", "),
                             plane ? "two dimensions are" : "one dimension or two are"));
  VectorField field{{}, {}, u.values, v.values, 0, 0, {}, {}};
  const std::size_t count = u.values.size();
  const bool like_u = u.shape.size() < 2 || (input.has("x") && input.field("x").shape == u.shape);
  if (u.shape.size() == 2) {
    field.rows = u.shape[0];
    field.columns = u.shape[1];
  }
  if (like_u && !plane) {
    field.x = row_of(input, "x", count);
    field.y = row_of(input, "y", count);
    return field;
  }
  field.x_row = row_of(input, "x", field.columns);
  field.y_row = row_of(input, "y", field.rows);
  for (std::size_t row = 0; row < field.rows; ++row)
    for (std::size_t column = 0; column < field.columns; ++column) {
      field.x.push_back(field.x_row[column]);
      field.y.push_back(field.y_row[row]);
    }
  return field;
}

std::vector<job::Role> vector_roles() {
  return {
      {"u", "the vectors along x: rows and columns, or one dimension", true},
      {"v", "the vectors along y, likewise", true},
      {"x", "where they are: of each column, or of each vector; 0, 1, ... when left out", false},
      {"y", "of each row, or of each vector", false}};
}

std::vector<Point> ArrowShape::polygon(const Point& from, double along_px, double up_px) const {
  const double length = std::hypot(along_px, up_px) / width;  // in widths
  if (!std::isfinite(length)) return {};
  const double cosine = length > 0 ? along_px / width / length : 1;
  const double sine = length > 0 ? up_px / width / length : 0;
  std::vector<Point> points;
  const auto add = [&](double along, double across) {
    points.push_back({from.x + static_cast<float>(width * (along * cosine - across * sine)),
                      from.y + static_cast<float>(width * (along * sine + across * cosine))});
  };
  if (length < 1) {  // a dot, as matplotlib's minlength
    for (int corner = 0; corner < 6; ++corner)
      add(0.5 * std::cos(corner * std::numbers::pi / 3),
          0.5 * std::sin(corner * std::numbers::pi / 3));
    return points;
  }
  const double small = std::min(1.0, length / head_length);
  const double neck = length - head_axis_length * small, wing = length - head_length * small;
  for (const double side : {-0.5, 0.5}) {
    const bool back = side > 0;
    const double shaft = side * small, head = side * head_width * small;
    if (back) add(length, 0), add(wing, head), add(neck, shaft), add(0, shaft);
    if (!back) add(0, shaft), add(neck, shaft), add(wing, head);
  }
  return points;
}

}  // namespace rankplot::render
