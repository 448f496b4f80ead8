#pragma once

#include <optional>
#include <span>

#include <vtkSmartPointer.h>

#include "painter/render/scene/cells.hpp"
#include "painter/render/scene/grid.hpp"
#include "painter/render/scene/mesh.hpp"

class vtkDataArray;
class vtkDataSet;

namespace rankplot::scene {

/// A grid, or a mesh of points and cells, with values: the roles it is made of outlive it, and it
/// outlives what it gives.
class Body {
 public:
  /// The role value on a grid; or, where the layer has cells, one for each point or cell of the
  /// mesh. Throws base::Error where it is neither.
  explicit Body(render::LayerInput& input);

  const Box& box() const { return box_; }
  const Frame& frame() const { return frame_; }
  bool by_cell() const { return by_cell_; }
  std::span<const double> values() const { return values_; }

  /// Values of another role, at the same points or cells, in the order of values(). Throws
  /// base::Error where there are more or fewer.
  std::span<const double> values_of(render::LayerInput& input, const char* role);
  /// The outside of the cells that `kept` marks, with `shown` at its points.
  Mesh outside_of(const std::vector<char>& kept, std::span<const double> shown) const;
  /// Marks the cells all of whose points, or which themselves, satisfy `test`.
  std::vector<char> cells_where(const std::function<bool(double)>& test) const;
  /// As VTK has it, with values() as the array "value" at points or cells, in coordinates of
  /// frame().
  vtkSmartPointer<vtkDataSet> data() const;

 private:
  void take_grid(render::LayerInput& input);
  void take_mesh(render::LayerInput& input);
  Polygons grid_faces(const std::vector<char>& kept) const;
  Vector local(std::size_t point) const;

  std::optional<Grid> grid_;
  std::vector<vtkSmartPointer<vtkDataArray>> arrays_;  ///< what values_of views
  std::vector<Vector> places_;
  Cells cells_;
  Box box_;
  Frame frame_;
  bool by_cell_ = false;
  std::span<const double> values_;
};

}  // namespace rankplot::scene
