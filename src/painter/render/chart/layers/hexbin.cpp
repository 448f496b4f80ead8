#include <cmath>

#include "painter/render/chart/bins.hpp"
#include "painter/render/chart/color_scale.hpp"

namespace rankplot::render {
namespace {

constexpr double kBlank = std::numeric_limits<double>::quiet_NaN();
constexpr std::size_t kNoHexagon = std::numeric_limits<std::size_t>::max();

/// Where a value stands along an axis in both lattices: the nearest middles (none: kNoHexagon) and
/// the squared distances to them.
struct Spot {
  std::size_t whole = kNoHexagon, half = kNoHexagon;
  double to_whole = 0, to_half = 0;
};

/// One axis of the lattice: `count` hexagons between two ends.
struct Lattice {
  Range range;
  std::size_t count = 1;
  bool log = false;

  double transformed(double value) const {
    return log ? (value > 0 ? std::log10(value) : kBlank) : value / 2;
  }
  Spot spot(double value) const {
    const double low = transformed(range.low), high = transformed(range.high);
    const double place = (transformed(value) - low) / (high - low) * static_cast<double>(count);
    Spot spot;
    if (!(place >= -1 && place <= static_cast<double>(count) + 1)) return spot;
    const double whole = std::floor(place + 0.5), half = std::floor(place);
    spot.to_whole = (place - whole) * (place - whole);
    spot.to_half = (place - half - 0.5) * (place - half - 0.5);
    if (whole >= 0) spot.whole = static_cast<std::size_t>(whole);
    if (half >= 0) spot.half = static_cast<std::size_t>(half);
    return spot;
  }
};

/// Two lattices of middles, the second half a step on along both axes (D. Carr et al., Scatterplot
/// Matrix Techniques for Large N, 1987), as matplotlib has them.
struct Honeycomb {
  Lattice x, y;

  std::size_t size() const { return (x.count + 1) * (y.count + 1) + x.count * y.count; }

  /// The hexagon at a place of each axis; kNoHexagon outside.
  std::size_t find(const Spot& across, const Spot& up) const {
    if (across.to_whole + 3 * up.to_whole < across.to_half + 3 * up.to_half) {
      if (across.whole > x.count || up.whole > y.count) return kNoHexagon;
      return up.whole * (x.count + 1) + across.whole;
    }
    if (across.half >= x.count || up.half >= y.count) return kNoHexagon;
    return (x.count + 1) * (y.count + 1) + up.half * x.count + across.half;
  }
};

Lattice lattice_of(std::span<const double> values, std::size_t count, bool log) {
  Lattice lattice{{}, count, log};
  std::vector<double> shown(values.begin(), values.end());
  if (log) std::erase_if(shown, [](double value) { return !(value > 0); });
  lattice.range = bin_range(shown);
  if (log && lattice.range.low <= 0) lattice.range = {1, 10};
  return lattice;
}

class Hexbin : public Layer {
 public:
  explicit Hexbin(LayerInput& input) {
    const auto x = input.row("x"), y = input.row("y");
    input.require_same_length("x", "y");
    note_not_finite(input, x, y);
    const auto across = static_cast<std::size_t>(input.integer("gridsize"));
    const auto up = std::max<std::size_t>(
        1, static_cast<std::size_t>(static_cast<double>(across) / std::sqrt(3.0)));
    comb_ = {lattice_of(x, across, input.text("xscale") == "log"),
             lattice_of(y, up, input.text("yscale") == "log")};
    const std::vector<double> values = count(input, x, y);
    scale_ = ColorScale(input, values);
    colors_.resize(values.size());
    scale_.map(values, colors_);
    colors_.push_back(0);  // outside
    alpha_ = static_cast<std::uint32_t>(std::lround(255 * input.number("alpha")));
  }

  Extent extent(const AxisScales& scales) const override {
    Extent extent;
    for (const double edge : {comb_.x.range.low, comb_.x.range.high})
      extent.x.include(edge, scales.x);
    for (const double edge : {comb_.y.range.low, comb_.y.range.high})
      extent.y.include(edge, scales.y);
    extent.x.sticky = {comb_.x.range.low, comb_.x.range.high};
    extent.y.sticky = {comb_.y.range.low, comb_.y.range.high};
    return extent;
  }

  /// Four places in each pixel: edges of hexagons are smooth, and neighbours meet without a seam.
  void paint(Canvas& canvas, const Mapping& mapping) const override {
    const Mapping fine = mapping.finer(canvas.fineness());
    const Rectangle& plot = fine.plot;
    const auto width = static_cast<std::size_t>(plot.width());
    const auto height = static_cast<std::size_t>(plot.height());
    const std::vector<Spot> xs = spots(fine.x, comb_.x, plot.left, 2 * width, 0.5);
    const std::vector<Spot> ys = spots(fine.y, comb_.y, plot.top, 2 * height, -0.5);
    std::vector<std::uint32_t> pixels(width * height);
    for (std::size_t row = 0; row < height; ++row)
      for (std::size_t column = 0; column < width; ++column)
        pixels[row * width + column] = pixel(&xs[2 * column], &ys[2 * row]);
    canvas.image(mapping.plot, pixels, static_cast<int>(width), static_cast<int>(height));
  }

  std::optional<ColorBarRequest> color_bar() const override { return scale_.bar(); }

 private:
  std::vector<double> count(LayerInput& input, std::span<const double> x,
                            std::span<const double> y) const {
    std::span<const double> weights;
    if (input.has("c")) {
      input.require_same_length("x", "c");
      weights = input.row("c");
    }
    std::vector<double> counts(comb_.size(), 0.0), sums(weights.empty() ? 0 : comb_.size(), 0.0);
    for (std::size_t i = 0; i < x.size(); ++i) {
      const std::size_t hexagon = comb_.find(comb_.x.spot(x[i]), comb_.y.spot(y[i]));
      if (hexagon == kNoHexagon || (!weights.empty() && !std::isfinite(weights[i]))) continue;
      ++counts[hexagon];
      if (!weights.empty()) sums[hexagon] += weights[i];
    }
    // All are shown, those without points too, unless they have a mean or the job asks for more.
    const double least = input.has_option("mincnt") ? input.number("mincnt")
                         : weights.empty()          ? 0
                                                    : 1;
    std::vector<double> values(counts.size());
    for (std::size_t i = 0; i < counts.size(); ++i)
      values[i] = counts[i] < least ? kBlank
                  : weights.empty() ? counts[i]
                                    : sums[i] / std::max(counts[i], 1.0);
    return values;
  }

  static std::vector<Spot> spots(const Scale& scale, const Lattice& lattice, double from,
                                 std::size_t count, double step) {
    std::vector<Spot> spots(count);
    for (std::size_t i = 0; i < count; ++i)
      spots[i] = lattice.spot(scale.inverse(from + step * (static_cast<double>(i) + 0.5)));
    return spots;
  }

  std::uint32_t color_at(const Spot& x, const Spot& y) const {
    return colors_[std::min(comb_.find(x, y), colors_.size() - 1)];
  }

  std::uint32_t pixel(const Spot* x, const Spot* y) const {
    const std::uint32_t a = color_at(x[0], y[0]), b = color_at(x[1], y[0]);
    const std::uint32_t c = color_at(x[0], y[1]), d = color_at(x[1], y[1]);
    std::uint32_t mixed = a;
    if (a != b || a != c || a != d) {
      mixed = 0;
      for (int shift = 0; shift < 32; shift += 8) {
        const auto channel = [&](std::uint32_t color) { return color >> shift & 0xFFu; };
        mixed |= (channel(a) + channel(b) + channel(c) + channel(d) + 2) / 4 << shift;
      }
    }
    if (alpha_ == 255) return mixed;
    std::uint32_t thin = 0;
    for (int shift = 0; shift < 32; shift += 8)
      thin |= ((mixed >> shift & 0xFFu) * alpha_ + 127) / 255 << shift;
    return thin;
  }

  Honeycomb comb_;
  ColorScale scale_;
  std::vector<std::uint32_t> colors_;  ///< by hexagon, and one for what is outside
  std::uint32_t alpha_ = 255;
};

LayerKind describe_hexbin() {
  job::Option grid;
  grid.name = "gridsize";
  grid.summary = "hexagons along x; along y as many as make them regular in a square plot";
  grid.type = job::OptionType::Int;
  grid.fallback = std::int64_t{100};
  grid.least = 1;
  grid.most = 4096;
  LayerKind kind;
  kind.entry.name = "hexbin";
  kind.entry.summary = "how many points fall into each hexagon of a plane, or their mean";
  kind.entry.roles = {{"x", "abscissas, one dimension", true},
                      {"y", "ordinates, as many", true},
                      {"c", "as many: colours show its mean instead of the count", false}};
  kind.entry.options = joined_options(
      {grid, number_option("mincnt", "hexagons with fewer points are left blank", std::nullopt),
       choice_option("xscale", "spacing of the hexagons along x", {"linear", "log"}, "linear"),
       choice_option("yscale", "spacing of the hexagons along y", {"linear", "log"}, "linear"),
       alpha_option()},
      color_scale_options(false));
  kind.entry.example = R"([[figure.layer]]
kind = "hexbin"
x = "/cloud/x"
y = "/cloud/y"
gridsize = 40)";
  kind.make = [](LayerInput& input) -> std::unique_ptr<Layer> {
    return std::make_unique<Hexbin>(input);
  };
  return kind;
}

}  // namespace

const LayerKind& hexbin_entry() {
  static const LayerKind kind = describe_hexbin();
  return kind;
}

}  // namespace rankplot::render
