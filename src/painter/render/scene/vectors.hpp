#pragma once

#include <vector>

#include <vtkSmartPointer.h>

#include "painter/render/scene/grid.hpp"

class vtkDoubleArray;

namespace rankplot::scene {

/// A vector at each point of a grid, in the order of its points, in units of the greatest length.
struct Vectors {
  vtkSmartPointer<vtkDoubleArray> directions;  ///< three components; 0 where one is not finite
  std::vector<double> lengths;  ///< in the data's units; NaN where a component is not finite
  double greatest = 0;          ///< of lengths; 0: nothing moves
};

/// The roles u, v and w (0 where left out) on the grid of u. Notes what is not finite, and that
/// nothing moves.
Vectors take_vectors(render::LayerInput& input, const Grid& grid);

}  // namespace rankplot::scene
