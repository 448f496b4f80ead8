#include "painter/render/chart/line_layer.hpp"

#include <array>
#include <numeric>

namespace rankplot::render {
namespace {

class Line : public Layer {
 public:
  Line(LayerInput& input, Steps steps)
      : rows_(input), label_(input.text_or("label", "")), shape_(input.text("marker")) {
    const Color color = input.color("color");
    stroke_ = {color, input.metrics().px(input.number("linewidth")), input.line_style(), Cap::Round,
               Join::Round};
    marker_ = {shape_, input.metrics().px(input.number("markersize")), color, color,
               input.metrics().px(kMarkerEdgePt)};
    if (steps != Steps::None) corners_ = stepped(x_, y_, steps);
  }

  Extent extent(const AxisScales& scales) const override { return extent_of_pairs(x_, y_, scales); }
  void paint(Canvas& canvas, const Mapping& mapping) const override {
    const bool marks = shape_ != "none";
    const bool steps = !corners_.x.empty();
    if (steps && draws_line()) canvas.polyline(to_pixels(corners_.x, corners_.y, mapping), stroke_);
    if (steps && !marks) return;
    const std::vector<Point> points = to_pixels(x_, y_, mapping);
    if (!steps && draws_line()) canvas.polyline(points, stroke_);
    if (marks) canvas.markers(points, marker_);
  }
  std::string label() const override { return label_; }
  void paint_swatch(Canvas& canvas, const Rectangle& box) const override {
    paint_line_swatch(canvas, box, stroke_, shape_ == "none" ? nullptr : &marker_);
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

  const PointRows rows_;
  const std::span<const double> x_ = rows_.x(), y_ = rows_.y();
  Rows corners_;  ///< of steps
  std::string label_, shape_;
  Stroke stroke_;
  MarkerStyle marker_;
};

}  // namespace

PointRows::PointRows(LayerInput& input) : y_(input.row("y")) {
  if (input.has("x")) {
    input.require_same_length("x", "y");
    x_ = input.row("x");
  } else {
    index_.resize(y_.size());
    std::iota(index_.begin(), index_.end(), 0.0);
    x_ = index_;
  }
  note_not_finite(input, x_, y_);
}

std::vector<job::Role> line_roles() {
  return {{"x", "abscissas, one dimension; 0, 1, 2, ... when left out", false},
          {"y", "ordinates, one dimension", true}};
}

std::vector<job::Option> line_options() {
  return {color_option("colour of line and marks; the cycle's next when left out"),
          line_style_option("-"),
          number_option("linewidth", "width of the line in points", 1.5),
          marker_option("none", true),
          number_option("markersize", "width of the marks in points", 6),
          alpha_option(),
          label_option()};
}

std::unique_ptr<Layer> make_line(LayerInput& input, Steps steps) {
  return std::make_unique<Line>(input, steps);
}

void paint_line_swatch(Canvas& canvas, const Rectangle& box, const Stroke& stroke,
                       const MarkerStyle* marker) {
  const auto y = static_cast<float>((box.bottom + box.top) / 2);
  const std::array<Point, 2> ends{
      {{static_cast<float>(box.left), y}, {static_cast<float>(box.right), y}}};
  if (stroke.style != LineStyle::None) canvas.polyline(ends, stroke);
  const Point centre{(ends[0].x + ends[1].x) / 2, y};
  if (marker) canvas.markers({&centre, 1}, *marker);
}

}  // namespace rankplot::render
