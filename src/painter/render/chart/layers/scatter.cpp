#include <algorithm>
#include <cmath>

#include "painter/render/chart/color_scale.hpp"
#include "painter/render/chart/layer.hpp"
#include "painter/render/chart/size_key.hpp"

namespace rankplot::render {
namespace {

/// matplotlib's widths of marker edges, in points: filled and stroked shapes.
constexpr double kEdge = 1.0, kStrokedEdge = 1.5;
/// Sizes by data are drawn to the nearest of so many to a pixel: stamps are kept by size.
constexpr double kSizesPerPixel = 4;

class Scatter : public Layer, public SizedSwatches {
 public:
  explicit Scatter(LayerInput& input)
      : x_(input.row("x")), y_(input.row("y")), label_(input.text_or("label", "")) {
    input.require_same_length("x", "y");
    note_not_finite(input, x_, y_);
    shape_ = input.text("marker");
    const bool stroked = shape_ == "+" || shape_ == "x" || shape_ == "|" || shape_ == "_";
    marker_.shape = shape_;
    marker_.edge_px = input.metrics().px(input.has_option("linewidth") ? input.number("linewidth")
                                         : stroked                     ? kStrokedEdge
                                                                       : kEdge);
    take_sizes(input);
    if (input.has("c"))
      take_colors(input);
    else
      marker_.face = input.color("color");
    const auto edge = input.named_color("edgecolor");
    own_edges_ = edge.has_value();
    marker_.edge = edge.value_or(marker_.face);
  }

  Extent extent(const AxisScales& scales) const override { return extent_of_pairs(x_, y_, scales); }

  void paint(Canvas& canvas, const Mapping& mapping) const override {
    const std::vector<Point> points = to_pixels(x_, y_, mapping);
    if (sizes_px_.empty()) {
      paint_run(canvas, points, 0, points.size(), marker_);
      return;
    }
    MarkerStyle style = marker_;
    for (std::size_t from = 0, to = 0; from < points.size(); from = to) {
      while (to < points.size() && sizes_px_[to] == sizes_px_[from]) ++to;
      style.size_px = static_cast<double>(sizes_px_[from]);
      if (style.size_px > 0) paint_run(canvas, points, from, to, style);
    }
  }

  std::string label() const override { return label_; }
  /// Its own, and behind it the title and the entries of the sizes.
  std::vector<std::string> labels() const override {
    std::vector<std::string> all{label_};
    if (key_.entries().empty()) return all;
    all.push_back(key_.title());
    for (const SizeKey::Entry& entry : key_.entries()) all.push_back(entry.text);
    return all;
  }
  double swatch_px(std::size_t part) const override {
    if (part == kSizesTitle) return -1;
    return part < kFirstSize ? 0 : width_px(key_.entries()[part - kFirstSize].value);
  }
  void paint_part_swatch(Canvas& canvas, const Rectangle& box, std::size_t part) const override {
    if (part == kSizesTitle) return;
    const Point centre{static_cast<float>((box.left + box.right) / 2),
                       static_cast<float>((box.bottom + box.top) / 2)};
    MarkerStyle style = marker_;
    if (part >= kFirstSize)
      style.size_px = swatch_px(part);
    else if (!key_.entries().empty())  // sizes are told by the entries below
      style.size_px = std::min(style.size_px, box.top - box.bottom);
    canvas.markers({&centre, 1}, style);
  }
  void obstacles(const Mapping& mapping, Obstacles& obstacles) const override {
    const auto points = sampled_pixels(x_, y_, mapping);
    obstacles.points.insert(obstacles.points.end(), points.begin(), points.end());
  }
  std::optional<ColorBarRequest> color_bar() const override {
    if (colors_.empty()) return std::nullopt;
    return scale_.bar();
  }

 private:
  /// Of a mark that shows this value of s.
  double width_px(double size) const {
    return std::min(px_per_pt_ * std::sqrt(size * area_of_one_), kLargestPx);
  }

  void take_sizes(LayerInput& input) {
    px_per_pt_ = input.metrics().px(1);
    if (!input.has("s")) {
      marker_.size_px = width_px(kArea);
      refuse_size_key(input, "not given");
      return;
    }
    area_of_one_ = input.number("size_scale");
    const auto areas = input.row("s");
    for (const double area : areas)
      if (area < 0)
        input.refuse(
            fmt::format("s = \"{}\" holds {}: areas are at least 0", input.written("s"), area));
    if (areas.size() == 1) {
      marker_.size_px = std::isfinite(areas[0]) ? width_px(areas[0]) : 0;
      if (x_.size() == 1)
        key_ = SizeKey(input, areas);
      else
        refuse_size_key(input, "one for all marks");
      return;
    }
    input.require_same_length("x", "s");
    key_ = SizeKey(input, areas);
    sizes_px_.reserve(areas.size());
    double sum = 0;
    for (const double area : areas) {
      const double px = std::isfinite(area) ? width_px(area) : 0;
      sizes_px_.push_back(static_cast<float>(
          px > 0 ? std::max(1.0, std::round(px * kSizesPerPixel)) / kSizesPerPixel : 0));
      sum += px;
    }
    if (!areas.empty()) marker_.size_px = sum / static_cast<double>(areas.size());
  }

  static void refuse_size_key(const LayerInput& input, const char* found) {
    if (input.is_text("size_legend") && input.text("size_legend") == "none") return;
    input.refuse(fmt::format(
        "size_legend tells the sizes of s, which is {}; right would be as many as x, or "
        "size_legend = \"none\"",
        found));
  }

  void take_colors(LayerInput& input) {
    if (input.row("c").size() != 1) input.require_same_length("x", "c");
    const auto values = input.row("c");
    scale_ = ColorScale(input, values);
    std::vector<std::uint32_t> mapped(values.size());
    scale_.map(values, mapped);
    colors_.assign(x_.size(), mapped.empty() ? 0 : mapped.front());
    if (mapped.size() == x_.size()) colors_ = std::move(mapped);
    const double alpha = std::clamp(input.number("alpha"), 0.0, 1.0);
    if (alpha < 1)
      for (std::uint32_t& color : colors_)
        color = (color & 0x00FFFFFF) |
                static_cast<std::uint32_t>(std::lround((color >> 24) * alpha)) << 24;
    const Range& range = scale_.norm().range;
    marker_.face = scale_.color_of(scale_.norm().scale == job::AxisScale::Log
                                       ? std::sqrt(range.low) * std::sqrt(range.high)
                                       : range.low / 2 + range.high / 2);
  }

  void paint_run(Canvas& canvas, const std::vector<Point>& points, std::size_t from, std::size_t to,
                 const MarkerStyle& style) const {
    const std::span<const Point> run(points.data() + from, to - from);
    if (colors_.empty())
      canvas.markers(run, style);
    else
      canvas.markers(run, style, std::span(colors_).subspan(from, to - from), own_edges_);
  }

  static constexpr double kArea = 36;  ///< matplotlib's, in points squared
  static constexpr double kLargestPx = 20000;
  static constexpr std::size_t kSizesTitle = 1, kFirstSize = 2;  ///< parts of the legend

  std::span<const double> x_, y_;
  std::string label_, shape_;
  MarkerStyle marker_;
  std::vector<float> sizes_px_;        ///< by point; empty: marker_'s
  std::vector<std::uint32_t> colors_;  ///< by point, straight; empty: marker_'s
  ColorScale scale_;
  SizeKey key_;
  double px_per_pt_ = 1, area_of_one_ = 1;
  bool own_edges_ = false;
};

LayerKind describe_scatter() {
  job::Option edge = color_option("colour of the marks' edges; the marks' own when left out");
  edge.name = "edgecolor";
  LayerKind kind;
  kind.entry.name = "scatter";
  kind.entry.summary = "a mark at each point, of a size and a colour that may show data";
  kind.entry.roles = {
      {"x", "abscissas, one dimension", true},
      {"y", "ordinates, as many", true},
      {"c", "what the marks' colours show, as many", false},
      {"s",
       "area of the marks, in points squared with a size_scale of 1: one for all or as many; 36 "
       "when left out",
       false}};
  kind.entry.options = joined_options(
      {marker_option("o", false),
       color_option("colour of the marks; the cycle's next when left out"), edge,
       number_option("linewidth",
                     "width of the marks' edges in points; 1, or 1.5 for marks "
                     "without area, when left out",
                     std::nullopt),
       alpha_option(), label_option(),
       number_option("size_scale", "area in points squared of a mark whose s is 1", 1)},
      joined_options(size_key_options(), color_scale_options(true)));
  kind.entry.example = R"toml([[figure.layer]]
kind = "scatter"
x = "/dataset_1/x"
y = "/dataset_1/y"
c = "sqrt(/dataset_1/y)"
marker = "s"
s = 25
label = "Dataset 1")toml";
  kind.in_polar = true;
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
