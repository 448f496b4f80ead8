#pragma once

#include <vtkSmartPointer.h>

#include "painter/render/scene/coloring.hpp"
#include "painter/render/scene/plane_field.hpp"

class vtkTexture;

namespace rankplot::scene {

/// A plane's colours, made lighter and darker along its vectors: the roles u, v and w (0 where left
/// out), of which the part in the plane counts; where it is zero or not finite, the plain colour.
/// `contrast`: from 0, the plain colours, to 1, up to black and white. Throws base::Error for
/// arrays of another shape than the grid's.
vtkSmartPointer<vtkTexture> flow_texture(render::LayerInput& input, const Grid& grid,
                                         const PlaneField& plane, const Coloring& coloring,
                                         double contrast);

/// Spreads a texture over the plane's mesh, whose points are those of the plane in its order.
void spread_texture(vtkPolyData& mesh, const Grid& grid, const PlaneField& plane);

}  // namespace rankplot::scene
