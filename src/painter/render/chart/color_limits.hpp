#pragma once

#include <span>

#include "painter/render/chart/colormaps.hpp"
#include "painter/render/chart/layer.hpp"

namespace rankplot::render {

/// The option `limits` of layers whose colours show the role `value` (plan::SharedLimits).
job::Option color_limits_option();

/// The same of layers whose colours show numbers that they compute: never shared.
job::Option own_color_limits_option();

/// The norm that the layer's `limits` asks for: [low, high], "own" (from the smallest to the
/// largest of `values` that the scale can show), or percentiles of them ("1%..99%", as NumPy's);
/// shared ones are numbers by now. Throws base::Error for limits that the scale cannot have.
Norm norm_for(const LayerInput& input, std::span<const double> values, job::AxisScale scale);

}  // namespace rankplot::render
