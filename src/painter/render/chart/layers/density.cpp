#include <cmath>

#include "painter/render/chart/bins2d.hpp"
#include "painter/render/chart/cell_layer.hpp"

namespace rankplot::render {
namespace {

constexpr double kBlank = std::numeric_limits<double>::quiet_NaN();

std::unique_ptr<Layer> make_density(LayerInput& input) {
  const auto x = input.row("x"), y = input.row("y");
  input.require_same_length("x", "y");
  note_not_finite(input, x, y);
  const BinPlane bins = bin_plane_of(input, x, y);
  CellPicture picture;
  picture.columns = bins.x.cells();
  picture.rows = bins.y.cells();
  picture.own = counts_in(bins, x, y, {});
  for (double& count : picture.own)
    if (count == 0) count = kBlank;
  picture.colors = ColorScale(input, picture.own);
  picture.alpha = input.number("alpha");
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
