#pragma once

#include "painter/render/chart/layer.hpp"

namespace rankplot::render {

/// All but name, summary and example of the kinds bar (upright) and barh (lying): single, grouped
/// or stacked bars.
LayerKind describe_upright_bars();
LayerKind describe_lying_bars();

}  // namespace rankplot::render
