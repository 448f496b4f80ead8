#include "painter/render/scene/grid.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <vtkDoubleArray.h>
#include <vtkFloatArray.h>
#include <vtkImageData.h>
#include <vtkNew.h>
#include <vtkPoints.h>
#include <vtkRectilinearGrid.h>
#include <vtkStructuredGrid.h>

namespace rankplot::scene {
namespace {

constexpr std::array kAxes{"x", "y", "z"};
constexpr double kUneven = 1e-6;  // of a step

std::string shape_of(const base::Field& field) {
  return fmt::format("({})", fmt::join(field.shape, ", "));
}

void take_counts(render::LayerInput& input, const std::string& role, Grid& grid) {
  const base::Field& field = input.field(role);
  const auto& shape = field.shape;
  if (shape.size() != 3)
    input.refuse(fmt::format("{} = \"{}\" is of shape {}: three axes (z, y, x) are needed{}", role,
                             input.written(role), shape_of(field),
                             shape.size() > 3    ? "; a hyperslab such as [0] takes a part of it"
                             : shape.size() == 2 ? "; a heatmap draws two"
                                                 : ""));
  if (field.values.empty())
    input.refuse(fmt::format("{} = \"{}\" is of shape {}: it has no points to draw", role,
                             input.written(role), shape_of(field)));
  grid.count = {shape[2], shape[1], shape[0]};
}

/// Three numbers; one stands for all.
Vector three(render::LayerInput& input, const char* option) {
  const auto& numbers = input.numbers(option);
  if (numbers.size() == 1) return {numbers[0], numbers[0], numbers[0]};
  if (numbers.size() != 3)
    input.refuse(fmt::format("{} takes [x, y, z], not {} numbers", option, numbers.size()));
  return {numbers[0], numbers[1], numbers[2]};
}

/// Ascending places along an axis; turned over where they descend.
void set_places(render::LayerInput& input, Grid& grid, std::size_t axis,
                std::vector<double> places) {
  if (places.size() > 1 && places.back() < places.front()) {
    std::reverse(places.begin(), places.end());
    grid.turned[axis] = true;
  }
  for (std::size_t i = 0; i < places.size(); ++i) {
    if (std::isfinite(places[i]) && (i == 0 || places[i] > places[i - 1])) continue;
    input.refuse(fmt::format(
        "the places along {} must be finite and different, in order: number "
        "{} is {}{}",
        kAxes[axis], i, places[i], i > 0 ? fmt::format(", next to {}", places[i - 1]) : ""));
  }
  grid.box.low[axis] = places.front();
  grid.box.high[axis] = places.back();
  grid.places[axis] = std::move(places);
}

void take_uniform(render::LayerInput& input, Grid& grid) {
  const Vector origin = three(input, "origin"), spacing = three(input, "spacing");
  for (std::size_t axis = 0; axis < 3; ++axis) {
    const double extent = spacing[axis] * static_cast<double>(grid.count[axis]);
    if (spacing[axis] == 0 || !std::isfinite(extent) || !std::isfinite(origin[axis] + extent))
      input.refuse(
          fmt::format("spacing = [{}], origin = [{}] make no grid along {}: steps of any "
                      "size but 0 can be drawn, that end where numbers do",
                      fmt::join(spacing, ", "), fmt::join(origin, ", "), kAxes[axis]));
    std::vector<double> places(grid.count[axis]);
    for (std::size_t i = 0; i < places.size(); ++i)
      places[i] = origin[axis] + spacing[axis] * static_cast<double>(i);
    if (places.size() > 1 && places[0] == places[1])
      input.refuse(
          fmt::format("spacing = [{}] is too small beside origin = [{}]: neighbours along "
                      "{} have the same place",
                      fmt::join(spacing, ", "), fmt::join(origin, ", "), kAxes[axis]));
    set_places(input, grid, axis, std::move(places));
  }
}

bool is_even(const std::vector<double>& places) {
  if (places.size() < 3) return true;
  const double step = (places.back() - places.front()) / static_cast<double>(places.size() - 1);
  for (std::size_t i = 1; i < places.size(); ++i)
    if (std::abs(places[i] - places.front() - step * static_cast<double>(i)) > kUneven * step)
      return false;
  return true;
}

void take_rows(render::LayerInput& input, Grid& grid) {
  for (std::size_t axis = 0; axis < 3; ++axis) {
    const auto row = input.row(kAxes[axis]);
    if (row.size() != grid.count[axis])
      input.refuse(fmt::format("{} = \"{}\" has {} values, and the data {} along it", kAxes[axis],
                               input.written(kAxes[axis]), row.size(), grid.count[axis]));
    set_places(input, grid, axis, {row.begin(), row.end()});
  }
  const auto& places = grid.places;
  if (!std::all_of(places.begin(), places.end(), is_even)) grid.kind = Grid::Kind::Rectilinear;
}

std::array<int, 3> dimensions(render::LayerInput& input, const Grid& grid) {
  std::array<int, 3> sides{};
  constexpr std::size_t kMost = 1U << 20;
  for (std::size_t axis = 0; axis < 3; ++axis) {
    if (grid.count[axis] > kMost)
      input.refuse(fmt::format("{} points along {}: at most {} can be drawn", grid.count[axis],
                               kAxes[axis], kMost));
    sides[axis] = static_cast<int>(grid.count[axis]);
  }
  return sides;
}

/// Coordinates of the frame along one axis.
vtkSmartPointer<vtkDoubleArray> local_places(const Grid& grid, std::size_t axis) {
  auto array = vtkSmartPointer<vtkDoubleArray>::New();
  for (const double place : grid.places[axis])
    array->InsertNextValue((place - grid.frame.middle[axis]) / grid.frame.size);
  return array;
}

vtkSmartPointer<vtkDataSet> uniform_data(render::LayerInput& input, const Grid& grid) {
  auto image = vtkSmartPointer<vtkImageData>::New();
  const Box local = grid.frame.to_local(grid.box);
  Vector spacing;
  for (std::size_t axis = 0; axis < 3; ++axis) {
    const auto steps = static_cast<double>(std::max<std::size_t>(1, grid.count[axis] - 1));
    spacing[axis] = (local.high[axis] - local.low[axis]) / steps;
    if (!(spacing[axis] > 0)) spacing[axis] = 1;
  }
  image->SetDimensions(dimensions(input, grid).data());
  image->SetOrigin(local.low.data());
  image->SetSpacing(spacing.data());
  return image;
}

vtkSmartPointer<vtkDataSet> rectilinear_data(render::LayerInput& input, const Grid& grid) {
  auto data = vtkSmartPointer<vtkRectilinearGrid>::New();
  data->SetDimensions(dimensions(input, grid).data());
  data->SetXCoordinates(local_places(grid, 0));
  data->SetYCoordinates(local_places(grid, 1));
  data->SetZCoordinates(local_places(grid, 2));
  return data;
}

void take_curvilinear(render::LayerInput& input, const std::string& role, Grid& grid) {
  grid.kind = Grid::Kind::Curvilinear;
  std::array<const base::Field*, 3> fields{};
  const auto& shape = input.field(role).shape;
  for (std::size_t axis = 0; axis < 3; ++axis) {
    fields[axis] = &input.field(kAxes[axis]);
    if (fields[axis]->shape != shape)
      input.refuse(
          fmt::format("{} = \"{}\" is of shape {} and {} = \"{}\" of {}: x, y and z are "
                      "rows along the axes, or have a place for each value",
                      kAxes[axis], input.written(kAxes[axis]), shape_of(*fields[axis]), role,
                      input.written(role), shape_of(input.field(role))));
    for (const double place : fields[axis]->values) {
      if (!std::isfinite(place))
        input.refuse(fmt::format("{} = \"{}\" holds a place that is not finite", kAxes[axis],
                                 input.written(kAxes[axis])));
      grid.box.low[axis] = std::min(grid.box.low[axis], place);
      grid.box.high[axis] = std::max(grid.box.high[axis], place);
    }
  }
  grid.frame = Frame(grid.box);
  vtkNew<vtkPoints> points;
  points->SetNumberOfPoints(static_cast<vtkIdType>(grid.points()));
  for (std::size_t i = 0; i < grid.points(); ++i) {
    const Vector local = grid.frame.to_local(
        Vector{fields[0]->values[i], fields[1]->values[i], fields[2]->values[i]});
    points->SetPoint(static_cast<vtkIdType>(i), local.data());
  }
  auto data = vtkSmartPointer<vtkStructuredGrid>::New();
  data->SetDimensions(dimensions(input, grid).data());
  data->SetPoints(points);
  grid.data = data;
}

/// Turned axes in ascending order.
void copy_turned(const base::Field& field, const Grid& grid, vtkDoubleArray& array) {
  array.SetNumberOfValues(static_cast<vtkIdType>(grid.points()));
  const auto [nx, ny, nz] = grid.count;
  const auto from = [&](std::size_t i, std::size_t axis) {
    return grid.turned[axis] ? grid.count[axis] - 1 - i : i;
  };
  double* out = array.GetPointer(0);
  for (std::size_t z = 0; z < nz; ++z)
    for (std::size_t y = 0; y < ny; ++y) {
      const double* row = &field.values[(from(z, 2) * ny + from(y, 1)) * nx];
      if (grid.turned[0]) {
        std::reverse_copy(row, row + nx, out);
      } else {
        std::copy_n(row, nx, out);
      }
      out += nx;
    }
}

}  // namespace

Grid make_grid(render::LayerInput& input, const std::string& role) {
  Grid grid;
  take_counts(input, role, grid);
  std::size_t given = 0;
  for (const char* axis : kAxes) given += input.has(axis) ? 1 : 0;
  if (given != 0 && given != 3) input.refuse("x, y and z are given together, or none of them");
  if (given == 3 && input.field("x").shape.size() > 1) {
    take_curvilinear(input, role, grid);
    return grid;
  }
  if (given == 3) {
    take_rows(input, grid);
  } else {
    take_uniform(input, grid);
  }
  grid.frame = Frame(grid.box);
  grid.data =
      grid.kind == Grid::Kind::Uniform ? uniform_data(input, grid) : rectilinear_data(input, grid);
  return grid;
}

vtkSmartPointer<vtkDataArray> values_at_points(render::LayerInput& input, const std::string& role,
                                               const Grid& grid) {
  const base::Field& field = input.field(role);
  const std::vector<std::size_t> shape{grid.count[2], grid.count[1], grid.count[0]};
  if (field.shape != shape)
    input.refuse(fmt::format("{} = \"{}\" is of shape {}: right would be ({})", role,
                             input.written(role), shape_of(field), fmt::join(shape, ", ")));
  auto array = vtkSmartPointer<vtkDoubleArray>::New();
  array->SetName(role.c_str());
  if (grid.turned[0] || grid.turned[1] || grid.turned[2]) {
    copy_turned(field, grid, *array);
  } else {
    constexpr int kNotOurs = 1;  // VTK only reads it
    array->SetArray(const_cast<double*>(field.values.data()),
                    static_cast<vtkIdType>(field.values.size()), kNotOurs);
  }
  return array;
}

}  // namespace rankplot::scene
