#include "painter/render/chart/devices/turned_text.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "painter/render/chart/devices/straight_text.hpp"
#include "painter/text/typeface.hpp"

namespace rankplot::render {
namespace {

constexpr int kFiner = 4;  ///< places a pixel along both axes
constexpr double kLargest = 400;

/// An upright picture of a line, kFiner times as large; the baseline's left end is at (left, top).
struct Upright {
  int width = 0, height = 0, left = 0, top = 0;
  std::vector<std::uint8_t> coverage;

  /// Whether a pixel about this place may have ink.
  bool is_near(double x, double y) const {
    return x + left > -kFiner && x + left < width + kFiner && y + top > -kFiner &&
           y + top < height + kFiner;
  }
  std::uint32_t at(double x, double y) const {
    const auto column = static_cast<int>(std::floor(x)) + left;
    const auto row = static_cast<int>(std::floor(y)) + top;
    if (column < 0 || row < 0 || column >= width || row >= height) return 0;
    return coverage[static_cast<std::size_t>(row) * static_cast<std::size_t>(width) +
                    static_cast<std::size_t>(column)];
  }
};

/// Adds a block of pixels, of which the darker stays where they meet.
template <class CoverageAt>
void add(Upright& picture, int x, int y, int width, int height, CoverageAt coverage_at) {
  for (int row = std::max(0, -y); row < std::min(height, picture.height - y); ++row)
    for (int column = std::max(0, -x); column < std::min(width, picture.width - x); ++column) {
      std::uint8_t& to = picture.coverage[static_cast<std::size_t>(y + row) *
                                              static_cast<std::size_t>(picture.width) +
                                          static_cast<std::size_t>(x + column)];
      to = std::max(to, coverage_at(column, row));
    }
}

Upright upright(std::string_view utf8, double size_px) {
  const text::Line& line = text::current().lay_out(utf8, size_px);
  Upright picture;
  picture.left = static_cast<int>(std::ceil(-line.ink_left)) + 2;
  picture.top = static_cast<int>(std::ceil(line.ink_top)) + 2;
  picture.width = picture.left + static_cast<int>(std::ceil(line.ink_right)) + 2;
  picture.height = picture.top + static_cast<int>(std::ceil(-line.ink_bottom)) + 2;
  picture.coverage.resize(static_cast<std::size_t>(picture.width) *
                          static_cast<std::size_t>(picture.height));
  const auto whole = [](double place) { return static_cast<int>(std::lround(place)); };
  for (const text::Piece& piece : line.pieces)
    for (const text::Glyph& glyph : piece.glyphs) {
      const text::GlyphMask& mask = piece.font->mask(glyph.index, piece.size_px, 0);
      add(picture, whole(glyph.x) + mask.left + picture.left,
          picture.top - mask.top - whole(glyph.y), mask.width, mask.height,
          [&](int column, int row) {
            return mask.coverage[static_cast<std::size_t>(row * mask.width + column)];
          });
    }
  for (const text::Rule& rule : line.rules) {
    const RuleRows rows = rows_of(rule);
    const int left = whole(rule.left), right = whole(rule.right);
    add(picture, left + picture.left, picture.top - rows.top, right - left, rows.top - rows.bottom,
        [](int, int) { return std::uint8_t{255}; });
  }
  return picture;
}

}  // namespace

void draw_turned(const PixelTarget& target, const TurnedText& text, std::string_view utf8) {
  const Upright picture = upright(utf8, std::min(text.size_px, kLargest) * kFiner);
  const double cosine = std::cos(text.angle), sine = std::sin(text.angle);
  const double reach = std::hypot(picture.width, picture.height) / kFiner + 2;
  const int left = static_cast<int>(std::floor(text.x - reach));
  const int top = static_cast<int>(std::floor(text.y - reach));
  const int side = static_cast<int>(std::ceil(2 * reach));
  lay_over(target, left, top, side, side, [&](int column, int row) {
    const double from_x = left + column + 0.5 - text.x, from_y = top + row + 0.5 - text.y;
    if (!picture.is_near((from_x * cosine - from_y * sine) * kFiner,
                         (from_x * sine + from_y * cosine) * kFiner))
      return 0u;
    std::uint32_t sum = 0;
    for (int j = 0; j < kFiner; ++j)
      for (int i = 0; i < kFiner; ++i) {
        const double dx = left + column + (i + 0.5) / kFiner - text.x;
        const double dy = top + row + (j + 0.5) / kFiner - text.y;
        sum += picture.at((dx * cosine - dy * sine) * kFiner, (dx * sine + dy * cosine) * kFiner);
      }
    return scale_pixel(text.ink, (sum + kFiner * kFiner / 2) / (kFiner * kFiner));
  });
}

}  // namespace rankplot::render
