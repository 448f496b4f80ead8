#include "painter/render/chart/layer.hpp"

#include <cmath>

namespace rankplot::render {
namespace {

/// matplotlib's widths of marker edges, in points: filled and stroked shapes.
constexpr double kEdge = 1.0, kStrokedEdge = 1.5;

class Scatter : public Layer {
 public:
  explicit Scatter(LayerInput& input)
      : x_(input.row("x")), y_(input.row("y")), label_(input.text_or("label", "")) {
    input.require_same_length("x", "y");
    note_not_finite(input, x_, y_);
    shape_ = input.text("marker");
    const bool stroked = shape_ == "+" || shape_ == "x" || shape_ == "|" || shape_ == "_";
    marker_.shape = shape_;
    marker_.size_px = input.metrics().px(std::sqrt(input.number("s")));
    marker_.face = input.color("color");
    marker_.edge = input.named_color("edgecolor").value_or(marker_.face);
    marker_.edge_px = input.metrics().px(input.has_option("linewidth") ? input.number("linewidth")
                                         : stroked                     ? kStrokedEdge
                                                                       : kEdge);
  }

  Extent extent(const AxisScales& scales) const override { return extent_of_pairs(x_, y_, scales); }
  void paint(Canvas& canvas, const Mapping& mapping) const override {
    canvas.markers(to_pixels(x_, y_, mapping), marker_);
  }
  std::string label() const override { return label_; }
  void paint_swatch(Canvas& canvas, const Rectangle& box) const override {
    const Point centre{static_cast<float>((box.left + box.right) / 2),
                       static_cast<float>((box.bottom + box.top) / 2)};
    canvas.markers({&centre, 1}, marker_);
  }
  void obstacles(const Mapping& mapping, Obstacles& obstacles) const override {
    const auto points = sampled_pixels(x_, y_, mapping);
    obstacles.points.insert(obstacles.points.end(), points.begin(), points.end());
  }

 private:
  std::span<const double> x_, y_;
  std::string label_, shape_;
  MarkerStyle marker_;
};

LayerKind describe_scatter() {
  job::Option edge = color_option("colour of the marks' edges; the marks' own when left out");
  edge.name = "edgecolor";
  LayerKind kind;
  kind.entry.name = "scatter";
  kind.entry.summary = "a mark at each point";
  kind.entry.roles = {{"x", "abscissas, one dimension", true}, {"y", "ordinates, as many", true}};
  kind.entry.options = {marker_option("o", false),
                        number_option("s", "area of the marks in points squared", 36),
                        color_option("colour of the marks; the cycle's next when left out"),
                        edge,
                        number_option("linewidth",
                                      "width of the marks' edges in points; 1, or 1.5 for marks "
                                      "without area, when left out",
                                      std::nullopt),
                        alpha_option(),
                        label_option()};
  kind.entry.example = R"toml([[figure.layer]]
kind = "scatter"
x = "/dataset_1/x"
y = "/dataset_1/y"
marker = "s"
s = 25
label = "Dataset 1")toml";
  kind.make = [](LayerInput& input) -> std::unique_ptr<Layer> {
    return std::make_unique<Scatter>(input);
  };
  return kind;
}

}  // namespace

const LayerKind& scatter_entry() {
  static const LayerKind kind = describe_scatter();
  return kind;
}

}  // namespace rankplot::render
