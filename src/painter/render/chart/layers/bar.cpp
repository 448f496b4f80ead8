#include <cmath>

#include "painter/render/chart/bars.hpp"
#include "painter/render/chart/layer.hpp"

namespace rankplot::render {
namespace {

class BarLayer : public Layer {
 public:
  explicit BarLayer(LayerInput& input) : label_(input.text_or("label", "")) {
    collect(input);
    fill_ = input.color("color");
    if (const auto edge = input.named_color("edgecolor")) {
      edge_ = {*edge, input.metrics().px(input.number("linewidth")), LineStyle::Solid, Cap::Butt,
               Join::Miter};
    }
  }

  Extent extent(const AxisScales& scales) const override { return extent_of_bars(bars_, scales); }

  void paint(Canvas& canvas, const Mapping& mapping) const override {
    canvas.rectangles(bars_in_pixels(bars_, mapping, edge_.width_px), fill_, edge_);
  }

  std::string label() const override { return label_; }
  void paint_swatch(Canvas& canvas, const Rectangle& box) const override {
    canvas.rectangles({&box, 1}, fill_, edge_);
  }
  void obstacles(const Mapping& mapping, Obstacles& obstacles) const override {
    add_bars(bars_, mapping, obstacles);
  }

 private:
  void collect(LayerInput& input) {
    const auto x = input.row("x");
    const auto height = input.row("height");
    input.require_same_length("x", "height");
    std::span<const double> bottom;
    if (input.has("bottom")) {
      bottom = input.row("bottom");
      if (bottom.size() != 1) input.require_same_length("x", "bottom");
    }
    const double width = input.number("width");
    const double before = input.text("align") == "edge" ? 0 : width / 2;
    std::size_t left_out = 0;
    bars_.reserve(x.size());
    for (std::size_t i = 0; i < x.size(); ++i) {
      const double base = bottom.empty() ? 0 : bottom[bottom.size() == 1 ? 0 : i];
      const Bar bar{x[i] - before, x[i] - before + width, base, base + height[i]};
      if (std::isfinite(bar.left) && std::isfinite(bar.right) && std::isfinite(bar.base) &&
          std::isfinite(bar.tip)) {
        bars_.push_back(bar);
      } else {
        ++left_out;
      }
    }
    if (left_out > 0)
      input.note(fmt::format("{} of {} bars are not finite and left out", left_out, x.size()));
  }

  std::vector<Bar> bars_;
  std::string label_;
  Color fill_;
  Stroke edge_ = kNoStroke;
};

LayerKind describe_bar() {
  job::Option width = number_option("width", "width of the bars in units of x", 0.8);
  job::Option align;
  align.name = "align";
  align.summary = "whether x is the middle of a bar or its left edge";
  align.type = job::OptionType::Choice;
  align.fallback = std::string("center");
  align.choices = {"center", "edge"};
  job::Option edge = color_option("colour of the bars' edges; no edges when left out");
  edge.name = "edgecolor";
  LayerKind kind;
  kind.entry.name = "bar";
  kind.entry.summary = "upright bars";
  kind.entry.roles = {
      {"x", "where the bars stand, one dimension", true},
      {"height", "how high they are, as many", true},
      {"bottom", "what they stand on: as many, or one for all; 0 when left out", false}};
  kind.entry.options = {width,
                        align,
                        color_option("colour of the bars; the cycle's next when left out"),
                        edge,
                        number_option("linewidth", "width of the bars' edges in points", 1),
                        alpha_option(),
                        label_option()};
  kind.entry.example = R"([[figure.layer]]
kind = "bar"
x = "/dataset_1/x"
height = "/dataset_1/y"
width = 0.9
label = "Dataset 1")";
  kind.make = [](LayerInput& input) -> std::unique_ptr<Layer> {
    return std::make_unique<BarLayer>(input);
  };
  return kind;
}

}  // namespace

const LayerKind& bar_entry() {
  static const LayerKind kind = describe_bar();
  return kind;
}

}  // namespace rankplot::render
