#pragma once

#include <vector>

#include "painter/render/scene/grid.hpp"

namespace rankplot::scene {

/// Where streamlines start, in the data's units: the role seeds, or evenly on what the option
/// seeding names. Those outside of the grid's box are left out and noted; throws base::Error where
/// that is all of them.
std::vector<Vector> take_seeds(render::LayerInput& input, const Grid& grid);

}  // namespace rankplot::scene
