#include "painter/render/chart/look.hpp"

namespace rankplot::render {
namespace {

constexpr double kFontPt = 10;  // what all other sizes are made for

}  // namespace

Color Look::color_of(std::size_t index) const {
  return cycle.empty() ? cycle_color(index) : cycle[index % cycle.size()];
}

const Look& default_look() {
  static const Look look;
  return look;
}

Look look_of(const job::Style& style) {
  Look look;
  look.background = parse_color(style.background);
  look.ink = parse_color(style.foreground);
  look.grid = parse_color(style.grid);
  for (const std::string& color : style.cycle) look.cycle.push_back(parse_color(color));
  look.text_scale = style.font_pt / kFontPt;
  look.serif = style.serif;
  look.font = style.font;
  return look;
}

}  // namespace rankplot::render
