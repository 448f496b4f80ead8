#include <array>
#include <cmath>

#include "painter/render/chart/bars.hpp"
#include "painter/render/chart/groups.hpp"
#include "painter/render/chart/hatched.hpp"
#include "painter/render/chart/line_layer.hpp"
#include "painter/render/chart/statistics.hpp"

namespace rankplot::render {
namespace {

constexpr std::size_t kPlaces = 100;  // matplotlib's points
constexpr double kLinePt = 1.5;
constexpr double kFaceAlpha = 0.3;

class Violins : public Layer {
 public:
  explicit Violins(LayerInput& input) : label_(input.text_or("label", "")) {
    const Groups groups = groups_of(input);
    half_ = groups.width / 2;
    // Silverman's rule is Scott's times (4/3)^(1/5) in one dimension.
    const double factor = input.number("bw_adjust") *
                          (input.text("bw_method") == "silverman" ? std::pow(0.75, -0.2) : 1);
    for (std::size_t i = 0; i < groups.values.size(); ++i)
      if (!groups.values[i].empty())
        violins_.push_back(violin(groups.places[i], groups.values[i], factor));
    extrema_ = input.flag("showextrema");
    medians_ = input.flag("showmedians");
    means_ = input.flag("showmeans");
    const Color color = input.color("color");
    line_ = {color, input.metrics().px(kLinePt), LineStyle::Solid, Cap::Butt, Join::Round};
    fill_ = color;
    fill_.alpha = static_cast<std::uint8_t>(std::lround(color.alpha * kFaceAlpha));
  }

  Extent extent(const AxisScales& scales) const override {
    Extent extent;
    for (const Violin& one : violins_) {
      extent.x.include(one.place - half_, scales.x);
      extent.x.include(one.place + half_, scales.x);
      extent.y.include(one.low, scales.y);
      extent.y.include(one.high, scales.y);
    }
    return extent;
  }

  void paint(Canvas& canvas, const Mapping& mapping) const override {
    for (const Violin& one : violins_) {
      canvas.polygon(outline(one, mapping), fill_);
      if (extrema_) {
        rung(canvas, mapping, one.place, one.low);
        rung(canvas, mapping, one.place, one.high);
        const double x =
            Canvas::snap_line(place_near_plot(mapping.x, one.place, 4), line_.width_px);
        const std::array<Point, 2> ends{{point(x, place_near_plot(mapping.y, one.low, 4)),
                                         point(x, place_near_plot(mapping.y, one.high, 4))}};
        canvas.segments(ends, line_);
      }
      if (medians_) rung(canvas, mapping, one.place, one.median);
      if (means_) rung(canvas, mapping, one.place, one.mean);
    }
  }

  std::string label() const override { return label_; }
  void paint_swatch(Canvas& canvas, const Rectangle& box) const override {
    canvas.rectangles({&box, 1}, fill_);
  }
  void obstacles(const Mapping& mapping, Obstacles& obstacles) const override {
    for (const Violin& one : violins_) {
      const double a = place_near_plot(mapping.x, one.place - half_, 1);
      const double b = place_near_plot(mapping.x, one.place + half_, 1);
      const double c = place_near_plot(mapping.y, one.low, 1);
      const double d = place_near_plot(mapping.y, one.high, 1);
      obstacles.rectangles.push_back(
          {std::min(a, b), std::min(c, d), std::max(a, b), std::max(c, d)});
    }
  }

 private:
  struct Violin {
    double place = 0, low = 0, high = 0, median = 0, mean = 0;
    std::vector<double> values, density;  ///< the widest is 1
  };

  static Violin violin(double place, const std::vector<double>& ascending, double factor) {
    Violin one{place, ascending.front(), ascending.back(), quantile(ascending, 0.5), 0, {}, {}};
    for (const double value : ascending) one.mean += value / static_cast<double>(ascending.size());
    for (std::size_t i = 0; i < kPlaces; ++i) {
      const double share = static_cast<double>(i) / (kPlaces - 1);
      one.values.push_back(one.low * (1 - share) + one.high * share);
    }
    if (one.low == one.high) one.values = {one.low};
    one.density = kernel_density(ascending, one.values, factor);
    const double most = *std::max_element(one.density.begin(), one.density.end());
    for (double& density : one.density) density = most > 0 ? density / most : 0;
    return one;
  }

  static Point point(double x, double y) { return {static_cast<float>(x), static_cast<float>(y)}; }

  std::vector<Point> outline(const Violin& one, const Mapping& mapping) const {
    std::vector<Point> points;
    const auto side = [&](std::size_t i, double sign) {
      points.push_back(
          point(place_near_plot(mapping.x, one.place + sign * half_ * one.density[i], 1e5),
                place_near_plot(mapping.y, one.values[i], 1e5)));
    };
    for (std::size_t i = 0; i < one.values.size(); ++i) side(i, -1);
    for (std::size_t i = one.values.size(); i-- > 0;) side(i, 1);
    return points;
  }

  /// A line across half of the width.
  void rung(Canvas& canvas, const Mapping& mapping, double place, double value) const {
    const double y = Canvas::snap_line(place_near_plot(mapping.y, value, 4), line_.width_px);
    const std::array<Point, 2> ends{{point(place_near_plot(mapping.x, place - half_ / 2, 4), y),
                                     point(place_near_plot(mapping.x, place + half_ / 2, 4), y)}};
    canvas.segments(ends, line_);
  }

  std::vector<Violin> violins_;
  std::string label_;
  double half_ = 0.25;
  bool extrema_ = true, medians_ = false, means_ = false;
  Stroke line_;
  Color fill_;
};

LayerKind describe_violin() {
  LayerKind kind;
  kind.entry.name = "violin";
  kind.entry.summary = "how the values of groups are distributed, as smooth shapes";
  kind.entry.roles = group_roles();
  kind.entry.options = {
      widths_option(),
      choice_option("bw_method", "rule for the width of the kernels", {"scott", "silverman"},
                    "scott"),
      number_option("bw_adjust", "that width times this", 1),
      flag_option("showextrema", "lines at the least and the greatest value", true),
      flag_option("showmeans", "lines at the means", false),
      flag_option("showmedians", "lines at the medians", false),
      color_option("colour of lines and, paler, of the shapes; the cycle's next when left out"),
      alpha_option(),
      label_option()};
  kind.entry.options = joined_options(std::move(kind.entry.options), hatch_options());
  kind.entry.example = R"([[figure.layer]]
kind = "violin"
value = "/groups/values"
showmedians = true)";
  kind.make = [](LayerInput& input) -> std::unique_ptr<Layer> {
    return std::make_unique<Violins>(input);
  };
  return kind;
}

}  // namespace

const LayerKind& violin_entry() {
  static const LayerKind kind = describe_violin();
  return kind;
}

}  // namespace rankplot::render
