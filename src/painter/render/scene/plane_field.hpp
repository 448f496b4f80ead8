#pragma once

#include <string>
#include <vector>

#include "painter/render/chart/colormaps.hpp"
#include "painter/render/scene/grid.hpp"

namespace rankplot::scene {

/// 0, 1, 2 of "x", "y", "z".
std::size_t axis_named(const std::string& name);

/// The points of a grid's plane across an axis, and the values there.
struct PlaneField {
  std::size_t axis = 2, across = 0,
              up = 1;          ///< the one it is across, and those of its columns, rows
  double position = 0;         ///< along `axis`, in the data's units
  std::vector<double> values;  ///< row after row along `up`
};

/// Of the options axis, and position or index (the middle when left out), of a grid that is not
/// curvilinear; linear between the layers beside the plane. Throws base::Error where the plane is
/// outside of the grid.
PlaneField plane_field(render::LayerInput& input, const Grid& grid, const std::string& role);

/// Where a value stands in a colormap: 0 at its low end, 1 at its high one; NaN where it has no
/// colour. Far beyond the ends it is kept within what single precision interpolates.
double place_in(const render::Norm& norm, double value);

}  // namespace rankplot::scene
