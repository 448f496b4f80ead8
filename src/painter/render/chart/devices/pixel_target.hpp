#pragma once

#include <algorithm>
#include <cstdint>

namespace rankplot::render {

/// The pixels that a device writes by itself, and the part of them that may be touched. Rows from
/// the top; `left` <= x < `right`, `top` <= y < `bottom`, all within the picture.
struct PixelTarget {
  std::uint32_t* pixels = nullptr;  ///< 0xXXRRGGBB, or premultiplied 0xAARRGGBB
  int width = 0, height = 0;
  int left = 0, top = 0, right = 0, bottom = 0;

  std::uint32_t* row(int y) const { return pixels + static_cast<std::ptrdiff_t>(y) * width; }
};

/// round(a * b / 255) of two bytes (J. Blinn, Three Wrongs Make a Right, 1995).
inline std::uint32_t times(std::uint32_t a, std::uint32_t b) {
  const std::uint32_t t = a * b + 128;
  return (t + (t >> 8)) >> 8;
}

/// All four bytes of a pixel times a byte.
inline std::uint32_t scale_pixel(std::uint32_t pixel, std::uint32_t by) {
  std::uint32_t even = (pixel & 0x00FF00FF) * by + 0x00800080;
  std::uint32_t odd = ((pixel >> 8) & 0x00FF00FF) * by + 0x00800080;
  even = ((even + ((even >> 8) & 0x00FF00FF)) >> 8) & 0x00FF00FF;
  odd = (odd + ((odd >> 8) & 0x00FF00FF)) & 0xFF00FF00;
  return even | odd;
}

/// A premultiplied pixel laid over another; the highest byte comes out right where `below` has an
/// alpha there, and means nothing where it has none.
inline std::uint32_t over(std::uint32_t source, std::uint32_t below) {
  const std::uint32_t alpha = source >> 24;
  if (alpha == 255) return source;
  return source + scale_pixel(below, 255 - alpha);
}

/// Lays a block of premultiplied pixels (or what `pixel_at(column, row)` makes of them) over the
/// target with its first pixel at (x, y).
template <class PixelAt>
void lay_over(const PixelTarget& target, int x, int y, int width, int height, PixelAt pixel_at) {
  const int from_column = std::max(0, target.left - x);
  const int to_column = std::min(width, target.right - x);
  const int to_row = std::min(height, target.bottom - y);
  for (int row = std::max(0, target.top - y); row < to_row; ++row) {
    std::uint32_t* to = target.row(y + row) + x;
    for (int column = from_column; column < to_column; ++column)
      if (const std::uint32_t pixel = pixel_at(column, row); pixel >> 24 != 0)
        to[column] = over(pixel, to[column]);
  }
}

}  // namespace rankplot::render
