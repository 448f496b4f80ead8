#pragma once

#include <vtkSmartPointer.h>

#include "painter/render/chart/colors.hpp"

class vtkActor;
class vtkPolyData;
class vtkRenderer;

namespace rankplot::scene {

/// An actor of a mesh, whose scalars colour nothing by themselves.
vtkSmartPointer<vtkActor> actor_of(vtkPolyData* mesh);

/// A lit surface of that colour (whose own alpha does not count): dull with a faint highlight, the
/// same from both sides.
void make_matter(vtkActor& actor, const render::Color& color, double alpha);

/// Adds an actor of a surface. Of an opaque one, what faces away is drawn after what faces the
/// camera, which hides most of it before it costs anything.
void add_surface(vtkRenderer& renderer, vtkActor& actor);

/// Removes polygons with a corner that is not finite (beside NaN in the data).
void drop_holes(vtkPolyData& mesh);

}  // namespace rankplot::scene
