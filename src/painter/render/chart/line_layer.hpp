#pragma once

#include <memory>

#include "painter/render/chart/layer.hpp"
#include "painter/render/chart/steps.hpp"

namespace rankplot::render {

/// What kinds that join points have in common: the roles x (may be left out) and y, and the options
/// color, linestyle, linewidth, marker, markersize, alpha, label.
std::vector<job::Role> line_roles();
std::vector<job::Option> line_options();
std::unique_ptr<Layer> make_line(LayerInput& input, Steps steps);

/// matplotlib's markeredgewidth, in points.
inline constexpr double kMarkerEdgePt = 1.0;

/// Draws a line's sample in the legend: the line across the box, a mark in its middle.
void paint_line_swatch(Canvas& canvas, const Rectangle& box, const Stroke& stroke,
                       const MarkerStyle* marker);

}  // namespace rankplot::render
