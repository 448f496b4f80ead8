#include "painter/render/chart/bar_layer.hpp"
#include "painter/render/chart/hatched.hpp"

#include <cmath>

#include "painter/render/chart/bars.hpp"
#include "painter/render/chart/series.hpp"

namespace rankplot::render {
namespace {

/// The words of upright bars and of those that lie.
struct BarWords {
  std::string place, size, foot;  ///< roles
  std::string thickness;          ///< an option
  bool lying = false;
};

class BarLayer : public Layer {
 public:
  BarLayer(LayerInput& input, const BarWords& words) : lying_(words.lying) {
    collect(input, words);
    looks_ = looks_of(input, bars_.size());
    if (const auto edge = input.named_color("edgecolor"))
      edge_ = {*edge, input.metrics().px(input.number("linewidth")), LineStyle::Solid, Cap::Butt,
               Join::Miter};
  }

  Extent extent(const AxisScales& scales) const override {
    const AxisScales upright = lying_ ? AxisScales{scales.y, scales.x} : scales;
    std::vector<Bar> all;
    for (const auto& series : bars_) all.insert(all.end(), series.begin(), series.end());
    Extent extent = extent_of_bars(all, upright);
    return lying_ ? turned(std::move(extent)) : extent;
  }

  void paint(Canvas& canvas, const Mapping& mapping) const override {
    for (std::size_t s = 0; s < bars_.size(); ++s)
      if (lying_)
        canvas.rectangles(boxes(bars_[s], mapping), looks_.colors[s], edge_);
      else
        paint_bars(canvas, bars_[s], mapping, looks_.colors[s], edge_);
  }

  std::vector<std::string> labels() const override { return looks_.labels; }
  void paint_part_swatch(Canvas& canvas, const Rectangle& box, std::size_t part) const override {
    canvas.rectangles({&box, 1}, looks_.colors.at(part), edge_);
  }
  void obstacles(const Mapping& mapping, Obstacles& obstacles) const override {
    Obstacles upright;
    for (const auto& series : bars_) add_bars(series, lying_ ? turned(mapping) : mapping, upright);
    for (const Rectangle& box : upright.rectangles)
      obstacles.rectangles.push_back(lying_ ? turned(box) : box);
    obstacles.points.insert(obstacles.points.end(), upright.points.begin(), upright.points.end());
  }

 private:
  /// Of bars that lie.
  std::vector<Rectangle> boxes(const std::vector<Bar>& bars, const Mapping& mapping) const {
    std::vector<Rectangle> boxes = bars_in_pixels(bars, turned(mapping), edge_.width_px);
    for (Rectangle& box : boxes) box = turned(box);
    return boxes;
  }

  void collect(LayerInput& input, const BarWords& words) {
    const Series sizes = series_of(input, words.size);
    const auto places = input.row(words.place);
    if (places.size() != sizes.length)
      input.refuse(fmt::format(
          "{} = \"{}\" has {} values and {} = \"{}\" has {}{}: they must be as many", words.place,
          input.written(words.place), places.size(), words.size, input.written(words.size),
          sizes.length, sizes.count > 1 ? " in each row" : ""));
    std::span<const double> feet;
    if (input.has(words.foot)) {
      feet = input.row(words.foot);
      if (feet.size() != 1) input.require_same_length(words.place, words.foot);
    }
    std::vector<double> base(sizes.length, 0.0);
    for (std::size_t i = 0; i < base.size() && !feet.empty(); ++i)
      base[i] = feet[feet.size() == 1 ? 0 : i];
    const bool stacked = sizes.count > 1 && input.flag("stacked");
    const double thickness = input.number(words.thickness);
    const double each = stacked ? thickness : thickness / static_cast<double>(sizes.count);
    const double before = input.text("align") == "edge" ? 0 : thickness / 2;
    std::size_t left_out = 0;
    for (std::size_t s = 0; s < sizes.count; ++s) {
      const double begin = stacked ? -before : each * static_cast<double>(s) - before;
      left_out += add_series(places, sizes.row(s), base, begin, each, stacked);
    }
    if (left_out > 0)
      input.note(
          fmt::format("{} of {} bars are not finite and left out", left_out, sizes.values.size()));
  }

  /// How many bars are left out. Stacked ones move `base` up.
  std::size_t add_series(std::span<const double> places, std::span<const double> sizes,
                         std::vector<double>& base, double begin, double width, bool stacked) {
    std::vector<Bar> bars;
    bars.reserve(places.size());
    std::size_t left_out = 0;
    for (std::size_t i = 0; i < places.size(); ++i) {
      const double left = places[i] + begin;
      const Bar bar{left, left + width, base[i], base[i] + sizes[i]};
      if (std::isfinite(bar.left) && std::isfinite(bar.right) && std::isfinite(bar.base) &&
          std::isfinite(bar.tip)) {
        bars.push_back(bar);
        if (stacked) base[i] = bar.tip;
      } else {
        ++left_out;
      }
    }
    bars_.push_back(std::move(bars));
    return left_out;
  }

  std::vector<std::vector<Bar>> bars_;  ///< by series; upright also where they lie
  SeriesLooks looks_;
  Stroke edge_ = kNoStroke;
  bool lying_ = false;
};

const BarWords kUpright{"x", "height", "bottom", "width", false};
const BarWords kLying{"y", "width", "left", "height", true};

LayerKind describe_bars(const BarWords& words) {
  job::Option edge = color_option("colour of the bars' edges; no edges when left out");
  edge.name = "edgecolor";
  LayerKind kind;
  kind.entry.roles = {
      {words.place, "where the bars stand, one dimension", true},
      {words.size, "how long they are: as many, or two dimensions, a row for each series", true},
      {words.foot, "where they begin: as many, or one for all; 0 when left out", false}};
  kind.entry.options = joined_options(
      {number_option(
           words.thickness,
           fmt::format("thickness of the bars, or of a group, in units of {}", words.place), 0.8),
       choice_option(
           "align",
           fmt::format("whether {} is the middle of a bar (or group) or its edge", words.place),
           {"center", "edge"}, "center"),
       flag_option("stacked", "series on each other instead of beside each other", false),
       color_option("colour of the bars; the cycle's next when left out"), edge,
       number_option("linewidth", "width of the bars' edges in points", 1), alpha_option(),
       label_option()},
      series_options());
  kind.entry.options = joined_options(std::move(kind.entry.options), hatch_options());
  return kind;
}

}  // namespace

LayerKind describe_upright_bars() {
  LayerKind kind = describe_bars(kUpright);
  kind.make = [](LayerInput& input) -> std::unique_ptr<Layer> {
    return std::make_unique<BarLayer>(input, kUpright);
  };
  kind.in_polar = true;
  return kind;
}

LayerKind describe_lying_bars() {
  LayerKind kind = describe_bars(kLying);
  kind.make = [](LayerInput& input) -> std::unique_ptr<Layer> {
    return std::make_unique<BarLayer>(input, kLying);
  };
  return kind;
}

}  // namespace rankplot::render
