#pragma once

#include <array>
#include <string>
#include <vector>

#include <vtkSmartPointer.h>

#include "painter/render/chart/layer.hpp"
#include "painter/render/scene/geometry.hpp"

class vtkDataArray;
class vtkDataSet;

namespace rankplot::scene {

/// Points of a grid with three axes, in memory x fastest: what a dataset of axes (z, y, x) holds.
struct Grid {
  enum class Kind { Uniform, Rectilinear, Curvilinear };

  Kind kind = Kind::Uniform;
  std::array<std::size_t, 3> count{};         ///< along x, y, z
  std::array<std::vector<double>, 3> places;  ///< along x, y, z, ascending; not of Curvilinear
  std::array<bool, 3> turned{};               ///< the file's axis runs downwards
  Box box;
  Frame frame;                       ///< of `data`
  vtkSmartPointer<vtkDataSet> data;  ///< vtkImageData, -RectilinearGrid, -StructuredGrid

  std::size_t points() const { return count[0] * count[1] * count[2]; }
};

/// The grid on which the role's values stand: by `origin` and `spacing`, or the roles x, y and z
/// (rows for a rectilinear grid, fields of the same shape for a curvilinear one). Throws
/// base::Error for shapes that do not fit and coordinates that are no grid.
Grid make_grid(render::LayerInput& input, const std::string& role);

/// A role's values at the points of the grid, viewed where they are, copied where an axis is
/// turned. Throws base::Error where the shape is another.
vtkSmartPointer<vtkDataArray> values_at_points(render::LayerInput& input, const std::string& role,
                                               const Grid& grid);

}  // namespace rankplot::scene
