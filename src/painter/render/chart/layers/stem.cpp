#include <array>

#include "painter/render/chart/bars.hpp"
#include "painter/render/chart/line_layer.hpp"

namespace rankplot::render {
namespace {

class Stem : public Layer {
 public:
  explicit Stem(LayerInput& input)
      : rows_(input), label_(input.text_or("label", "")), bottom_(input.number("bottom")) {
    shape_ = input.text("marker");
    const Metrics& metrics = input.metrics();
    const Color color = input.color("color");
    stem_ = {color, Canvas::snap_width(metrics.px(input.number("linewidth"))), input.line_style(),
             Cap::Butt, Join::Miter};
    marker_ = {shape_, metrics.px(input.number("markersize")), color, color,
               metrics.px(kMarkerEdgePt)};
    base_ = stem_;
    base_.color = input.named_color("basecolor").value_or(color);
    base_.style = LineStyle::Solid;
  }

  Extent extent(const AxisScales& scales) const override {
    Extent extent = extent_of_pairs(x_, y_, scales);
    if (!extent.x.empty()) extent.y.include(bottom_, scales.y);
    return extent;
  }

  void paint(Canvas& canvas, const Mapping& mapping) const override {
    canvas.segments(stems(mapping, 1), stem_);
    const std::vector<Point> tips = to_pixels(x_, y_, mapping);
    if (shape_ != "none") canvas.markers(tips, marker_);
    const Extent all = extent_of_pairs(x_, y_, {mapping.x.kind(), mapping.y.kind()});
    if (all.x.empty()) return;
    const float foot = foot_px(mapping, base_.width_px);
    const std::array<Point, 2> line{{{static_cast<float>(mapping.x(all.x.low)), foot},
                                     {static_cast<float>(mapping.x(all.x.high)), foot}}};
    canvas.segments(line, base_);
  }

  std::string label() const override { return label_; }
  void paint_swatch(Canvas& canvas, const Rectangle& box) const override {
    paint_line_swatch(canvas, box, stem_, shape_ == "none" ? nullptr : &marker_);
  }
  void obstacles(const Mapping& mapping, Obstacles& obstacles) const override {
    const auto points = sampled_pixels(x_, y_, mapping);
    obstacles.points.insert(obstacles.points.end(), points.begin(), points.end());
    const auto segments = stems(mapping, x_.size() / 1000 + 1);
    obstacles.segments.insert(obstacles.segments.end(), segments.begin(), segments.end());
  }

 private:
  float foot_px(const Mapping& mapping, double width_px) const {
    const double foot = place_near_plot(mapping.y, bottom_, width_px + 2);
    return static_cast<float>(Canvas::snap_line(foot, width_px));
  }

  /// Two points for every n-th stem that can be shown.
  std::vector<Point> stems(const Mapping& mapping, std::size_t step) const {
    const float foot = foot_px(mapping, stem_.width_px);
    std::vector<Point> points;
    for (std::size_t i = 0; i < x_.size(); i += step) {
      if (!std::isfinite(x_[i]) || !std::isfinite(y_[i])) continue;
      const Point tip = mapping(x_[i], y_[i]);
      if (std::isnan(tip.x) || std::isnan(tip.y)) continue;
      const auto x =
          static_cast<float>(Canvas::snap_line(static_cast<double>(tip.x), stem_.width_px));
      points.push_back({x, foot});
      points.push_back({x, tip.y});
    }
    return points;
  }

  const PointRows rows_;
  const std::span<const double> x_ = rows_.x(), y_ = rows_.y();
  std::string label_, shape_;
  double bottom_ = 0;
  Stroke stem_, base_;
  MarkerStyle marker_;
};

LayerKind describe_stem() {
  job::Option bottom = number_option("bottom", "where the stems begin", 0);
  bottom.least.reset();
  job::Option base = color_option("colour of the line that the stems stand on");
  base.name = "basecolor";
  base.fallback = std::string("C3");
  LayerKind kind;
  kind.entry.name = "stem";
  kind.entry.summary = "a line from a base to each point, and a mark at its tip";
  kind.entry.roles = line_roles();
  kind.entry.options = {color_option("colour of stems and marks; the cycle's next when left out"),
                        base,
                        bottom,
                        line_style_option("-"),
                        number_option("linewidth", "width of the stems in points", 1.5),
                        marker_option("o", true),
                        number_option("markersize", "width of the marks in points", 6),
                        alpha_option(),
                        label_option()};
  kind.entry.example = R"toml([[figure.layer]]
kind = "stem"
x = "/dataset_1/x"
y = "/dataset_1/y"
label = "Dataset 1")toml";
  kind.make = [](LayerInput& input) -> std::unique_ptr<Layer> {
    return std::make_unique<Stem>(input);
  };
  return kind;
}

}  // namespace

const LayerKind& stem_entry() {
  static const LayerKind kind = describe_stem();
  return kind;
}

}  // namespace rankplot::render
