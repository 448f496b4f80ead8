#include <cmath>

#include "painter/render/chart/bins2d.hpp"
#include "painter/render/chart/cell_layer.hpp"

namespace rankplot::render {
namespace {

constexpr double kBlank = std::numeric_limits<double>::quiet_NaN();

std::unique_ptr<Layer> make_density(LayerInput& input) {
  const BinnedPoints points = binned_points(input);
  std::vector<double> counts = counts_in(points);
  for (double& count : counts)
    if (count == 0) count = kBlank;
  CellPicture picture = picture_of(points.bins, std::move(counts), input);
  picture.interpolation = "nearest";
  return make_cells(std::move(picture));
}

LayerKind describe_density() {
  std::vector<job::Option> colors = color_scale_options(false);
  for (job::Option& option : colors)
    if (option.name == "norm") option.fallback = std::string("log");
  LayerKind kind;
  kind.entry.name = "density";
  kind.entry.summary = "every point of however many, counted into cells about as fine as pixels";
  kind.entry.roles = {{"x", "abscissas, one dimension", true}, {"y", "ordinates, as many", true}};
  kind.entry.options = joined_options(
      joined_options(bin_plane_options({512, 384}), {alpha_option()}), std::move(colors));
  kind.entry.example = R"([[figure.layer]]
kind = "density"
x = "/cloud/x"
y = "/cloud/y"
cmap = "inferno")";
  kind.make = make_density;
  return kind;
}

}  // namespace

const LayerKind& density_entry() {
  static const LayerKind kind = describe_density();
  return kind;
}

}  // namespace rankplot::render
