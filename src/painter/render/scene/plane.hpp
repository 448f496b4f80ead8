#pragma once

#include <vtkSmartPointer.h>

#include "painter/render/chart/layer.hpp"
#include "painter/render/scene/plane_field.hpp"

class vtkDataSet;
class vtkPlane;
class vtkPolyData;

namespace rankplot::scene {

/// An option of three numbers. Throws base::Error where there are more or fewer.
Vector vector_option(render::LayerInput& input, const char* name);

/// The plane of the options axis and position, or normal and point (the data's middle where left
/// out), in coordinates of `frame`. Throws base::Error where they contradict each other, or name a
/// point by `index`.
vtkSmartPointer<vtkPlane> plane_of(render::LayerInput& input, const Frame& frame);

/// Where the plane cuts the cells of the data, with the data there; polygons, where cells are
/// solid.
vtkSmartPointer<vtkPolyData> cut_through(vtkDataSet& data, vtkPlane& plane);

}  // namespace rankplot::scene
