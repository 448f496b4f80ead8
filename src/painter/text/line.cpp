#include "painter/text/line.hpp"

#include <algorithm>
#include <limits>

#include "painter/text/font.hpp"

namespace rankplot::text {

void measure_ink(Line& line) {
  constexpr double kNone = std::numeric_limits<double>::infinity();
  double left = kNone, right = -kNone, bottom = kNone, top = -kNone;
  const auto cover = [&](double from_x, double to_x, double from_y, double to_y) {
    left = std::min(left, from_x);
    right = std::max(right, to_x);
    bottom = std::min(bottom, from_y);
    top = std::max(top, to_y);
  };
  for (const Piece& piece : line.pieces)
    for (const Glyph& glyph : piece.glyphs) {
      const GlyphMetrics& ink = piece.font->metrics(glyph.index, piece.size_px);
      if (ink.has_ink)
        cover(glyph.x + ink.left, glyph.x + ink.right, glyph.y + ink.bottom, glyph.y + ink.top);
    }
  for (const Rule& rule : line.rules) cover(rule.left, rule.right, rule.bottom, rule.top);
  const bool has_ink = right >= left;
  line.ink_left = has_ink ? left : 0;
  line.ink_right = has_ink ? right : 0;
  line.ink_bottom = has_ink ? bottom : 0;
  line.ink_top = has_ink ? top : 0;
}

}  // namespace rankplot::text
