#include <array>
#include <cmath>

#include "painter/render/chart/texts.hpp"

namespace rankplot::render {
namespace {

constexpr double kHeadPt = 6, kGapPt = 2;  ///< length of the head; room at both ends of an arrow

class Annotations : public Layer {
 public:
  explicit Annotations(LayerInput& input)
      : x_(input.row("x")),
        y_(input.row("y")),
        from_x_(input.row("xtext")),
        from_y_(input.row("ytext")) {
    for (const char* role : {"y", "xtext", "ytext"}) input.require_same_length("x", role);
    note_not_finite(input, x_, y_);
    texts_ = texts_of(input, x_.size());
    style_ = text_style_of(input, "center", "center");
    const Color color = input.named_color("arrowcolor").value_or(style_.color);
    line_ = {color, input.metrics().px(input.number("linewidth")), LineStyle::Solid, Cap::Butt,
             Join::Miter};
    filled_ = input.text("arrowstyle") == "-|>";
    headed_ = input.text("arrowstyle") != "-";
    head_px_ = input.metrics().px(kHeadPt);
    gap_px_ = input.metrics().px(kGapPt);
  }

  Extent extent(const AxisScales& scales) const override {
    Extent extent = extent_of_pairs(x_, y_, scales);
    for (std::size_t i = 0; i < from_x_.size(); ++i) {
      extent.x.include(from_x_[i], scales.x);
      extent.y.include(from_y_[i], scales.y);
    }
    return extent;
  }

  void paint(Canvas& canvas, const Mapping& mapping) const override {
    for (std::size_t i = 0; i < x_.size(); ++i) {
      const Point tip = mapping(x_[i], y_[i]), from = mapping(from_x_[i], from_y_[i]);
      if (!is_near(tip) || !is_near(from)) continue;
      paint_arrow(canvas, tip, from, texts_[i]);
      canvas.text(from, texts_[i], style_);
    }
  }

  void obstacles(const Mapping& mapping, Obstacles& obstacles) const override {
    for (std::size_t i = 0; i < x_.size(); i += x_.size() / 1000 + 1) {
      const Point tip = mapping(x_[i], y_[i]), from = mapping(from_x_[i], from_y_[i]);
      obstacles.rectangles.push_back(box_of(texts_[i], from, style_));
      obstacles.segments.insert(obstacles.segments.end(), {from, tip});
    }
  }

 private:
  static bool is_near(const Point& at) {
    return std::abs(at.x) < 1e5F && std::abs(at.y) < 1e5F;  // false for NaN
  }

  /// From the edge of the text's box to a little before the tip.
  void paint_arrow(Canvas& canvas, const Point& tip, const Point& from,
                   const std::string& text) const {
    const Rectangle box = box_of(text, from, style_);
    const double x0 = (box.left + box.right) / 2, y0 = (box.bottom + box.top) / 2;
    const double dx = static_cast<double>(tip.x) - x0, dy = static_cast<double>(tip.y) - y0;
    const double length = std::hypot(dx, dy);
    if (length < 1) return;
    const double c = dx / length, s = dy / length;
    const double to_side = std::min(std::abs(c) > 1e-9 ? box.width() / 2 / std::abs(c) : 1e9,
                                    std::abs(s) > 1e-9 ? box.height() / 2 / std::abs(s) : 1e9);
    const double begin = text.empty() ? 0 : to_side + 2 * gap_px_, end = length - gap_px_;
    if (begin >= end) return;
    const auto at = [&](double along, double across) {
      return Point{static_cast<float>(x0 + along * c - across * s),
                   static_cast<float>(y0 + along * s + across * c)};
    };
    const double wing = 0.4 * head_px_;
    const std::array<Point, 2> shaft{at(begin, 0), at(end - (filled_ ? head_px_ / 2 : 0), 0)};
    canvas.segments(shaft, line_);
    if (!headed_) return;
    const std::array<Point, 3> head{at(end - head_px_, wing), at(end, 0),
                                    at(end - head_px_, -wing)};
    if (filled_)
      canvas.polygon(head, line_.color);
    else
      canvas.polyline(head, line_);
  }

  std::span<const double> x_, y_, from_x_, from_y_;
  std::vector<std::string> texts_;
  TextStyle style_;
  Stroke line_;
  bool filled_ = false, headed_ = true;
  double head_px_ = 8, gap_px_ = 2;
};

LayerKind describe_annotate() {
  job::Option arrow = color_option("colour of the arrows; that of the text when left out");
  arrow.name = "arrowcolor";
  LayerKind kind;
  kind.entry.name = "annotate";
  kind.entry.summary = "texts with arrows to points, or arrows alone";
  kind.entry.roles = {{"x", "where the arrows point, one value each", true},
                      {"y", "as many", true},
                      {"xtext", "where the texts stand and the arrows begin, as many", true},
                      {"ytext", "as many", true}};
  kind.entry.options = joined_options(
      text_options("center", "center"),
      {choice_option("arrowstyle", "an open head, a filled one or none", {"->", "-|>", "-"}, "->"),
       arrow, number_option("linewidth", "width of the arrows in points", 1)});
  kind.entry.example = R"([[figure.layer]]
kind = "annotate"
x = 3
y = 0.6
xtext = 5
ytext = 0.9
text = "second peak")";
  kind.make = [](LayerInput& input) -> std::unique_ptr<Layer> {
    return std::make_unique<Annotations>(input);
  };
  return kind;
}

}  // namespace

const LayerKind& annotate_entry() {
  static const LayerKind kind = describe_annotate();
  return kind;
}

}  // namespace rankplot::render
