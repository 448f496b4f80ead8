#pragma once

#include "painter/render/chart/canvas.hpp"
#include "painter/render/chart/layer.hpp"

namespace rankplot::render {

/// How wide the whole bar is: colours, ticks, labels, the ticks' offset text and the vertical
/// label. The layout keeps this much free to the right of the plot (besides a gap of its own).
double color_bar_width_px(const ColorBarRequest& request, double height_px, const Metrics& metrics);

/// What the offset text ("1e6") takes above the bar; 0: there is none.
double color_bar_offset_height_px(const ColorBarRequest& request, double height_px,
                                  const Metrics& metrics);

/// Draws the bar into an area of that width, from bottom (low) to top (high): a strip of height/20,
/// framed, ticks and labels to its right. The offset text stands above `area`, as an axis' does.
void paint_color_bar(Canvas& canvas, const ColorBarRequest& request, const Rectangle& area,
                     const Metrics& metrics);

}  // namespace rankplot::render
