#pragma once

#include <span>

#include "painter/render/chart/layer.hpp"

namespace rankplot::scene {

/// What the options cmap, limits, norm and colorbar_label ask for, of the values to be shown.
render::ColorBarRequest color_request(render::LayerInput& input, std::span<const double> values);

}  // namespace rankplot::scene
