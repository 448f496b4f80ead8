#include "painter/render/chart/devices/straight_text.hpp"

#include <cmath>

#include "painter/text/font.hpp"

namespace rankplot::render {
namespace {

/// Lays pixels over the target that are given as if the line ran to the right: `x` grows along
/// the line, `y` down from the baseline.
template <class CoverageAt>
void lay_along(const PixelTarget& target, const StraightText& where, int baseline, int x, int y,
               int width, int height, CoverageAt coverage_at) {
  const auto covered = [&](int column, int row) {
    return scale_pixel(where.ink, coverage_at(column, row));
  };
  if (!where.vertical)
    lay_over(target, x, baseline + y, width, height, covered);
  else  // turned counterclockwise: a row becomes a column, from the bottom up
    lay_over(target, baseline + y, -(x + width), height, width,
             [&](int column, int row) { return covered(width - 1 - row, column); });
}

void draw_glyph(const PixelTarget& target, const StraightText& where, double along, int baseline,
                const text::Piece& piece, const text::Glyph& glyph) {
  const auto place = std::lround((along + glyph.x) * text::Font::kPhases);
  const int phase = static_cast<int>(place & (text::Font::kPhases - 1));
  const int whole = static_cast<int>((place - phase) / text::Font::kPhases);
  const int up = static_cast<int>(std::lround(glyph.y));
  const text::GlyphMask& mask = piece.font->mask(glyph.index, piece.size_px, phase);
  lay_along(target, where, baseline, whole + mask.left, -(mask.top + up), mask.width, mask.height,
            [&](int column, int row) {
              return mask.coverage[static_cast<std::size_t>(row * mask.width + column)];
            });
}

void draw_rule(const PixelTarget& target, const StraightText& where, double along, int baseline,
               const text::Rule& rule) {
  const RuleRows rows = rows_of(rule);
  const double from = along + rule.left, to = along + rule.right;
  const int left = static_cast<int>(std::floor(from)), right = static_cast<int>(std::ceil(to));
  lay_along(target, where, baseline, left, -rows.top, right - left, rows.top - rows.bottom,
            [&](int column, int) {
              const double pixel = left + column;
              const double covered = std::min(to, pixel + 1) - std::max(from, pixel);
              return static_cast<std::uint32_t>(std::lround(255 * std::max(0.0, covered)));
            });
}

}  // namespace

RuleRows rows_of(const text::Rule& rule) {
  const int thickness = std::max(1, static_cast<int>(std::lround(rule.top - rule.bottom)));
  const int bottom = static_cast<int>(std::lround((rule.top + rule.bottom - thickness) / 2));
  return {bottom, bottom + thickness};
}

void draw_straight(const PixelTarget& target, const text::Line& line, const StraightText& where) {
  // Along the line as it is read; turned ones run up the picture.
  const double along = where.vertical ? -where.y : where.x;
  const int baseline = static_cast<int>(std::lround(where.vertical ? where.x : where.y));
  for (const text::Piece& piece : line.pieces)
    for (const text::Glyph& glyph : piece.glyphs)
      draw_glyph(target, where, along, baseline, piece, glyph);
  for (const text::Rule& rule : line.rules) draw_rule(target, where, along, baseline, rule);
}

}  // namespace rankplot::render
