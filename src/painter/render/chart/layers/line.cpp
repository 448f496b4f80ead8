#include "painter/render/chart/layer.hpp"

#include <array>
#include <numeric>

namespace rankplot::render {
namespace {

constexpr double kMarkerEdge = 1.0;  // points, matplotlib's markeredgewidth

class Line : public Layer {
 public:
  explicit Line(LayerInput& input)
      : y_(input.row("y")), label_(input.text_or("label", "")), shape_(input.text("marker")) {
    if (input.has("x")) {
      input.require_same_length("x", "y");
      x_ = input.row("x");
    } else {
      index_.resize(y_.size());
      std::iota(index_.begin(), index_.end(), 0.0);
      x_ = index_;
    }
    note_not_finite(input, x_, y_);
    const Color color = input.color("color");
    const auto style = find_line_style(input.text("linestyle"));
    if (!style) input.refuse("linestyle '" + input.text("linestyle") + "' is not known");
    stroke_ = {color, input.metrics().px(input.number("linewidth")), *style, Cap::Round,
               Join::Round};
    marker_ = {shape_, input.metrics().px(input.number("markersize")), color, color,
               input.metrics().px(kMarkerEdge)};
  }

  Extent extent(const AxisScales& scales) const override { return extent_of_pairs(x_, y_, scales); }
  void paint(Canvas& canvas, const Mapping& mapping) const override {
    draw(canvas, to_pixels(x_, y_, mapping));
  }
  std::string label() const override { return label_; }
  void paint_swatch(Canvas& canvas, const Rectangle& box) const override {
    const auto y = static_cast<float>((box.bottom + box.top) / 2);
    const std::array<Point, 2> ends{
        {{static_cast<float>(box.left), y}, {static_cast<float>(box.right), y}}};
    if (draws_line()) canvas.polyline(ends, stroke_);
    const Point centre{(ends[0].x + ends[1].x) / 2, y};
    if (shape_ != "none") canvas.markers({&centre, 1}, marker_);
  }
  void obstacles(const Mapping& mapping, Obstacles& obstacles) const override {
    const auto points = sampled_pixels(x_, y_, mapping);
    obstacles.points.insert(obstacles.points.end(), points.begin(), points.end());
    if (!draws_line()) return;
    for (std::size_t i = 1; i < points.size(); ++i)
      obstacles.segments.insert(obstacles.segments.end(), {points[i - 1], points[i]});
  }

 private:
  bool draws_line() const { return stroke_.style != LineStyle::None; }
  void draw(Canvas& canvas, const std::vector<Point>& points) const {
    if (draws_line()) canvas.polyline(points, stroke_);
    if (shape_ != "none") canvas.markers(points, marker_);
  }

  std::vector<double> index_;  ///< x where the job gives none
  std::span<const double> x_, y_;
  std::string label_, shape_;
  Stroke stroke_;
  MarkerStyle marker_;
};

LayerKind describe_line() {
  job::Option style;
  style.name = "linestyle";
  style.summary = "solid, dashed, dash-dotted, dotted or none";
  style.type = job::OptionType::Choice;
  style.fallback = std::string("-");
  style.choices = line_style_names();
  LayerKind kind;
  kind.entry.name = "line";
  kind.entry.summary = "points joined in their order; a value that is not finite leaves a gap";
  kind.entry.roles = {{"x", "abscissas, one dimension; 0, 1, 2, ... when left out", false},
                      {"y", "ordinates, one dimension", true}};
  kind.entry.options = {color_option("colour of line and marks; the cycle's next when left out"),
                        style,
                        number_option("linewidth", "width of the line in points", 1.5),
                        marker_option("none", true),
                        number_option("markersize", "width of the marks in points", 6),
                        alpha_option(),
                        label_option()};
  kind.entry.example = R"toml([[figure.layer]]
kind = "line"
x = "/dataset_1/x"
y = "sqrt(/dataset_1/y)"
linestyle = "--"
marker = "o"
label = "root")toml";
  kind.make = [](LayerInput& input) -> std::unique_ptr<Layer> {
    return std::make_unique<Line>(input);
  };
  return kind;
}

}  // namespace

const LayerKind& line_entry() {
  static const LayerKind kind = describe_line();
  return kind;
}

}  // namespace rankplot::render
