#include <cmath>
#include <numbers>

#include "painter/render/chart/hatched.hpp"
#include "painter/render/chart/series.hpp"

namespace rankplot::render {
namespace {

constexpr double kReach = 1.25;  // matplotlib's limits around a radius of 1
constexpr double kPercentAt = 0.6, kLabelAt = 1.1;

class Pie : public Layer {
 public:
  explicit Pie(LayerInput& input) {
    const auto parts = input.row("x");
    double sum = 0;
    std::size_t odd = 0;
    for (const double part : parts) {
      if (part < 0)
        input.refuse(
            fmt::format("x = \"{}\" holds {}: parts are at least 0", input.written("x"), part));
      odd += !std::isfinite(part);
      sum += std::isfinite(part) ? part / 2 : 0;
    }
    if (odd > 0) input.note(fmt::format("{} of {} parts are not finite", odd, parts.size()));
    if (parts.size() > 1000)
      input.refuse(fmt::format("{} parts: at most 1000 can be drawn", parts.size()));
    if (!(sum > 0)) input.note("there is no part to draw");
    double angle = input.number("startangle") / 360;
    const double turn = input.flag("counterclock") ? 1 : -1;
    for (const double part : parts) {
      const double share = sum > 0 && std::isfinite(part) ? part / 2 / sum : 0;
      wedges_.push_back({angle, angle + turn * share, share});
      angle += turn * share;
    }
    looks_ = looks_of(input, parts.size());
    decimals_ = input.has_option("autopct") ? static_cast<int>(input.integer("autopct")) : -1;
    in_legend_ = input.flag("legend_labels");
    font_px_ = input.metrics().px(10);
    ink_ = input.metrics().look->ink;
    frame_ = input.flag("frame");
  }

  Extent extent(const AxisScales&) const override {
    Extent extent;
    extent.x = {-kReach, kReach, {-kReach, kReach}, false};
    extent.y = extent.x;
    return extent;
  }

  bool wants_axes() const override { return frame_; }

  void paint(Canvas& canvas, const Mapping& mapping) const override {
    const Circle circle = circle_in(mapping.plot);
    for (std::size_t i = 0; i < wedges_.size(); ++i)
      if (wedges_[i].share > 0) canvas.polygon(outline(wedges_[i], circle), looks_.colors[i]);
    for (std::size_t i = 0; i < wedges_.size(); ++i) {
      const Wedge& wedge = wedges_[i];
      if (wedge.share <= 0) continue;
      if (decimals_ >= 0)
        write(canvas, circle.at(wedge.middle(), kPercentAt),
              fmt::format("{:.{}f}%", 100 * wedge.share, decimals_), Align::Middle);
      if (!in_legend_)
        write(canvas, circle.at(wedge.middle(), kLabelAt), looks_.labels[i],
              std::cos(2 * std::numbers::pi * wedge.middle()) > 0 ? Align::Near : Align::Far);
    }
  }

  std::vector<std::string> labels() const override {
    return in_legend_ ? looks_.labels : std::vector<std::string>{};
  }
  void paint_part_swatch(Canvas& canvas, const Rectangle& box, std::size_t part) const override {
    canvas.rectangles({&box, 1}, looks_.colors.at(part));
  }

 private:
  struct Wedge {
    double from = 0, to = 0, share = 0;  ///< angles in turns
    double middle() const { return (from + to) / 2; }
  };

  struct Circle {
    double x = 0, y = 0, radius = 0;  ///< pixels

    Point at(double turns, double radii) const {
      const double angle = 2 * std::numbers::pi * turns;
      return {static_cast<float>(x + radii * radius * std::cos(angle)),
              static_cast<float>(y + radii * radius * std::sin(angle))};
    }
  };

  /// As large as leaves all labels within the plot.
  Circle circle_in(const Rectangle& plot) const {
    const double half_width = plot.width() / 2, half_height = plot.height() / 2;
    double radius = std::min(half_width, half_height) / kReach;
    for (std::size_t i = 0; i < wedges_.size() && !in_legend_; ++i) {
      if (wedges_[i].share <= 0 || looks_.labels[i].empty()) continue;
      const TextExtent text = measure(looks_.labels[i], font_px_);
      const double angle = 2 * std::numbers::pi * wedges_[i].middle();
      const double across = std::abs(std::cos(angle)), up = std::abs(std::sin(angle));
      const double gap = font_px_ / 4;
      if (across > 0.01)
        radius = std::min(radius, (half_width - text.width - gap) / (kLabelAt * across));
      if (up > 0.01)
        radius = std::min(radius, (half_height - text.height / 2 - gap) / (kLabelAt * up));
    }
    const double least =
        std::min(half_width, half_height) / 4;  // labels are cut before it vanishes
    return {plot.left + half_width, plot.bottom + half_height, std::max(radius, least)};
  }

  static std::vector<Point> outline(const Wedge& wedge, const Circle& circle) {
    const int steps = std::max(2, static_cast<int>(std::ceil(wedge.share * 360)));
    std::vector<Point> points;
    if (wedge.share < 1) points.push_back(circle.at(0, 0));
    for (int i = 0; i <= steps; ++i)
      points.push_back(circle.at(wedge.from + (wedge.to - wedge.from) * i / steps, 1));
    return points;
  }

  void write(Canvas& canvas, const Point& at, const std::string& text, Align across) const {
    TextStyle style;
    style.size_px = font_px_;
    style.color = ink_;
    style.across = across;
    style.up = TextStyle::Up::Middle;
    canvas.text(at, text, style);
  }

  std::vector<Wedge> wedges_;
  SeriesLooks looks_;
  int decimals_ = -1;
  bool in_legend_ = false, frame_ = false;
  double font_px_ = 14;
  Color ink_;
};

LayerKind describe_pie() {
  job::Option start = number_option("startangle", "where the first part begins, in degrees", 0);
  start.least.reset();
  job::Option percent;
  percent.name = "autopct";
  percent.summary = "decimals of the percentages in the parts; none are written when left out";
  percent.type = job::OptionType::Int;
  percent.least = 0;
  percent.most = 6;
  LayerKind kind;
  kind.entry.name = "pie";
  kind.entry.summary = "parts of a whole as wedges";
  kind.entry.roles = {{"x", "the parts, one dimension", true}};
  kind.entry.options = joined_options(
      {start, flag_option("counterclock", "parts follow each other counterclockwise", true),
       percent, flag_option("frame", "axes around it", false),
       flag_option("legend_labels", "labels in the legend instead of beside the wedges", false),
       color_option("colour of the first part"), alpha_option(), label_option()},
      series_options());
  kind.entry.options = joined_options(std::move(kind.entry.options), hatch_options());
  kind.entry.example = R"([[figure.layer]]
kind = "pie"
x = "/shares/parts"
labels = ["a", "b", "c", "d"]
autopct = 1)";
  kind.make = [](LayerInput& input) -> std::unique_ptr<Layer> {
    return std::make_unique<Pie>(input);
  };
  return kind;
}

}  // namespace

const LayerKind& pie_entry() {
  static const LayerKind kind = describe_pie();
  return kind;
}

}  // namespace rankplot::render
