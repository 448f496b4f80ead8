#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "painter/render/chart/layer.hpp"
#include "painter/render/scene/geometry.hpp"

namespace rankplot::scene {

/// Cells of a mesh: their corners are numbers of points, in VTK's order (its file formats, figure
/// 2).
struct Cells {
  std::vector<std::uint32_t> corners;  ///< of one cell after another
  std::vector<std::size_t> starts{0};  ///< into corners; one more than there are cells
  std::vector<std::uint8_t> types;     ///< VTK's numbers

  std::size_t count() const { return types.size(); }
  std::span<const std::uint32_t> corners_of(std::size_t cell) const {
    return std::span(corners).subspan(starts[cell], starts[cell + 1] - starts[cell]);
  }
};

/// The role `cells`: (M, 3) triangles, (M, 4) quadrilaterals, or with the option cell = "tetra",
/// (M, 4) "hexahedron", (M, 8); or all corners in a row, with VTK's `types`, and `offsets` where
/// cells begin (of M, or of M + 1 with the end), which may be left out where types say how many
/// corners they have. Numbers count points from 0. Throws base::Error for shapes, types and numbers
/// that are none, and adds to `notes` how many cells have no faces.
Cells take_cells(render::LayerInput& input, std::size_t points, std::vector<std::string>& notes);

/// The faces of a mesh that are seen.
struct Polygons {
  std::vector<std::uint32_t> points;   ///< corners, one polygon after another
  std::vector<std::size_t> starts{0};  ///< into points; one more than there are polygons
  std::vector<std::uint32_t> cell;     ///< of each polygon: the number of its cell
  std::size_t cell_count = 0;

  std::size_t count() const { return cell.size(); }
  std::span<const std::uint32_t> corners(std::size_t polygon) const {
    return std::span(points).subspan(starts[polygon], starts[polygon + 1] - starts[polygon]);
  }
};

/// Flat cells, and the faces of solid ones that no other solid cell has; of those alone that `kept`
/// marks, unless it is empty.
Polygons outside(const Cells& cells, const std::vector<char>& kept = {});

}  // namespace rankplot::scene
