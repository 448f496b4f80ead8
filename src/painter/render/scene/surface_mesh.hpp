#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include <vtkSmartPointer.h>

#include "painter/render/chart/layer.hpp"
#include "painter/render/scene/geometry.hpp"

class vtkDoubleArray;
class vtkPolyData;

namespace rankplot::scene {

/// The outside of a mesh of points and cells, without its colours: all that stays as it is while
/// fields vary.
struct SurfaceMesh {
  Box box;                                ///< in the data's units
  Frame frame;                            ///< of `polygons`
  vtkSmartPointer<vtkPolyData> polygons;  ///< not to be changed: others show it too
  bool by_cell = false;                   ///< values are the cells'
  std::vector<std::uint32_t> source;      ///< of each point of `polygons`: the number of its value
  std::vector<std::string> notes;         ///< of what is not drawn

  vtkSmartPointer<vtkDoubleArray> values_at_points(std::span<const double> values) const;
};

/// Of the roles points (or x, y and z), cells, types and offsets and the options cell and smooth;
/// `values`: how many there are to be shown, one a point or one a cell. Meshes that were
/// asked for lately are given again: of a series in which fields alone vary, the first picture pays
/// for it. Throws base::Error for what is no mesh, and where values are more or fewer.
std::shared_ptr<const SurfaceMesh> surface_mesh(render::LayerInput& input, const char* role,
                                                std::optional<std::size_t> values);

}  // namespace rankplot::scene
