#pragma once

#include <functional>
#include <span>

#include <vtkSmartPointer.h>

#include "painter/render/scene/cells.hpp"
#include "painter/render/scene/geometry.hpp"

class vtkDoubleArray;
class vtkPolyData;

namespace rankplot::scene {

/// Polygons with their points and the values at these.
struct Mesh {
  vtkSmartPointer<vtkPolyData> polygons;
  vtkSmartPointer<vtkDoubleArray> values;  ///< at its points; empty where there are none
  std::size_t left_out = 0;                ///< polygons with a corner that is not finite
};

/// Of the points that polygons have: `place` says where one is. `values`: one a point, or with
/// `by_cell` one a cell, when each polygon gets points of its own; none: empty.
Mesh mesh_of(const Polygons& polygons, const std::function<Vector(std::size_t)>& place,
             std::span<const double> values, bool by_cell);

/// The same with points of its own for each polygon, and their cells' array `name` at them.
Mesh mesh_by_cells(vtkPolyData& polygons, const char* name);

}  // namespace rankplot::scene
