#pragma once

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "painter/render/chart/chart.hpp"
#include "painter/render/chart/devices/page.hpp"

namespace rankplot::render {

/// What a text's ink covers on the page: pixels, y down.
struct TextBox {
  std::string text;
  double left = 0, top = 0, right = 0, bottom = 0;
  double radians = 0;

  /// How far two of them reach into each other: the lesser of both ways; not above 0: they do not.
  double overlap(const TextBox& other) const {
    return std::min(std::min(right, other.right) - std::max(left, other.left),
                    std::min(bottom, other.bottom) - std::max(top, other.top));
  }
};

/// A page that keeps nothing but where its texts stand.
class TextPage : public Page {
 public:
  void stroke(const Path&, const Pen&) override {}
  void fill(const Path&, Color, bool) override {}
  void repeat(const Mark&, std::span<const Point>, std::span<const Color>) override {}
  void show(const Picture&, const Area&) override {}
  void show(const Coverage&, const Area&) override {}
  void clip(const Area&) override {}
  void unclip() override {}
  std::vector<std::byte> finish() override { return {}; }

  void write(const text::Line& line, const TextPlace& place) override {
    if (line.ink_left == line.ink_right) return;
    TextBox box;
    for (const text::Piece& piece : line.pieces) box.text += piece.text;
    box.radians = place.radians;
    box.left = box.top = 1e9;
    box.right = box.bottom = -1e9;
    for (const double along : {line.ink_left, line.ink_right})
      for (const double up : {line.ink_bottom, line.ink_top}) {
        const double cosine = std::cos(place.radians), sine = std::sin(place.radians);
        const double x = place.x + along * cosine - up * sine;
        const double y = place.y - along * sine - up * cosine;
        box.left = std::min(box.left, x);
        box.right = std::max(box.right, x);
        box.top = std::min(box.top, y);
        box.bottom = std::max(box.bottom, y);
      }
    boxes.push_back(std::move(box));
  }

  std::vector<TextBox> boxes;
};

/// The texts of a figure, in the order in which they are drawn.
inline std::vector<TextBox> text_boxes(const job::Figure& figure,
                                       const std::vector<LayerData>& data) {
  TextPage page;
  Sheets sheets;
  sheets.pages.push_back(&page);
  std::vector<std::string> notes;
  draw_chart(figure, data, Quality::Fast, sheets, notes);
  return page.boxes;
}

}  // namespace rankplot::render
