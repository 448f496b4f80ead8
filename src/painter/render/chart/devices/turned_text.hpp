#pragma once

#include <string_view>

#include "painter/render/chart/devices/pixel_target.hpp"

namespace rankplot::render {

/// Where and how a turned line of text stands: the left end of its baseline in pixels from the top
/// left corner, radians counterclockwise, premultiplied ink.
struct TurnedText {
  double x = 0, y = 0;
  double angle = 0;
  double size_px = 14;
  std::uint32_t ink = 0xFF000000;
};

/// Draws it from an upright picture of the text several times as large: each pixel is the mean of
/// what it covers there.
void draw_turned(const PixelTarget& target, const TurnedText& text, std::string_view utf8);

}  // namespace rankplot::render
