#include "painter/render/chart/straight_layer.hpp"
#include "painter/render/chart/hatched.hpp"

#include <array>
#include <cmath>

#include "painter/render/chart/bars.hpp"
#include "painter/render/chart/line_layer.hpp"

namespace rankplot::render {
namespace {

/// As many values as there are places, or one for all.
std::vector<double> ends_of(const LayerInput& input, const std::string& role, std::size_t count) {
  const auto values = input.row(role);
  if (values.size() == 1) return std::vector<double>(count, values.front());
  if (values.size() != count)
    input.refuse(fmt::format("{} = \"{}\" has {} values; right would be 1 or {}", role,
                             input.written(role), values.size(), count));
  return {values.begin(), values.end()};
}

class AxisLines : public Layer {
 public:
  AxisLines(LayerInput& input, bool upright)
      : upright_(upright), label_(input.text_or("label", "")) {
    const char* place = upright ? "x" : "y";
    const auto places = input.row(place);
    places_.assign(places.begin(), places.end());
    const std::string low = upright ? "ymin" : "xmin", high = upright ? "ymax" : "xmax";
    if (input.has(low) != input.has(high))
      input.refuse(fmt::format("{} and {} belong together: give both or none", low, high));
    if (input.has(low)) {
      low_ = ends_of(input, low, places_.size());
      high_ = ends_of(input, high, places_.size());
    }
    const double width = input.metrics().px(input.number("linewidth"));
    stroke_ = {input.color("color"), Canvas::snap_width(width), input.line_style(), Cap::Butt,
               Join::Miter};
  }

  Extent extent(const AxisScales& scales) const override {
    const AxisScales turned_scales = upright_ ? scales : AxisScales{scales.y, scales.x};
    Extent extent;
    for (const double place : places_) extent.x.include(place, turned_scales.x);
    for (const double end : low_) extent.y.include(end, turned_scales.y);
    for (const double end : high_) extent.y.include(end, turned_scales.y);
    return upright_ ? extent : turned(std::move(extent));
  }

  void paint(Canvas& canvas, const Mapping& mapping) const override {
    canvas.segments(lines(mapping, 1), stroke_);
  }
  std::string label() const override { return label_; }
  void paint_swatch(Canvas& canvas, const Rectangle& box) const override {
    paint_line_swatch(canvas, box, stroke_, nullptr);
  }
  void obstacles(const Mapping& mapping, Obstacles& obstacles) const override {
    const auto segments = lines(mapping, places_.size() / 1000 + 1);
    obstacles.segments.insert(obstacles.segments.end(), segments.begin(), segments.end());
  }

 private:
  std::vector<Point> lines(const Mapping& given, std::size_t step) const {
    const Mapping mapping = upright_ ? given : turned(given);
    std::vector<Point> points;
    const auto add = [&](double x, double y) {
      const Point at{static_cast<float>(x), static_cast<float>(y)};
      points.push_back(upright_ ? at : Point{at.y, at.x});
    };
    for (std::size_t i = 0; i < places_.size(); i += step) {
      const double x = mapping.x(places_[i]);
      const bool whole = low_.empty();
      if (!std::isfinite(x) || std::abs(x) > 1e6 ||
          (!whole && (std::isnan(low_[i]) || std::isnan(high_[i]))))
        continue;
      const double snapped = Canvas::snap_line(x, stroke_.width_px);
      add(snapped, whole ? mapping.plot.bottom : place_near_plot(mapping.y, low_[i], 4));
      add(snapped, whole ? mapping.plot.top : place_near_plot(mapping.y, high_[i], 4));
    }
    return points;
  }

  bool upright_;
  std::string label_;
  std::vector<double> places_, low_, high_;  ///< ends; empty: the whole plot
  Stroke stroke_;
};

class Spans : public Layer {
 public:
  Spans(LayerInput& input, bool upright) : upright_(upright), label_(input.text_or("label", "")) {
    const std::string low = upright ? "xmin" : "ymin", high = upright ? "xmax" : "ymax";
    input.require_same_length(low, high);
    const auto from = input.row(low), to = input.row(high);
    low_.assign(from.begin(), from.end());
    high_.assign(to.begin(), to.end());
    fill_ = input.color("color");
  }

  Extent extent(const AxisScales& scales) const override {
    Extent extent;
    for (const auto* ends : {&low_, &high_})
      for (const double end : *ends) extent.x.include(end, upright_ ? scales.x : scales.y);
    return upright_ ? extent : turned(std::move(extent));
  }

  void paint(Canvas& canvas, const Mapping& given) const override {
    const Mapping mapping = upright_ ? given : turned(given);
    for (std::size_t i = 0; i < low_.size(); ++i) {
      if (std::isnan(low_[i]) || std::isnan(high_[i])) continue;
      const double a = std::round(place_near_plot(mapping.x, low_[i], 4));
      const double b = std::round(place_near_plot(mapping.x, high_[i], 4));
      const Rectangle box{std::min(a, b), mapping.plot.bottom, std::max({a, b, std::min(a, b) + 1}),
                          mapping.plot.top};
      const Rectangle placed = upright_ ? box : turned(box);
      canvas.rectangles({&placed, 1}, fill_);
    }
  }
  std::string label() const override { return label_; }
  void paint_swatch(Canvas& canvas, const Rectangle& box) const override {
    canvas.rectangles({&box, 1}, fill_);
  }

 private:
  bool upright_;
  std::string label_;
  std::vector<double> low_, high_;
  Color fill_;
};

}  // namespace

LayerKind describe_axis_lines(bool upright) {
  const std::string place = upright ? "x" : "y", along = upright ? "y" : "x";
  LayerKind kind;
  kind.entry.roles = {{place, "where the lines stand", true},
                      {along + "min",
                       "where they begin: one for all or as many; the whole plot when "
                       "left out",
                       false},
                      {along + "max", "where they end", false}};
  kind.entry.options = {color_option("colour of the lines; the cycle's next when left out"),
                        line_style_option("-"),
                        number_option("linewidth", "width of the lines in points", 1.5),
                        alpha_option(), label_option()};
  kind.make = upright ? +[](LayerInput& input) -> std::unique_ptr<Layer> {
    return std::make_unique<AxisLines>(input, true);
  }
  : +[](LayerInput& input) -> std::unique_ptr<Layer> {
      return std::make_unique<AxisLines>(input, false);
    };
  return kind;
}

LayerKind describe_spans(bool upright) {
  const std::string axis = upright ? "x" : "y";
  LayerKind kind;
  kind.entry.roles = {{axis + "min", "where the spans begin", true},
                      {axis + "max", "where they end, as many", true}};
  kind.entry.options = {color_option("colour of the spans; the cycle's next when left out"),
                        alpha_option(), label_option()};
  kind.entry.options = joined_options(std::move(kind.entry.options), hatch_options());
  for (job::Option& option : kind.entry.options)
    if (option.name == "alpha") option.fallback = 0.3;
  kind.make = upright ? +[](LayerInput& input) -> std::unique_ptr<Layer> {
    return std::make_unique<Spans>(input, true);
  }
  : +[](LayerInput& input) -> std::unique_ptr<Layer> {
      return std::make_unique<Spans>(input, false);
    };
  return kind;
}

}  // namespace rankplot::render
