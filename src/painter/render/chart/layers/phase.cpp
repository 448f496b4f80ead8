#include <cmath>

#include "painter/render/chart/bins2d.hpp"
#include "painter/render/chart/cell_layer.hpp"

namespace rankplot::render {
namespace {

constexpr double kBlank = std::numeric_limits<double>::quiet_NaN();

/// What is known of a bin's values.
struct Bin {
  double weight = 0, sum = 0;
  double least = std::numeric_limits<double>::infinity();
  double most = -std::numeric_limits<double>::infinity();

  double statistic(const std::string& name) const {
    if (!(least <= most)) return kBlank;
    if (name == "sum") return sum;
    if (name == "min") return least;
    if (name == "max") return most;
    return weight == 0 ? kBlank : sum / weight;
  }
};

std::vector<double> statistics(const LayerInput& input, const BinnedPoints& points) {
  const auto& [x, y, weights, plane] = points;
  const auto value = input.row("value");
  std::vector<Bin> bins(plane.count());
  for (std::size_t i = 0; i < x.size(); ++i) {
    const std::size_t column = plane.x.find(x[i]), row = plane.y.find(y[i]);
    const double weight = weights.empty() ? 1 : weights[i];
    if (column == BinRow::kOutside || row == BinRow::kOutside || !std::isfinite(value[i]) ||
        !std::isfinite(weight))
      continue;
    Bin& bin = bins[row * plane.x.count() + column];
    bin.weight += weight;
    bin.sum += weight * value[i];
    bin.least = std::min(bin.least, value[i]);
    bin.most = std::max(bin.most, value[i]);
  }
  std::vector<double> shown;
  shown.reserve(bins.size());
  for (const Bin& bin : bins) shown.push_back(bin.statistic(input.text("statistic")));
  return shown;
}

std::unique_ptr<Layer> make_phase(LayerInput& input) {
  input.require_same_length("x", "value");
  const BinnedPoints points = binned_points(input);
  return make_cells(picture_of(points.bins, statistics(input, points), input));
}

LayerKind describe_phase() {
  LayerKind kind;
  kind.entry.name = "phase";
  kind.entry.summary = "a quantity over the plane of two others: its mean or sum in each bin";
  kind.entry.roles = {{"x", "abscissas, one dimension", true},
                      {"y", "ordinates, as many", true},
                      {"value", "what the colours show, as many", true},
                      {"weights", "what each value counts for, as many; 1 when left out", false}};
  kind.entry.options = joined_options(
      joined_options({choice_option("statistic", "what is shown of each bin's values",
                                    {"mean", "sum", "min", "max"}, "mean"),
                      alpha_option()},
                     bin_plane_options({64})),
      color_scale_options(false));
  kind.entry.example = R"([[figure.layer]]
kind = "phase"
x = "/cloud/x"
y = "/cloud/y"
value = "/cloud/w"
colorbar_label = "mean weight")";
  kind.in_polar = true;
  kind.make = make_phase;
  return kind;
}

}  // namespace

const LayerKind& phase_entry() {
  static const LayerKind kind = describe_phase();
  return kind;
}

}  // namespace rankplot::render
