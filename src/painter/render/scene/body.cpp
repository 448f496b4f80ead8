#include "painter/render/scene/body.hpp"

#include <algorithm>

#include <fmt/format.h>

#include <vtkCellArray.h>
#include <vtkCellData.h>
#include <vtkDataSet.h>
#include <vtkDoubleArray.h>
#include <vtkNew.h>
#include <vtkPointData.h>
#include <vtkPoints.h>
#include <vtkUnsignedCharArray.h>
#include <vtkUnstructuredGrid.h>

#include "painter/render/scene/places.hpp"

namespace rankplot::scene {
namespace {

/// Cells along each axis; a grid of one layer is as thick as its points.
std::array<std::size_t, 3> cells_along(const Grid& grid) {
  std::array<std::size_t, 3> cells{};
  for (std::size_t axis = 0; axis < 3; ++axis)
    cells[axis] = std::max<std::size_t>(1, grid.count[axis] - 1);
  return cells;
}

/// The corners of a grid's cell on one of its sides.
std::array<std::uint32_t, 4> side_of(const Grid& grid, const std::array<std::size_t, 3>& cell,
                                     std::size_t axis, bool high) {
  const std::array<std::size_t, 3> step{1, grid.count[0], grid.count[0] * grid.count[1]};
  const std::size_t one = (axis + 1) % 3, other = (axis + 2) % 3;
  std::size_t corner = 0;
  for (std::size_t i = 0; i < 3; ++i) corner += cell[i] * step[i];
  if (high && grid.count[axis] > 1) corner += step[axis];
  std::array<std::size_t, 4> ids{corner, corner + step[one], corner + step[one] + step[other],
                                 corner + step[other]};
  if (!high) std::swap(ids[1], ids[3]);
  std::array<std::uint32_t, 4> narrow{};
  std::transform(ids.begin(), ids.end(), narrow.begin(),
                 [](std::size_t id) { return static_cast<std::uint32_t>(id); });
  return narrow;
}

}  // namespace

Body::Body(render::LayerInput& input) {
  if (input.has("cells")) {
    take_mesh(input);
  } else {
    take_grid(input);
  }
}

void Body::take_grid(render::LayerInput& input) {
  grid_ = make_grid(input, "value");
  const auto flat = std::count(grid_->count.begin(), grid_->count.end(), std::size_t{1});
  if (flat > 1)
    input.refuse(fmt::format("value = \"{}\" has points along one axis only: there are no cells",
                             input.written("value")));
  if (grid_->points() > UINT32_MAX)
    input.refuse("grids of more than 4,294,967,295 points cannot be drawn");
  box_ = grid_->box;
  frame_ = grid_->frame;
  values_ = values_of(input, "value");
}

void Body::take_mesh(render::LayerInput& input) {
  places_ = take_places(input);
  box_ = box_of(places_);
  frame_ = Frame(box_);
  std::vector<std::string> notes;
  cells_ = take_cells(input, places_.size(), notes);
  for (const std::string& note : notes) input.note(note);
  values_ = input.row("value");
  if (values_.size() != places_.size() && values_.size() != cells_.count())
    input.refuse(
        fmt::format("value = \"{}\" has {} values: right would be {}, one a point, or {}, "
                    "one a cell",
                    input.written("value"), values_.size(), places_.size(), cells_.count()));
  by_cell_ = values_.size() != places_.size();
}

std::span<const double> Body::values_of(render::LayerInput& input, const char* role) {
  if (!grid_) {
    const auto row = input.row(role);
    if (row.size() != values_.size())
      input.refuse(fmt::format("{} = \"{}\" has {} values, and value = \"{}\" has {}", role,
                               input.written(role), row.size(), input.written("value"),
                               values_.size()));
    return row;
  }
  arrays_.push_back(values_at_points(input, role, *grid_));
  auto& numbers = static_cast<vtkDoubleArray&>(*arrays_.back());
  return {numbers.GetPointer(0), grid_->points()};
}

Vector Body::local(std::size_t point) const {
  if (!grid_) return frame_.to_local(places_[point]);
  Vector at;
  grid_->data->GetPoint(static_cast<vtkIdType>(point), at.data());
  return at;
}

std::vector<char> Body::cells_where(const std::function<bool(double)>& test) const {
  std::vector<char> good(values_.size());
  std::transform(values_.begin(), values_.end(), good.begin(),
                 [&](double value) { return static_cast<char>(test(value)); });
  if (by_cell_) return good;
  if (!grid_) {
    std::vector<char> kept(cells_.count());
    for (std::size_t cell = 0; cell < kept.size(); ++cell) {
      const auto corners = cells_.corners_of(cell);
      kept[cell] = std::all_of(corners.begin(), corners.end(),
                               [&](std::uint32_t corner) { return good[corner] != 0; });
    }
    return kept;
  }
  const auto [nx, ny, nz] = cells_along(*grid_);
  const std::size_t row = grid_->count[0], layer = row * grid_->count[1];
  const std::size_t dx = grid_->count[0] > 1 ? 1 : 0, dy = grid_->count[1] > 1 ? row : 0,
                    dz = grid_->count[2] > 1 ? layer : 0;
  std::vector<char> kept(nx * ny * nz);
  std::size_t cell = 0;
  for (std::size_t k = 0; k < nz; ++k)
    for (std::size_t j = 0; j < ny; ++j)
      for (std::size_t i = 0; i < nx; ++i, ++cell) {
        const char* at = good.data() + k * layer + j * row + i;
        kept[cell] = static_cast<char>(at[0] & at[dx] & at[dy] & at[dx + dy] & at[dz] &
                                       at[dx + dz] & at[dy + dz] & at[dx + dy + dz]);
      }
  return kept;
}

Polygons Body::grid_faces(const std::vector<char>& kept) const {
  const auto cells = cells_along(*grid_);
  const std::array<std::size_t, 3> step{1, cells[0], cells[0] * cells[1]};
  Polygons polygons;
  polygons.cell_count = kept.size();
  std::array<std::size_t, 3> at{};
  std::size_t cell = 0;
  const auto add_side = [&](std::size_t axis, bool high) {
    const bool flat = grid_->count[axis] == 1;  // seen from both sides as one
    if (flat && high) return;
    const bool is_last = high ? at[axis] + 1 == cells[axis] : at[axis] == 0;
    if (!is_last && kept[high ? cell + step[axis] : cell - step[axis]] != 0) return;
    for (std::size_t other = 0; other < 3; ++other)
      if (other != axis && grid_->count[other] == 1) return;
    const auto corners = side_of(*grid_, at, axis, high);
    polygons.points.insert(polygons.points.end(), corners.begin(), corners.end());
    polygons.starts.push_back(polygons.points.size());
    polygons.cell.push_back(static_cast<std::uint32_t>(cell));
  };
  for (at[2] = 0; at[2] < cells[2]; ++at[2])
    for (at[1] = 0; at[1] < cells[1]; ++at[1])
      for (at[0] = 0; at[0] < cells[0]; ++at[0], ++cell) {
        if (kept[cell] == 0) continue;
        for (std::size_t axis = 0; axis < 3; ++axis) {
          add_side(axis, false);
          add_side(axis, true);
        }
      }
  return polygons;
}

Mesh Body::outside_of(const std::vector<char>& kept, std::span<const double> shown) const {
  return mesh_of(
      grid_ ? grid_faces(kept) : outside(cells_, kept),
      [this](std::size_t point) { return local(point); }, shown, by_cell_);
}

vtkSmartPointer<vtkDataSet> Body::data() const {
  vtkNew<vtkDoubleArray> values;
  values->SetName("value");
  constexpr int kNotOurs = 1;  // VTK only reads it
  values->SetArray(const_cast<double*>(values_.data()), static_cast<vtkIdType>(values_.size()),
                   kNotOurs);
  if (grid_) {
    grid_->data->GetPointData()->SetScalars(values);
    return grid_->data;
  }
  auto mesh = vtkSmartPointer<vtkUnstructuredGrid>::New();
  vtkNew<vtkPoints> points;
  for (const Vector& place : places_)
    points->InsertNextPoint((is_finite(place) ? frame_.to_local(place) : Vector{}).data());
  vtkNew<vtkUnsignedCharArray> types;
  vtkNew<vtkCellArray> cells;
  std::vector<vtkIdType> ids;
  for (std::size_t cell = 0; cell < cells_.count(); ++cell) {
    const auto corners = cells_.corners_of(cell);
    types->InsertNextValue(cells_.types[cell]);
    ids.assign(corners.begin(), corners.end());
    cells->InsertNextCell(static_cast<vtkIdType>(ids.size()), ids.data());
  }
  mesh->SetPoints(points);
  mesh->SetCells(types, cells);
  if (by_cell_) {
    mesh->GetCellData()->SetScalars(values);
  } else {
    mesh->GetPointData()->SetScalars(values);
  }
  return mesh;
}

}  // namespace rankplot::scene
