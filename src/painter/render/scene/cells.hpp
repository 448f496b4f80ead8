#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "painter/render/chart/layer.hpp"
#include "painter/render/scene/geometry.hpp"

namespace rankplot::scene {

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

/// The role `cells`: (M, 3) triangles, (M, 4) quadrilaterals, or with the option cell = "tetra",
/// (M, 4) "hexahedron", (M, 8), whose outer faces are drawn. Numbers count points from 0. Throws
/// base::Error for shapes and numbers that are none.
Polygons take_polygons(render::LayerInput& input, const std::vector<Vector>& places);

}  // namespace rankplot::scene
