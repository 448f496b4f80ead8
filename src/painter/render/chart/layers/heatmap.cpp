#include <algorithm>
#include <cmath>

#include <fmt/ranges.h>

#include "painter/render/chart/cell_layer.hpp"

namespace rankplot::render {
namespace {

/// ", 64, 32": the middles of the axes after the second.
std::string middles(const std::vector<std::size_t>& shape) {
  std::string text;
  for (std::size_t axis = 2; axis < shape.size(); ++axis)
    text += fmt::format(", {}", shape[axis] / 2);
  return text;
}

const base::Field& plane_of(LayerInput& input) {
  const base::Field& field = input.field("value");
  const auto& shape = field.shape;
  const std::string what = fmt::format("value = \"{}\" is of shape ({})", input.written("value"),
                                       fmt::join(shape, ", "));
  if (shape.size() > 2) {
    input.refuse(
        fmt::format("{}: a heatmap takes two axes; a hyperslab such as [:, :{}] takes "
                    "a plane of it",
                    what, middles(shape)));
  }
  if (shape.size() < 2) input.refuse(what + ": a heatmap takes two axes, rows and columns");
  if (field.values.empty()) input.refuse(what + ": it has no cells to draw");
  const auto odd = std::count_if(field.values.begin(), field.values.end(),
                                 [](double value) { return !std::isfinite(value); });
  if (odd > 0) input.note(fmt::format("{} of {} cells are not finite", odd, field.values.size()));
  return field;
}

/// As imshow does: the middle of cell i stands at i.
CellRow cells_along(const LayerInput& input, std::string_view role, std::size_t count) {
  return input.has(role) ? cells_of_role(input, role, count) : CellRow{count, -0.5, 1, {}};
}

std::unique_ptr<Layer> make_heatmap(LayerInput& input) {
  const base::Field& field = plane_of(input);
  CellPicture picture;
  picture.values = field.values;
  picture.columns = cells_along(input, "x", field.shape[1]);
  picture.rows = cells_along(input, "y", field.shape[0]);
  picture.colors = ColorScale(input, field.values);
  if (picture.colors.norm().scale == job::AxisScale::Log &&
      std::none_of(field.values.begin(), field.values.end(),
                   [](double value) { return value > 0; }))
    input.note("no cell is above 0: norm = \"log\" shows none");
  picture.upper = input.text("origin") == "upper";
  picture.equal = input.has_option("aspect") ? input.text("aspect") == "equal"
                                             : !input.has("x") && !input.has("y");
  picture.interpolation = input.text("interpolation");
  picture.alpha = std::clamp(input.number("alpha"), 0.0, 1.0);
  return make_cells(std::move(picture));
}

std::vector<job::Option> heatmap_options() {
  return joined_options(
      color_scale_options(true),
      {choice_option("origin",
                     "where the first row is: lower (rows go up, as in pcolormesh) or upper (the y "
                     "axis runs downward, as in imshow)",
                     {"lower", "upper"}, "lower"),
       choice_option("aspect",
                     "equal: one unit of x is as long as one of y; auto: fill the plot. Left "
                     "out: equal where neither x nor y is given",
                     {"equal", "auto"}, std::nullopt),
       choice_option("interpolation",
                     "nearest: the cell under a pixel's middle; bilinear: between the cells' "
                     "middles; mean: of the finite cells that a pixel sees, by area; auto: mean "
                     "where a pixel sees more than one cell, else nearest",
                     {"auto", "nearest", "mean", "bilinear"}, "auto"),
       alpha_option()});
}

LayerKind describe_heatmap() {
  LayerKind kind;
  kind.entry.name = "heatmap";
  kind.entry.summary = "an array of two axes as colours; NaN is left blank";
  kind.entry.roles = {
      {"value", "rows and columns, two dimensions", true},
      {"x", "middles or edges of the columns, even or not; 0, 1, ... when left out", false},
      {"y", "middles or edges of the rows, even or not; 0, 1, ... when left out", false}};
  kind.entry.options = heatmap_options();
  kind.entry.example = R"([[figure.layer]]
kind = "heatmap"
value = "/fields/V"
cmap = "inferno"
limits = [0, 0.4]
colorbar_label = "V")";
  kind.in_polar = true;
  kind.make = make_heatmap;
  return kind;
}

}  // namespace

const LayerKind& heatmap_entry() {
  static const LayerKind kind = describe_heatmap();
  return kind;
}

}  // namespace rankplot::render
