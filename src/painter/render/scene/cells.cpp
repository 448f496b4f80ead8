#include "painter/render/scene/cells.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <unordered_map>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace rankplot::scene {
namespace {

/// The faces of a cell, by the numbers of its corners (VTK's order, file formats, figure 2).
struct Shape {
  std::string_view name;
  std::size_t corners;
  std::vector<std::vector<std::size_t>> faces;
};

const std::vector<Shape>& shapes() {
  static const std::vector<Shape> all{
      {"triangle", 3, {{0, 1, 2}}},
      {"quad", 4, {{0, 1, 2, 3}}},
      {"tetra", 4, {{0, 1, 3}, {1, 2, 3}, {2, 0, 3}, {0, 2, 1}}},
      {"hexahedron",
       8,
       {{0, 4, 7, 3}, {1, 2, 6, 5}, {0, 1, 5, 4}, {3, 7, 6, 2}, {0, 3, 2, 1}, {4, 5, 6, 7}}}};
  return all;
}

const Shape& shape_for(render::LayerInput& input, const base::Field& cells) {
  const std::string wanted = input.text("cell");
  const std::size_t corners = cells.shape.size() == 2 ? cells.shape[1] : 0;
  for (const Shape& shape : shapes())
    if (shape.corners == corners && (wanted == "auto" || wanted == shape.name)) return shape;
  input.refuse(
      fmt::format("cells = \"{}\" is of shape ({}) with cell = \"{}\": right would be "
                  "(M, 3) for triangles, (M, 4) for quadrilaterals or, with cell = "
                  "\"tetra\", tetrahedra, (M, 8) for hexahedra",
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

/// A face whatever corner it begins with and which way it runs.
struct FaceHash {
  std::size_t operator()(const std::array<std::uint32_t, 4>& face) const {
    std::size_t hash = 0;
    for (const std::uint32_t corner : face) hash = hash * 0x9E3779B97F4A7C15ULL + corner;
    return hash;
  }
};
using FaceKey = std::array<std::uint32_t, 4>;

FaceKey key_of(std::span<const std::uint32_t> corners) {
  FaceKey key{UINT32_MAX, UINT32_MAX, UINT32_MAX, UINT32_MAX};
  std::copy(corners.begin(), corners.end(), key.begin());
  std::sort(key.begin(), key.end());
  return key;
}

/// Without the faces that two cells share.
Polygons outer(const Polygons& all) {
  std::unordered_map<FaceKey, int, FaceHash> met;
  met.reserve(all.count());
  for (std::size_t i = 0; i < all.count(); ++i) ++met[key_of(all.corners(i))];
  Polygons kept;
  kept.cell_count = all.cell_count;
  for (std::size_t i = 0; i < all.count(); ++i) {
    const auto corners = all.corners(i);
    if (met[key_of(corners)] > 1) continue;
    kept.points.insert(kept.points.end(), corners.begin(), corners.end());
    kept.starts.push_back(kept.points.size());
    kept.cell.push_back(all.cell[i]);
  }
  return kept;
}

}  // namespace

Polygons take_polygons(render::LayerInput& input, const std::vector<Vector>& places) {
  const base::Field& cells = input.field("cells");
  const Shape& shape = shape_for(input, cells);
  Polygons polygons;
  polygons.cell_count = cells.shape[0];
  if (polygons.cell_count == 0) input.refuse("there are no cells to draw");
  if (polygons.cell_count > UINT32_MAX || places.size() > UINT32_MAX)
    input.refuse("meshes of more than 4,294,967,295 cells or points cannot be drawn");
  std::vector<std::uint32_t> corners(shape.corners);
  for (std::size_t cell = 0; cell < polygons.cell_count; ++cell) {
    for (std::size_t i = 0; i < corners.size(); ++i)
      corners[i] = number_of(input, cells.values[cell * corners.size() + i], cell, places.size());
    for (const auto& face : shape.faces) {
      for (const std::size_t corner : face) polygons.points.push_back(corners[corner]);
      polygons.starts.push_back(polygons.points.size());
      polygons.cell.push_back(static_cast<std::uint32_t>(cell));
    }
  }
  return shape.faces.size() > 1 ? outer(polygons) : polygons;
}

}  // namespace rankplot::scene
