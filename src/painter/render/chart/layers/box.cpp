#include <array>
#include <cmath>

#include "painter/render/chart/bars.hpp"
#include "painter/render/chart/groups.hpp"
#include "painter/render/chart/hatched.hpp"
#include "painter/render/chart/line_layer.hpp"
#include "painter/render/chart/statistics.hpp"

namespace rankplot::render {
namespace {

constexpr double kLinePt = 1;   // matplotlib's boxplot.boxprops.linewidth
constexpr double kFlierPt = 6;  // its flierprops.markersize
constexpr double kCapByWidth = 0.5;

class Boxes : public Layer {
 public:
  explicit Boxes(LayerInput& input) : label_(input.text_or("label", "")) {
    const Groups groups = groups_of(input);
    half_ = groups.width / 2;
    for (std::size_t i = 0; i < groups.values.size(); ++i)
      if (!groups.values[i].empty())
        boxes_.push_back({groups.places[i], summarise(groups.values[i], input.number("whis"))});
    shows_outliers_ = input.flag("showfliers");
    shows_means_ = input.flag("showmeans");
    const Metrics& metrics = input.metrics();
    const double width = std::max(1.0, metrics.px(kLinePt));
    line_ = {input.named_color("color").value_or(metrics.look->ink), width, LineStyle::Solid,
             Cap::Butt, Join::Miter};
    median_ = line_;
    median_.color = input.named_color("mediancolor").value_or(cycle_color(1));
    fill_ = input.named_color("facecolor").value_or(Color{0, 0, 0, 0});
    flier_ = {"o", metrics.px(kFlierPt), {0, 0, 0, 0}, line_.color, metrics.px(kLinePt)};
    mean_ = {"^", metrics.px(kFlierPt), cycle_color(2), cycle_color(2), metrics.px(kLinePt)};
  }

  Extent extent(const AxisScales& scales) const override {
    Extent extent;
    for (const Box& box : boxes_) {
      extent.x.include(box.place - half_, scales.x);
      extent.x.include(box.place + half_, scales.x);
      extent.y.include(box.values.low_whisker, scales.y);
      extent.y.include(box.values.high_whisker, scales.y);
      if (!shows_outliers_) continue;
      for (const double value : box.values.outliers) extent.y.include(value, scales.y);
    }
    return extent;
  }

  void paint(Canvas& canvas, const Mapping& mapping) const override {
    for (const Box& box : boxes_) paint_box(canvas, mapping, box);
  }

  std::string label() const override { return label_; }
  void paint_swatch(Canvas& canvas, const Rectangle& box) const override {
    canvas.rectangles({&box, 1}, fill_);
    outline(canvas, box);
  }
  void obstacles(const Mapping& mapping, Obstacles& obstacles) const override {
    for (const Box& box : boxes_) {
      const double low = y_px(mapping, box.values.low_whisker);
      const double high = y_px(mapping, box.values.high_whisker);
      obstacles.rectangles.push_back({x_px(mapping, box.place - half_), std::min(low, high),
                                      x_px(mapping, box.place + half_), std::max(low, high)});
    }
  }

 private:
  struct Box {
    double place = 0;
    BoxSummary values;
  };

  double x_px(const Mapping& mapping, double x) const {
    return Canvas::snap_line(place_near_plot(mapping.x, x, 4), line_.width_px);
  }
  double y_px(const Mapping& mapping, double y) const {
    return Canvas::snap_line(place_near_plot(mapping.y, y, 4), line_.width_px);
  }

  static void segment(Canvas& canvas, const Stroke& stroke, double x0, double y0, double x1,
                      double y1) {
    const std::array<Point, 2> ends{{{static_cast<float>(x0), static_cast<float>(y0)},
                                     {static_cast<float>(x1), static_cast<float>(y1)}}};
    canvas.segments(ends, stroke);
  }

  void outline(Canvas& canvas, const Rectangle& box) const {
    const auto l = static_cast<float>(box.left), b = static_cast<float>(box.bottom);
    const auto r = static_cast<float>(box.right), t = static_cast<float>(box.top);
    const std::array<Point, 5> corners{{{l, b}, {r, b}, {r, t}, {l, t}, {l, b}}};
    canvas.polyline(corners, line_);
  }

  void paint_box(Canvas& canvas, const Mapping& mapping, const Box& box) const {
    const BoxSummary& values = box.values;
    const double left = x_px(mapping, box.place - half_), right = x_px(mapping, box.place + half_);
    const double middle = x_px(mapping, box.place);
    const double cap = std::round((right - left) * kCapByWidth / 2);
    const double low = y_px(mapping, values.low_quartile);
    const double high = y_px(mapping, values.high_quartile);
    const Rectangle body{std::min(left, right), std::min(low, high), std::max(left, right),
                         std::max(low, high)};
    canvas.rectangles({&body, 1}, fill_);
    for (const auto& [from, to] : {std::array{low, y_px(mapping, values.low_whisker)},
                                   std::array{high, y_px(mapping, values.high_whisker)}}) {
      segment(canvas, line_, middle, from, middle, to);
      segment(canvas, line_, middle - cap, to, middle + cap, to);
    }
    outline(canvas, body);
    const double median = y_px(mapping, values.median);
    segment(canvas, median_, body.left, median, body.right, median);
    if (shows_outliers_) {
      const std::vector<double> places(values.outliers.size(), box.place);
      canvas.markers(to_pixels(places, values.outliers, mapping), flier_);
    }
    if (!shows_means_) return;
    const Point mean = mapping(box.place, values.mean);
    canvas.markers({&mean, 1}, mean_);
  }

  std::vector<Box> boxes_;
  std::string label_;
  double half_ = 0.25;
  bool shows_outliers_ = true, shows_means_ = false;
  Stroke line_, median_;
  Color fill_;
  MarkerStyle flier_, mean_;
};

LayerKind describe_box() {
  job::Option lines = color_option("colour of the lines");
  lines.fallback = std::string("black");
  job::Option median = color_option("colour of the medians");
  median.name = "mediancolor";
  median.fallback = std::string("C1");
  job::Option face = color_option("colour of the boxes; none when left out");
  face.name = "facecolor";
  LayerKind kind;
  kind.entry.name = "box";
  kind.entry.summary = "quartiles, whiskers and outliers of groups of values";
  kind.entry.roles = group_roles();
  kind.entry.options = {
      number_option("whis", "how far the whiskers may reach, in interquartile ranges", 1.5),
      widths_option(),
      flag_option("showfliers", "marks for what is beyond the whiskers", true),
      flag_option("showmeans", "marks for the means", false),
      lines,
      median,
      face,
      alpha_option(),
      label_option()};
  kind.entry.options = joined_options(std::move(kind.entry.options), hatch_options());
  kind.entry.example = R"([[figure.layer]]
kind = "box"
value = "/groups/values")";
  kind.make = [](LayerInput& input) -> std::unique_ptr<Layer> {
    return std::make_unique<Boxes>(input);
  };
  return kind;
}

}  // namespace

const LayerKind& box_entry() {
  static const LayerKind kind = describe_box();
  return kind;
}

}  // namespace rankplot::render
