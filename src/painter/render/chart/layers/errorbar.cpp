#include <array>
#include <cmath>

#include "painter/render/chart/bars.hpp"
#include "painter/render/chart/line_layer.hpp"

namespace rankplot::render {
namespace {

/// How far the bars of one direction reach below and above each point; empty: there are none.
struct Errors {
  std::vector<double> low, high;
};

/// A role's errors: one for all, one a point, or two rows (below, above) as in matplotlib.
Errors errors_of(const LayerInput& input, const std::string& role, std::size_t count) {
  if (!input.has(role)) return {};
  const base::Field& field = input.field(role);
  const auto& shape = field.shape;
  const bool pair = shape.size() == 2 && shape[0] == 2 && shape[1] == count;
  const bool one = field.values.size() == 1 && shape.size() < 2;
  if (!pair && !one && !(shape.size() == 1 && shape[0] == count))
    input.refuse(fmt::format(
        "{} = \"{}\" holds {} values for {} points: right would be 1, {}, or 2 rows of {} (below "
        "and above)",
        role, input.written(role), field.values.size(), count, count, count));
  for (const double error : field.values)
    if (error < 0)
      input.refuse(fmt::format("{} = \"{}\" holds {}: errors are at least 0", role,
                               input.written(role), error));
  Errors errors;
  for (std::size_t i = 0; i < count; ++i) {
    errors.low.push_back(field.values[one ? 0 : i]);
    errors.high.push_back(field.values[one ? 0 : pair ? count + i : i]);
  }
  return errors;
}

class Errorbar : public Layer {
 public:
  explicit Errorbar(LayerInput& input)
      : x_(input.row("x")), y_(input.row("y")), label_(input.text_or("label", "")) {
    input.require_same_length("x", "y");
    note_not_finite(input, x_, y_);
    x_errors_ = errors_of(input, "xerr", x_.size());
    y_errors_ = errors_of(input, "yerr", y_.size());
    every_ = static_cast<std::size_t>(input.integer("errorevery"));
    const Metrics& metrics = input.metrics();
    const Color color = input.color("color");
    line_ = {color, metrics.px(input.number("linewidth")), input.line_style(), Cap::Round,
             Join::Round};
    shape_ = input.text("marker");
    marker_ = {shape_, metrics.px(input.number("markersize")), color, color,
               metrics.px(kMarkerEdgePt)};
    bar_color_ = input.named_color("ecolor").value_or(color);
    const double width = input.number(input.has_option("elinewidth") ? "elinewidth" : "linewidth");
    bar_px_ = Canvas::snap_width(metrics.px(width));
    cap_half_px_ = std::round(metrics.px(input.number("capsize")));
    cap_px_ = Canvas::snap_width(metrics.px(input.number("capthick")));
  }

  Extent extent(const AxisScales& scales) const override {
    Extent extent = extent_of_pairs(x_, y_, scales);
    for (std::size_t i = 0; i < x_.size(); i += every_) {
      if (!std::isfinite(x_[i]) || !std::isfinite(y_[i])) continue;
      include(extent.x, scales.x, x_[i], x_errors_, i);
      include(extent.y, scales.y, y_[i], y_errors_, i);
    }
    return extent;
  }

  void paint(Canvas& canvas, const Mapping& mapping) const override {
    const std::vector<Point> points = to_pixels(x_, y_, mapping);
    canvas.rectangles(bars(mapping, every_), bar_color_);
    if (line_.style != LineStyle::None) canvas.polyline(points, line_);
    if (shape_ != "none") canvas.markers(points, marker_);
  }

  std::string label() const override { return label_; }
  void paint_swatch(Canvas& canvas, const Rectangle& box) const override {
    paint_line_swatch(canvas, box, line_, shape_ == "none" ? nullptr : &marker_);
    if (y_errors_.low.empty()) return;
    const double left = std::floor((box.left + box.right - bar_px_) / 2);
    const double more = 0.4 * box.height();  // it reaches out of the mark
    const Rectangle bar{left, std::round(box.bottom - more), left + bar_px_,
                        std::round(box.top + more)};
    canvas.rectangles({&bar, 1}, bar_color_);
  }

  void obstacles(const Mapping& mapping, Obstacles& obstacles) const override {
    const auto points = sampled_pixels(x_, y_, mapping);
    obstacles.points.insert(obstacles.points.end(), points.begin(), points.end());
    if (line_.style != LineStyle::None)
      for (std::size_t i = 1; i < points.size(); ++i)
        obstacles.segments.insert(obstacles.segments.end(), {points[i - 1], points[i]});
    const auto boxes = bars(mapping, every_ * (x_.size() / 1000 + 1));
    obstacles.rectangles.insert(obstacles.rectangles.end(), boxes.begin(), boxes.end());
  }

 private:
  static void include(AxisExtent& extent, job::AxisScale scale, double value, const Errors& errors,
                      std::size_t i) {
    if (errors.low.empty()) return;
    extent.include(value - errors.low[i], scale);
    extent.include(value + errors.high[i], scale);
  }

  /// Bars and caps as boxes of whole pixels.
  std::vector<Rectangle> bars(const Mapping& mapping, std::size_t step) const {
    std::vector<Rectangle> boxes;
    for (std::size_t i = 0; i < x_.size(); i += step) {
      if (!std::isfinite(x_[i]) || !std::isfinite(y_[i])) continue;
      const Point at = mapping(x_[i], y_[i]);
      if (std::isnan(at.x) || std::isnan(at.y)) continue;
      add(boxes, y_[i], y_errors_, i, mapping.y, mapping.x(x_[i]), true);
      add(boxes, x_[i], x_errors_, i, mapping.x, mapping.y(y_[i]), false);
    }
    return boxes;
  }

  void add(std::vector<Rectangle>& boxes, double value, const Errors& errors, std::size_t i,
           const Scale& along, double across_px, bool upright) const {
    if (errors.low.empty() || !std::isfinite(errors.low[i]) || !std::isfinite(errors.high[i]))
      return;
    const double reach = cap_px_ + 2;
    const double a = std::round(place_near_plot(along, value - errors.low[i], reach));
    const double b = std::round(place_near_plot(along, value + errors.high[i], reach));
    const double across = std::clamp(across_px, -1e6, 1e6);
    const auto box = [&](double from, double to, double near, double far) {
      boxes.push_back(upright ? Rectangle{near, from, far, to} : Rectangle{from, near, to, far});
    };
    const double left = std::round(across - bar_px_ / 2);
    box(std::min(a, b), std::max(a, b), left, left + bar_px_);
    if (cap_half_px_ <= 0) return;
    const double middle = left + bar_px_ / 2;
    for (const double end : {a, b}) {
      const double from = std::round(end - cap_px_ / 2);
      box(from, from + cap_px_, std::floor(middle - cap_half_px_),
          std::ceil(middle + cap_half_px_));
    }
  }

  std::span<const double> x_, y_;
  Errors x_errors_, y_errors_;
  std::size_t every_ = 1;
  std::string label_, shape_;
  Stroke line_;
  MarkerStyle marker_;
  Color bar_color_;
  double bar_px_ = 1, cap_half_px_ = 0, cap_px_ = 1;
};

std::vector<job::Option> errorbar_options() {
  job::Option error_color = color_option("colour of the bars; that of the line when left out");
  error_color.name = "ecolor";
  job::Option every;
  every.name = "errorevery";
  every.summary = "bars at every n-th point";
  every.type = job::OptionType::Int;
  every.fallback = std::int64_t{1};
  every.least = 1;
  return {color_option("colour of line and marks; the cycle's next when left out"),
          line_style_option("-"),
          number_option("linewidth", "width of the line in points", 1.5),
          marker_option("none", true),
          number_option("markersize", "width of the marks in points", 6),
          error_color,
          number_option("elinewidth", "width of the bars in points; linewidth when left out",
                        std::nullopt),
          number_option("capsize", "half the length of the bars' caps in points; 0: no caps", 0),
          number_option("capthick", "thickness of the caps in points", 1),
          every,
          alpha_option(),
          label_option()};
}

LayerKind describe_errorbar() {
  LayerKind kind;
  kind.entry.name = "errorbar";
  kind.entry.summary = "points with bars for their errors";
  kind.entry.roles = {
      {"x", "abscissas, one dimension", true},
      {"y", "ordinates, as many", true},
      {"yerr", "errors of y: one for all, one a point, or two rows: below and above", false},
      {"xerr", "errors of x, likewise", false}};
  kind.entry.options = errorbar_options();
  kind.entry.example = R"toml([[figure.layer]]
kind = "errorbar"
x = "/dataset_1/x"
y = "/dataset_1/y"
yerr = "sqrt(/dataset_1/y)"
fmt = "o"
capsize = 3)toml";
  kind.make = [](LayerInput& input) -> std::unique_ptr<Layer> {
    return std::make_unique<Errorbar>(input);
  };
  return kind;
}

}  // namespace

const LayerKind& errorbar_entry() {
  static const LayerKind kind = describe_errorbar();
  return kind;
}

}  // namespace rankplot::render
