#include <algorithm>
#include <cmath>

#include "painter/render/chart/bars.hpp"
#include "painter/render/chart/bins.hpp"
#include "painter/render/chart/hatched.hpp"
#include "painter/render/chart/layer.hpp"

namespace rankplot::render {
namespace {

class Histogram : public Layer {
 public:
  explicit Histogram(LayerInput& input) : label_(input.text_or("label", "")) {
    count(input);
    type_ = input.text("histtype");
    fill_ = input.color("color");
    const double width_px = input.metrics().px(input.number("linewidth"));
    const auto edge = input.named_color("edgecolor");
    if (edge || type_ == "step") {
      edge_ = {edge.value_or(fill_), width_px, LineStyle::Solid, Cap::Butt, Join::Miter};
    }
  }

  Extent extent(const AxisScales& scales) const override { return extent_of_bars(bars_, scales); }

  void paint(Canvas& canvas, const Mapping& mapping) const override {
    if (type_ == "bar" || mapping.polar) {
      paint_bars(canvas, bars_, mapping, type_ == "step" ? Color{0, 0, 0, 0} : fill_, edge_);
      return;
    }
    const std::vector<Point> outline = steps(mapping);
    if (type_ == "stepfilled") canvas.polygon(outline, fill_);
    canvas.polyline(outline, edge_);
  }

  std::string label() const override { return label_; }
  void paint_swatch(Canvas& canvas, const Rectangle& box) const override {
    canvas.rectangles({&box, 1}, type_ == "step" ? Color{0, 0, 0, 0} : fill_, edge_);
  }
  void obstacles(const Mapping& mapping, Obstacles& obstacles) const override {
    add_bars(bars_, mapping, obstacles);
  }

 private:
  void count(LayerInput& input) {
    const base::Field& field = input.field("value");
    const std::vector<double>& values = field.values;
    std::span<const double> weights;
    if (input.has("weights")) weights = weights_of(input, values.size());
    note_left_out(input, values, weights);
    const std::vector<double> edges =
        field.names ? edges_around(field.names->size()) : edges_for(input, values);
    std::vector<double> heights = bin_sums(values, weights, edges);
    scale(heights, edges, input.flag("density"), input.flag("cumulative"));
    for (std::size_t i = 0; i < heights.size(); ++i)
      bars_.push_back({edges[i], edges[i + 1], 0, heights[i]});
  }

  static std::span<const double> weights_of(const LayerInput& input, std::size_t count) {
    const std::vector<double>& weights = input.field("weights").values;
    if (weights.size() != count)
      input.refuse(
          fmt::format("value = \"{}\" has {} values and weights = \"{}\" has {}: they "
                      "must be as many",
                      input.written("value"), count, input.written("weights"), weights.size()));
    return weights;
  }

  static void note_left_out(LayerInput& input, std::span<const double> values,
                            std::span<const double> weights) {
    std::size_t odd = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
      odd += !std::isfinite(values[i]) || (!weights.empty() && !std::isfinite(weights[i]));
    }
    if (odd > 0)
      input.note(fmt::format("{} of {} values are not finite and left out", odd, values.size()));
    if (odd == values.size()) input.note("there is no finite value to count");
  }

  /// Categories have a bin each.
  static std::vector<double> edges_around(std::size_t categories) {
    const std::size_t count = std::clamp<std::size_t>(categories, 1, kMostBins);
    return even_edges({-0.5, static_cast<double>(count) - 0.5}, count);
  }

  static std::vector<double> edges_for(const LayerInput& input, std::span<const double> values) {
    const std::vector<double>* bins = nullptr;
    if (!input.is_text("bins")) bins = &input.numbers("bins");
    if (bins && bins->size() > 1) return given_edges(input, *bins);
    const Range range = range_for(input, values);
    if (!bins) return even_edges(range, automatic_bin_count(values, range));
    const double count = bins->empty() ? 0 : bins->front();
    if (!(count >= 1 && count <= static_cast<double>(kMostBins)) || count != std::floor(count))
      input.refuse(
          fmt::format("bins = {} is no number of bins: right would be 1 to {}, a list of "
                      "edges or \"auto\"",
                      count, kMostBins));
    return even_edges(range, static_cast<std::size_t>(count));
  }

  static std::vector<double> given_edges(const LayerInput& input,
                                         const std::vector<double>& edges) {
    if (edges.size() > kMostBins + 1)
      input.refuse(
          fmt::format("bins has {} edges; at most {} can be", edges.size(), kMostBins + 1));
    for (std::size_t i = 1; i < edges.size(); ++i) {
      if (!(edges[i - 1] < edges[i]))
        input.refuse(
            fmt::format("bins: edge {} after edge {}: edges must ascend", edges[i], edges[i - 1]));
    }
    return edges;
  }

  static Range range_for(const LayerInput& input, std::span<const double> values) {
    const std::vector<double>& limits = input.numbers("range");
    if (limits.size() != 2) return bin_range(values);
    if (!(limits[0] <= limits[1]))
      input.refuse(fmt::format("range = [{}, {}] is upside down: right would be [low, high]",
                               limits[0], limits[1]));
    return bin_range(limits);
  }

  static void scale(std::vector<double>& heights, std::span<const double> edges, bool density,
                    bool cumulative) {
    double total = 0;
    for (double height : heights) total += height;
    if (density && total != 0) {
      // Cumulated densities are shares of the whole: the widths cancel.
      for (std::size_t i = 0; i < heights.size(); ++i)
        heights[i] /= cumulative ? total : total * (edges[i + 1] - edges[i]);
    }
    if (!cumulative) return;
    for (std::size_t i = 1; i < heights.size(); ++i) heights[i] += heights[i - 1];
  }

  /// The outline from the first bin's foot over all tops to the last bin's foot.
  std::vector<Point> steps(const Mapping& mapping) const {
    const double reach = edge_.width_px + 2;
    const auto at = [&](double x, double y) {
      const double px = place_near_plot(mapping.x, x, reach);
      const double py = place_near_plot(mapping.y, y, reach);
      return Point{static_cast<float>(Canvas::snap_line(px, edge_.width_px)),
                   static_cast<float>(Canvas::snap_line(py, edge_.width_px))};
    };
    std::vector<Point> outline{at(bars_.front().left, 0)};
    for (const Bar& bar : bars_) {
      outline.push_back(at(bar.left, bar.tip));
      outline.push_back(at(bar.right, bar.tip));
    }
    outline.push_back(at(bars_.back().right, 0));
    return outline;
  }

  std::vector<Bar> bars_;
  std::string label_, type_;
  Color fill_;
  Stroke edge_ = kNoStroke;
};

job::Option flag(std::string name, std::string summary) {
  job::Option option;
  option.name = std::move(name);
  option.summary = std::move(summary);
  option.type = job::OptionType::Bool;
  option.fallback = false;
  return option;
}

std::vector<job::Option> histogram_options() {
  job::Option bins;
  bins.name = "bins";
  bins.summary = "number of bins, a list of their edges, or auto (NumPy's rule)";
  bins.type = job::OptionType::Numbers;
  bins.choices = {"auto"};
  bins.fallback = std::vector<double>{10};
  job::Option range;
  range.name = "range";
  range.summary = "what the bins cover: own (the values') or [low, high]; others are not counted";
  range.type = job::OptionType::Limits;
  range.fallback = std::vector<double>{};
  job::Option type;
  type.name = "histtype";
  type.summary = "bars, their outline alone, or the outline filled";
  type.type = job::OptionType::Choice;
  type.choices = {"bar", "step", "stepfilled"};
  type.fallback = std::string("bar");
  job::Option edge = color_option("colour of the edges; none (step: the layer's) when left out");
  edge.name = "edgecolor";
  return {bins,
          range,
          flag("density", "heights such that the area is 1"),
          flag("cumulative", "each bin with all before it"),
          type,
          color_option("colour of the bars; the cycle's next when left out"),
          edge,
          number_option("linewidth", "width of edges in points", 1),
          alpha_option(),
          label_option()};
}

LayerKind describe_histogram() {
  LayerKind kind;
  kind.entry.name = "histogram";
  kind.entry.summary = "how many values fall into each of a row of bins";
  kind.entry.roles = {{"value", "the values to count, any shape", true},
                      {"weights", "what each value counts for, as many; 1 when left out", false}};
  kind.entry.options = histogram_options();
  kind.entry.options = joined_options(std::move(kind.entry.options), hatch_options());
  kind.entry.example = R"([[figure.layer]]
kind = "histogram"
value = "/plot_1/a"
bins = "auto"
label = "Random data A")";
  kind.in_polar = true;
  kind.make = [](LayerInput& input) -> std::unique_ptr<Layer> {
    return std::make_unique<Histogram>(input);
  };
  return kind;
}

}  // namespace

const LayerKind& histogram_entry() {
  static const LayerKind kind = describe_histogram();
  return kind;
}

}  // namespace rankplot::render
