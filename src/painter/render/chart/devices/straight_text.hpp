#pragma once

#include "painter/render/chart/devices/pixel_target.hpp"
#include "painter/text/line.hpp"

namespace rankplot::render {

/// Where a line of text that runs along the pixels stands: the left end of its baseline in pixels
/// from the top left corner, premultiplied ink.
struct StraightText {
  double x = 0, y = 0;
  bool vertical = false;  ///< turned by 90 degrees counterclockwise about that point
  std::uint32_t ink = 0xFF000000;
};

/// Draws glyphs and rules with their baselines and edges on whole pixels, so that they are crisp.
void draw_straight(const PixelTarget& target, const text::Line& line, const StraightText& where);

/// The rows of pixels that a rule takes, up from its line's baseline: at least one.
struct RuleRows {
  int bottom = 0, top = 0;
};
RuleRows rows_of(const text::Rule& rule);

}  // namespace rankplot::render
