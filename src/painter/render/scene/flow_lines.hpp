#pragma once

#include <vector>

#include <vtkSmartPointer.h>

#include "painter/render/scene/geometry.hpp"

class vtkDataSet;
class vtkPolyData;

namespace rankplot::scene {

/// How far lines are followed: in coordinates of the data.
struct Following {
  bool forward = true, backward = true;
  double longest = 2;
};

/// The lines along the vectors of `data` (its point data "vectors", of lengths up to 1) from seeds
/// in its coordinates, with its other point data along them. A line that comes back to its seed
/// ends there, and is not followed the other way.
vtkSmartPointer<vtkPolyData> flow_lines(vtkDataSet& data, const std::vector<Vector>& seeds,
                                        const Following& following);

}  // namespace rankplot::scene
