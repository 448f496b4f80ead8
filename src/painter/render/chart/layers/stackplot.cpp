#include <cmath>
#include <numeric>

#include "painter/render/chart/fill_between.hpp"
#include "painter/render/chart/hatched.hpp"
#include "painter/render/chart/series.hpp"

namespace rankplot::render {
namespace {

using Row = std::vector<double>;

/// The first line of the stack, as matplotlib's baselines (L. Byron, M. Wattenberg, Stacked Graphs,
/// 2008): zero; sym, half of the sum below zero; wiggle, the least sum of squared slopes;
/// weighted_wiggle, each slope weighted by its layer's size.
Row weighted_wiggle(const Series& series) {
  Row base(series.length, 0.0);
  double center = 0;
  for (std::size_t i = 0; i < series.length; ++i) {
    double total = 0, stacked = 0, moved = 0;
    for (std::size_t s = 0; s < series.count; ++s) total += series.row(s)[i];
    for (std::size_t s = 0; i > 0 && s < series.count; ++s) {
      const double now = series.row(s)[i];
      stacked += now;
      const double above = total - stacked + now / 2;  // the layer's middle, from the top
      moved += ((total > 0 ? above / total : 0) - 0.5) * (now - series.row(s)[i - 1]);
    }
    center += moved;
    base[i] = center - total / 2;
  }
  return base;
}

Row first_line(const Series& series, const std::string& baseline) {
  Row base(series.length, 0.0);
  if (baseline == "weighted_wiggle") return weighted_wiggle(series);
  const auto count = static_cast<double>(series.count);
  for (std::size_t s = 0; s < series.count; ++s)
    for (std::size_t i = 0; i < series.length; ++i) {
      const double value = series.row(s)[i];
      if (baseline == "sym") base[i] -= value / 2;
      if (baseline == "wiggle") base[i] -= value * (count - 0.5 - static_cast<double>(s)) / count;
    }
  return base;
}

class Stackplot : public Layer {
 public:
  explicit Stackplot(LayerInput& input) {
    const Series series = series_of(input, "y");
    take_x(input, series.length);
    Row low = first_line(series, input.text("baseline"));
    for (std::size_t s = 0; s < series.count; ++s) {
      Row high = low;
      for (std::size_t i = 0; i < series.length; ++i) high[i] += series.row(s)[i];
      lines_.push_back(std::move(low));
      low = std::move(high);
    }
    lines_.push_back(std::move(low));
    const auto lost = std::count_if(series.values.begin(), series.values.end(),
                                    [](double value) { return !std::isfinite(value); });
    if (lost > 0)
      input.note(fmt::format("{} of {} values are not finite", lost, series.values.size()));
    looks_ = looks_of(input, series.count);
  }

  Extent extent(const AxisScales& scales) const override {
    Extent all = extent_of_filled(x_, lines_.front(), lines_.back(), scales);
    for (std::size_t s = 0; s + 1 < lines_.size(); ++s) {
      const Extent one = extent_of_filled(x_, lines_[s], lines_[s + 1], scales);
      all.x.low = std::min(all.x.low, one.x.low);
      all.x.high = std::max(all.x.high, one.x.high);
      all.y.low = std::min(all.y.low, one.y.low);
      all.y.high = std::max(all.y.high, one.y.high);
    }
    all.y.sticky = {0};
    return all;
  }

  void paint(Canvas& canvas, const Mapping& mapping) const override {
    for (std::size_t s = 0; s + 1 < lines_.size(); ++s)
      fill_between(canvas, mapping, x_, lines_[s], lines_[s + 1], {}, looks_.colors[s], kNoStroke);
  }

  std::vector<std::string> labels() const override { return looks_.labels; }
  void paint_part_swatch(Canvas& canvas, const Rectangle& box, std::size_t part) const override {
    canvas.rectangles({&box, 1}, looks_.colors.at(part));
  }
  void obstacles(const Mapping& mapping, Obstacles& obstacles) const override {
    add_filled(mapping, x_, lines_.front(), lines_.back(), obstacles);
  }

 private:
  void take_x(const LayerInput& input, std::size_t length) {
    if (!input.has("x")) {
      x_.resize(length);
      std::iota(x_.begin(), x_.end(), 0.0);
      return;
    }
    const auto x = input.row("x");
    if (x.size() != length)
      input.refuse(
          fmt::format("x = \"{}\" has {} values and the rows of y = \"{}\" have {}: they "
                      "must be as many",
                      input.written("x"), x.size(), input.written("y"), length));
    x_.assign(x.begin(), x.end());
  }

  Row x_;
  std::vector<Row> lines_;  ///< one more than the series
  SeriesLooks looks_;
};

LayerKind describe_stackplot() {
  LayerKind kind;
  kind.entry.name = "stackplot";
  kind.entry.summary = "rows of values stacked as filled areas";
  kind.entry.roles = {{"x", "abscissas, one dimension; 0, 1, 2, ... when left out", false},
                      {"y", "one row, or two dimensions: a row for each area", true}};
  kind.entry.options = joined_options(
      {choice_option("baseline",
                     "where the stack stands: on zero, evenly around it, or so that it wiggles "
                     "least",
                     {"zero", "sym", "wiggle", "weighted_wiggle"}, "zero"),
       color_option("colour of a single area"), alpha_option(), label_option()},
      series_options());
  kind.entry.options = joined_options(std::move(kind.entry.options), hatch_options());
  kind.entry.example = R"toml([[figure.layer]]
kind = "stackplot"
y = "/shares/y"
labels = ["grass", "wood", "water"])toml";
  kind.make = [](LayerInput& input) -> std::unique_ptr<Layer> {
    return std::make_unique<Stackplot>(input);
  };
  return kind;
}

}  // namespace

const LayerKind& stackplot_entry() {
  static const LayerKind kind = describe_stackplot();
  return kind;
}

}  // namespace rankplot::render
