#include "painter/text/math/box.hpp"

#include <algorithm>

#include "painter/text/utf8.hpp"

namespace rankplot::text::math {

void Box::place(Box&& inner, double x, double y) {
  for (Mark& mark : inner.marks) {
    mark.x += x;
    mark.y += y;
    marks.push_back(mark);
  }
  for (const Rule& rule : inner.rules)
    rules.push_back({rule.left + x, rule.bottom + y, rule.right + x, rule.top + y});
}

void Box::append(Box&& next, double up) {
  height = std::max(height, next.height + up);
  depth = std::max(depth, next.depth - up);
  const double added = next.width;
  place(std::move(next), width, up);
  width += added;
}

std::vector<Piece> pieces_of(const Box& box) {
  std::vector<Piece> pieces;
  for (const Mark& mark : box.marks) {
    const bool joins =
        !pieces.empty() && pieces.back().font == mark.font && pieces.back().size_px == mark.size_px;
    if (!joins) pieces.push_back({mark.font, mark.size_px, {}, {}, false});
    Piece& piece = pieces.back();
    const auto bytes = static_cast<std::uint32_t>(append_utf8(piece.text, mark.code));
    piece.glyphs.push_back({mark.glyph, mark.x, mark.y, bytes});
  }
  return pieces;
}

}  // namespace rankplot::text::math
