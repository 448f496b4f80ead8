#include <cmath>
#include <numbers>

#include "painter/render/chart/texts.hpp"

namespace rankplot::render {
namespace {

class Texts : public Layer {
 public:
  explicit Texts(LayerInput& input) : x_(input.row("x")), y_(input.row("y")) {
    input.require_same_length("x", "y");
    note_not_finite(input, x_, y_);
    texts_ = texts_of(input, x_.size());
    style_ = text_style_of(input, "left", "baseline");
    style_.turned = input.number("rotation") * std::numbers::pi / 180;
    in_axes_ = input.text("coords") == "axes";
  }

  Extent extent(const AxisScales& scales) const override {
    return in_axes_ ? Extent{} : extent_of_pairs(x_, y_, scales);
  }

  void paint(Canvas& canvas, const Mapping& mapping) const override {
    for (std::size_t i = 0; i < x_.size(); ++i) {
      const Point at = place(mapping, i);
      if (std::isfinite(at.x) && std::isfinite(at.y) && std::abs(at.x) < 1e5F &&
          std::abs(at.y) < 1e5F)
        canvas.text(at, texts_[i], style_);
    }
  }

  void obstacles(const Mapping& mapping, Obstacles& obstacles) const override {
    for (std::size_t i = 0; i < x_.size(); i += x_.size() / 1000 + 1)
      obstacles.rectangles.push_back(box_of(texts_[i], place(mapping, i), style_));
  }

 private:
  Point place(const Mapping& mapping, std::size_t i) const {
    if (!in_axes_) return mapping(x_[i], y_[i]);
    const Rectangle& plot = mapping.plot;
    return {static_cast<float>(plot.left + x_[i] * plot.width()),
            static_cast<float>(plot.bottom + y_[i] * plot.height())};
  }

  std::span<const double> x_, y_;
  std::vector<std::string> texts_;
  TextStyle style_;
  bool in_axes_ = false;
};

LayerKind describe_text() {
  job::Option rotation = number_option("rotation", "degrees counterclockwise", 0);
  rotation.least.reset();
  LayerKind kind;
  kind.entry.name = "text";
  kind.entry.summary = "texts at points";
  kind.entry.roles = {{"x", "where, one value a text", true}, {"y", "as many", true}};
  kind.entry.options = joined_options(
      text_options("left", "baseline"),
      {rotation,
       choice_option("coords", "what x and y are: data, or shares of the plot from its lower left",
                     {"data", "axes"}, "data")});
  kind.entry.example = R"([[figure.layer]]
kind = "text"
x = 0.05
y = 0.9
coords = "axes"
text = "best fit")";
  kind.in_polar = true;
  kind.make = [](LayerInput& input) -> std::unique_ptr<Layer> {
    return std::make_unique<Texts>(input);
  };
  return kind;
}

}  // namespace

const LayerKind& text_entry() {
  static const LayerKind kind = describe_text();
  return kind;
}

}  // namespace rankplot::render
