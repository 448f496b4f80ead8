#pragma once

#include "painter/render/chart/layer.hpp"

namespace rankplot::render {

/// All but name, summary and example of the kinds of straight lines along an axis (vlines, hlines)
/// and of spans from one value of an axis to another (vspan, hspan). `upright`: at values of x.
LayerKind describe_axis_lines(bool upright);
LayerKind describe_spans(bool upright);

}  // namespace rankplot::render
