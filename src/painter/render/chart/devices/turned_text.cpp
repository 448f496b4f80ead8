#include "painter/render/chart/devices/turned_text.hpp"

#include <cmath>
#include <string>
#include <vector>

#include "painter/text/font.hpp"

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

Upright upright(std::string_view utf8, double size_px) {
  text::Font& font = text::current();
  const text::Run& run = font.lay_out(utf8, size_px);
  Upright picture;
  picture.left = static_cast<int>(std::ceil(-run.ink_left)) + 2;
  picture.top = static_cast<int>(std::ceil(run.ink_top)) + 2;
  picture.width = picture.left + static_cast<int>(std::ceil(run.ink_right)) + 2;
  picture.height = picture.top + static_cast<int>(std::ceil(-run.ink_bottom)) + 2;
  picture.coverage.resize(static_cast<std::size_t>(picture.width) *
                          static_cast<std::size_t>(picture.height));
  for (const text::Glyph& glyph : run.glyphs) {
    const text::GlyphMask& mask = font.mask(glyph.index, size_px, 0);
    const int x = static_cast<int>(std::lround(glyph.x)) + mask.left + picture.left;
    const int y = picture.top - mask.top;
    for (int row = 0; row < mask.height; ++row)
      for (int column = 0; column < mask.width; ++column) {
        if (x + column < 0 || x + column >= picture.width || y + row < 0 ||
            y + row >= picture.height)
          continue;
        std::uint8_t& to = picture.coverage[static_cast<std::size_t>(y + row) *
                                                static_cast<std::size_t>(picture.width) +
                                            static_cast<std::size_t>(x + column)];
        to = std::max(to, mask.coverage[static_cast<std::size_t>(row * mask.width + column)]);
      }
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
