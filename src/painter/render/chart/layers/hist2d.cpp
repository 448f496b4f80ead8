#include <cmath>

#include "painter/render/chart/bins2d.hpp"
#include "painter/render/chart/cell_layer.hpp"

namespace rankplot::render {
namespace {

constexpr double kBlank = std::numeric_limits<double>::quiet_NaN();

/// Counts to shares of all by the size of the bins, so that the integral is 1.
void to_density(std::vector<double>& counts, const CellRow& columns, const CellRow& rows) {
  double total = 0;
  for (const double count : counts) total += count;
  const auto size = [](const CellRow& cells, std::size_t i) {
    return cells.edges.empty() ? cells.size : cells.edges[i + 1] - cells.edges[i];
  };
  for (std::size_t row = 0; row < rows.count; ++row)
    for (std::size_t column = 0; column < columns.count; ++column) {
      double& count = counts[row * columns.count + column];
      count = total == 0 ? 0 : count / total / size(columns, column) / size(rows, row);
    }
}

std::unique_ptr<Layer> make_hist2d(LayerInput& input) {
  const BinnedPoints points = binned_points(input);
  std::vector<double> counts = counts_in(points);
  if (input.flag("density")) to_density(counts, points.bins.x.cells(), points.bins.y.cells());
  if (input.has_option("cmin"))
    for (double& count : counts)
      if (count < input.number("cmin")) count = kBlank;
  return make_cells(picture_of(points.bins, std::move(counts), input));
}

LayerKind describe_hist2d() {
  LayerKind kind;
  kind.entry.name = "hist2d";
  kind.entry.summary = "how many points fall into each bin of a plane";
  kind.entry.roles = {{"x", "abscissas, one dimension", true},
                      {"y", "ordinates, as many", true},
                      {"weights", "what each point counts for, as many; 1 when left out", false}};
  kind.entry.options = joined_options(
      joined_options(
          bin_plane_options({10}),
          {flag_option("density", "counts such that the integral is 1", false),
           number_option("cmin", "bins with less are left blank", std::nullopt), alpha_option()}),
      color_scale_options(false));
  kind.entry.example = R"([[figure.layer]]
kind = "hist2d"
x = "/cloud/x"
y = "/cloud/y"
bins = 40
cmin = 1)";
  kind.in_polar = true;
  kind.make = make_hist2d;
  return kind;
}

}  // namespace

const LayerKind& hist2d_entry() {
  static const LayerKind kind = describe_hist2d();
  return kind;
}

}  // namespace rankplot::render
