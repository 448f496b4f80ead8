#include "painter/render/scene/cells.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace rankplot::scene {
namespace {

using Face = std::vector<std::size_t>;

/// A kind of linear cells: its faces, by the numbers of its corners.
struct Shape {
  std::uint8_t type;
  std::string_view name;
  std::size_t corners;  ///< 0: any number
  bool solid;
  std::vector<Face> faces;  ///< of solid ones; of flat ones the order of corners around it
};

constexpr std::uint8_t kStrip = 6, kPolygon = 7;

const std::vector<Shape>& shapes() {
  static const std::vector<Shape> all{
      {1, "vertex", 1, false, {}},
      {2, "poly_vertex", 0, false, {}},
      {3, "line", 2, false, {}},
      {4, "poly_line", 0, false, {}},
      {5, "triangle", 3, false, {{0, 1, 2}}},
      {kStrip, "triangle_strip", 0, false, {}},
      {kPolygon, "polygon", 0, false, {}},
      {8, "pixel", 4, false, {{0, 1, 3, 2}}},
      {9, "quad", 4, false, {{0, 1, 2, 3}}},
      {10, "tetra", 4, true, {{0, 1, 3}, {1, 2, 3}, {2, 0, 3}, {0, 2, 1}}},
      {11,
       "voxel",
       8,
       true,
       {{0, 4, 6, 2}, {1, 3, 7, 5}, {0, 1, 5, 4}, {2, 6, 7, 3}, {0, 2, 3, 1}, {4, 5, 7, 6}}},
      {12,
       "hexahedron",
       8,
       true,
       {{0, 4, 7, 3}, {1, 2, 6, 5}, {0, 1, 5, 4}, {3, 7, 6, 2}, {0, 3, 2, 1}, {4, 5, 6, 7}}},
      {13, "wedge", 6, true, {{0, 1, 2}, {3, 5, 4}, {0, 3, 4, 1}, {1, 4, 5, 2}, {2, 5, 3, 0}}},
      {14, "pyramid", 5, true, {{0, 3, 2, 1}, {0, 1, 4}, {1, 2, 4}, {2, 3, 4}, {3, 0, 4}}},
      {15,
       "pentagonal_prism",
       10,
       true,
       {{0, 4, 3, 2, 1},
        {5, 6, 7, 8, 9},
        {0, 1, 6, 5},
        {1, 2, 7, 6},
        {2, 3, 8, 7},
        {3, 4, 9, 8},
        {4, 0, 5, 9}}},
      {16,
       "hexagonal_prism",
       12,
       true,
       {{0, 5, 4, 3, 2, 1},
        {6, 7, 8, 9, 10, 11},
        {0, 1, 7, 6},
        {1, 2, 8, 7},
        {2, 3, 9, 8},
        {3, 4, 10, 9},
        {4, 5, 11, 10},
        {5, 0, 6, 11}}}};
  return all;
}

const Shape* shape_of(double type) {
  for (const Shape& shape : shapes())
    if (shape.type == type) return &shape;
  return nullptr;
}

bool has_faces(const Shape& shape) {
  return !shape.faces.empty() || shape.type == kStrip || shape.type == kPolygon;
}

const Shape& shape_of_rows(render::LayerInput& input, const base::Field& cells) {
  const std::string wanted = input.text("cell");
  const std::size_t corners = cells.shape.size() == 2 ? cells.shape[1] : 0;
  for (const char* name : {"triangle", "quad", "tetra", "hexahedron"})
    for (const Shape& shape : shapes())
      if (shape.name == name && shape.corners == corners && (wanted == "auto" || wanted == name))
        return shape;
  input.refuse(
      fmt::format("cells = \"{}\" is of shape ({}) with cell = \"{}\": right would be "
                  "(M, 3) for triangles, (M, 4) for quadrilaterals or, with cell = "
                  "\"tetra\", tetrahedra, (M, 8) for hexahedra, or a row with the role types",
                  input.written("cells"), fmt::join(cells.shape, ", "), wanted));
}

std::uint32_t number_of(render::LayerInput& input, double value, std::size_t cell,
                        std::size_t points) {
  if (value >= 0 && value < static_cast<double>(points) && value == std::floor(value))
    return static_cast<std::uint32_t>(value);
  input.refuse(
      fmt::format("cell {} of cells = \"{}\" has the corner {}: points are counted from 0 "
                  "to {}",
                  cell, input.written("cells"), value, points - 1));
}

void check_sizes(render::LayerInput& input, std::size_t cells, std::size_t points) {
  if (cells == 0) input.refuse("there are no cells to draw");
  constexpr std::size_t kMost = UINT32_MAX / 8;  // a number for each face
  if (cells > kMost || points > UINT32_MAX)
    input.refuse(fmt::format("meshes of more than {} cells or {} points cannot be drawn", kMost,
                             UINT32_MAX));
}

Cells from_rows(render::LayerInput& input, std::size_t points) {
  const base::Field& field = input.field("cells");
  const Shape& shape = shape_of_rows(input, field);
  check_sizes(input, field.shape[0], points);
  Cells cells;
  cells.types.assign(field.shape[0], shape.type);
  cells.corners.resize(field.values.size());
  for (std::size_t i = 0; i < field.values.size(); ++i)
    cells.corners[i] = number_of(input, field.values[i], i / shape.corners, points);
  cells.starts.resize(cells.count() + 1);
  for (std::size_t i = 0; i <= cells.count(); ++i) cells.starts[i] = i * shape.corners;
  return cells;
}

/// Types of cells in a row, and where each begins.
class Mixed {
 public:
  explicit Mixed(render::LayerInput& input)
      : input_(input), corners_(input.row("cells")), types_(input.row("types")) {
    if (input.has("offsets")) {
      offsets_ = input.row("offsets");
      if (offsets_.size() != types_.size() && offsets_.size() != types_.size() + 1)
        input.refuse(
            fmt::format("offsets = \"{}\" has {} values for {} types: right would be as "
                        "many, or one more",
                        input.written("offsets"), offsets_.size(), types_.size()));
    }
  }

  Cells cells(std::size_t points, std::vector<std::string>& notes) {
    check_sizes(input_, types_.size(), points);
    Cells made;
    std::size_t faceless = 0;
    for (std::size_t cell = 0; cell < types_.size(); ++cell) {
      const Shape& shape = shape_at(cell);
      faceless += has_faces(shape) ? 0 : 1;
      const std::size_t begin = made.corners.size(), end = end_of(cell, begin, shape);
      for (std::size_t i = begin; i < end; ++i)
        made.corners.push_back(number_of(input_, corners_[i], cell, points));
      made.starts.push_back(end);
      made.types.push_back(shape.type);
    }
    if (made.corners.size() != corners_.size())
      input_.refuse(fmt::format(
          "cells = \"{}\" has {} values, and the cells of types = \"{}\" {} "
          "corners",
          input_.written("cells"), corners_.size(), input_.written("types"), made.corners.size()));
    if (faceless > 0)
      notes.push_back(fmt::format("{} of {} cells are points or lines, which have no faces",
                                  faceless, types_.size()));
    return made;
  }

 private:
  const Shape& shape_at(std::size_t cell) {
    if (const Shape* shape = shape_of(types_[cell])) return *shape;
    input_.refuse(
        fmt::format("cell {} is of the type {}: VTK's linear cells of types 1 to 16 can "
                    "be drawn",
                    cell, types_[cell]));
  }

  std::size_t end_of(std::size_t cell, std::size_t begin, const Shape& shape) {
    std::size_t end = begin + shape.corners;
    if (!offsets_.empty()) {
      const double said =
          cell + 1 < offsets_.size() ? offsets_[cell + 1] : static_cast<double>(corners_.size());
      if (offsets_[cell] != static_cast<double>(begin) || !(said >= static_cast<double>(begin)) ||
          !(said <= static_cast<double>(corners_.size())) || said != std::floor(said))
        input_.refuse(fmt::format(
            "offsets = \"{}\" has cell {} from {} to {}: right would be from "
            "{}, where the one before ends, to at most {}",
            input_.written("offsets"), cell, offsets_[cell], said, begin, corners_.size()));
      end = static_cast<std::size_t>(said);
    } else if (shape.corners == 0) {
      input_.refuse(
          fmt::format("cell {} is a {}, of any number of corners: the role offsets is "
                      "needed",
                      cell, shape.name));
    }
    if (end > corners_.size() || (shape.corners != 0 && end - begin != shape.corners))
      input_.refuse(fmt::format("cell {} is a {} of {} corners, and {} are there", cell, shape.name,
                                shape.corners, std::min(end, corners_.size()) - begin));
    return end;
  }

  render::LayerInput& input_;
  std::span<const double> corners_, types_, offsets_;
};

/// A face whatever corner it begins with and which way it runs: its least corners, since faces of a
/// mesh that share three are the same.
using FaceKey = std::array<std::uint32_t, 4>;

FaceKey key_of(std::span<const std::uint32_t> corners) {
  FaceKey key{UINT32_MAX, UINT32_MAX, UINT32_MAX, UINT32_MAX};
  std::partial_sort_copy(corners.begin(), corners.end(), key.begin(), key.end());
  return key;
}

void add_face(Polygons& polygons, std::span<const std::uint32_t> corners, const Face& face,
              std::size_t cell) {
  for (const std::size_t corner : face) polygons.points.push_back(corners[corner]);
  polygons.starts.push_back(polygons.points.size());
  polygons.cell.push_back(static_cast<std::uint32_t>(cell));
}

void add_strip(Polygons& polygons, std::span<const std::uint32_t> corners, std::size_t cell) {
  for (std::size_t i = 2; i < corners.size(); ++i)
    add_face(polygons, corners, i % 2 == 0 ? Face{i - 2, i - 1, i} : Face{i - 1, i - 2, i}, cell);
}

void add_polygon(Polygons& polygons, std::span<const std::uint32_t> corners, std::size_t cell) {
  if (corners.size() < 3) return;
  polygons.points.insert(polygons.points.end(), corners.begin(), corners.end());
  polygons.starts.push_back(polygons.points.size());
  polygons.cell.push_back(static_cast<std::uint32_t>(cell));
}

/// Faces by their least corner: `order` from starts[corner] on. As fast as they can be counted.
struct ByCorner {
  std::vector<std::uint32_t> starts, order;

  ByCorner(const std::vector<FaceKey>& keys, std::uint32_t points)
      : starts(std::size_t{points} + 1, 0), order(keys.size()) {
    for (const FaceKey& key : keys) ++starts[key[0] + 1];
    std::partial_sum(starts.begin(), starts.end(), starts.begin());
    std::vector<std::uint32_t> next(starts.begin(), starts.end() - 1);
    for (std::size_t face = 0; face < keys.size(); ++face)
      order[next[keys[face][0]]++] = static_cast<std::uint32_t>(face);
  }
  std::span<const std::uint32_t> faces_at(std::uint32_t corner) const {
    return std::span(order).subspan(starts[corner], starts[corner + 1] - starts[corner]);
  }
};

/// Adds the faces that no two cells share to the flat ones.
Polygons outer(const Polygons& solid, Polygons flat) {
  std::vector<FaceKey> keys(solid.count());
  std::uint32_t points = 0;
  for (std::size_t face = 0; face < keys.size(); ++face) {
    keys[face] = key_of(solid.corners(face));
    points = std::max(points, keys[face][0] + 1);
  }
  const ByCorner by_corner(keys, points);
  for (std::size_t face = 0; face < keys.size(); ++face) {
    const auto near = by_corner.faces_at(keys[face][0]);
    const auto same = std::count_if(near.begin(), near.end(),
                                    [&](std::uint32_t other) { return keys[other] == keys[face]; });
    if (same == 1) add_polygon(flat, solid.corners(face), solid.cell[face]);
  }
  return flat;
}

}  // namespace

Cells take_cells(render::LayerInput& input, std::size_t points, std::vector<std::string>& notes) {
  return input.has("types") ? Mixed(input).cells(points, notes) : from_rows(input, points);
}

Polygons outside(const Cells& cells, const std::vector<char>& kept) {
  std::array<const Shape*, 32> by_type{};
  for (const Shape& shape : shapes()) by_type.at(shape.type) = &shape;
  Polygons flat, solid;
  flat.cell_count = cells.count();
  for (std::size_t cell = 0; cell < cells.count(); ++cell) {
    if (!kept.empty() && kept[cell] == 0) continue;
    const Shape& shape = *by_type.at(cells.types[cell]);
    const auto corners = cells.corners_of(cell);
    if (shape.type == kStrip) {
      add_strip(flat, corners, cell);
    } else if (shape.type == kPolygon) {
      add_polygon(flat, corners, cell);
    } else {
      for (const Face& face : shape.faces)
        add_face(shape.solid ? solid : flat, corners, face, cell);
    }
  }
  return solid.count() > 0 ? outer(solid, std::move(flat)) : flat;
}

}  // namespace rankplot::scene
