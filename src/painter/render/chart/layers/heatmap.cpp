#include <algorithm>
#include <cmath>

#include <fmt/ranges.h>

#include "painter/render/chart/color_scale.hpp"
#include "painter/render/chart/layer.hpp"
#include "painter/render/chart/resample.hpp"

namespace rankplot::render {
namespace {

constexpr double kUneven = 0.05;  ///< of a cell: how far coordinates may be from equal steps

/// Cells along an axis whose role was given as a row: of their middles, or of their edges (one
/// more). Refuses what is not even.
CellRow cells_from(const LayerInput& input, std::string_view role, std::size_t count) {
  const auto places = input.row(role);
  const bool middles = places.size() == count;
  if (!middles && places.size() != count + 1)
    input.refuse(
        fmt::format("{} = \"{}\" has {} values; right would be {} (the cells' middles) or "
                    "{} (their edges)",
                    role, input.written(role), places.size(), count, count + 1));
  CellRow cells{count, places.front(), 1};
  if (places.size() > 1)
    cells.size = (places.back() - places.front()) / static_cast<double>(places.size() - 1);
  for (std::size_t i = 0; i < places.size(); ++i) {
    const double even = cells.first_edge + cells.size * static_cast<double>(i);
    if (!(std::abs(places[i] - even) <= kUneven * std::abs(cells.size)) || cells.size == 0)
      input.refuse(fmt::format(
          "{} = \"{}\" is not evenly spaced (value {} is {}, even would be {}): a heatmap draws "
          "equal cells; leave {} out to count cells",
          role, input.written(role), i, places[i], even, role));
  }
  if (middles) cells.first_edge -= cells.size / 2;
  return cells;
}

class Heatmap : public Layer {
 public:
  explicit Heatmap(LayerInput& input) {
    take_values(input);
    columns_ = cells_of(input, "x", grid_.columns);
    rows_ = cells_of(input, "y", grid_.rows);
    upper_ = input.text("origin") == "upper";
    equal_ = input.has_option("aspect") ? input.text("aspect") == "equal"
                                        : !input.has("x") && !input.has("y");
    interpolation_ = input.text("interpolation");
    alpha_ = std::clamp(input.number("alpha"), 0.0, 1.0);
    take_colors(input);
  }

  Extent extent(const AxisScales& scales) const override {
    Extent extent{along(columns_, scales.x), along(rows_, scales.y)};
    extent.y.inverted = upper_;
    return extent;
  }

  void paint(Canvas& canvas, const Mapping& mapping) const override {
    const Rectangle& plot = mapping.plot;
    const PixelRow across = pixels_of(columns_, mapping.x, plot.left, plot.right);
    const PixelRow up = pixels_of(rows_, mapping.y, plot.bottom, plot.top);
    if (across.count() == 0 || up.count() == 0) return;
    const std::vector<double> values = sampled(across, up, canvas.quality());
    std::vector<std::uint32_t> pixels(values.size());
    colors_.map(values, pixels, canvas.quality());
    fade(pixels);
    turn_over(pixels, across.count());
    const double left = across.first_px, bottom = up.first_px;
    const auto width = static_cast<int>(across.count()), height = static_cast<int>(up.count());
    canvas.image({left, bottom, left + width, bottom + height}, pixels, width, height);
  }

  std::optional<ColorBarRequest> color_bar() const override { return colors_.bar(); }
  bool equal_aspect() const override { return equal_; }

 private:
  void take_values(LayerInput& input) {
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
    grid_ = {field.values, shape[1], shape[0]};
    const auto odd = std::count_if(field.values.begin(), field.values.end(),
                                   [](double value) { return !std::isfinite(value); });
    if (odd > 0) input.note(fmt::format("{} of {} cells are not finite", odd, field.values.size()));
  }

  /// ", 64, 32": the middles of the axes after the second.
  static std::string middles(const std::vector<std::size_t>& shape) {
    std::string text;
    for (std::size_t axis = 2; axis < shape.size(); ++axis)
      text += fmt::format(", {}", shape[axis] / 2);
    return text;
  }

  static CellRow cells_of(const LayerInput& input, std::string_view role, std::size_t count) {
    // As imshow does: the middle of cell i stands at i.
    return input.has(role) ? cells_from(input, role, count) : CellRow{count, -0.5, 1};
  }

  void take_colors(LayerInput& input) {
    colors_ = ColorScale(input, grid_.values);
    if (colors_.norm().scale == job::AxisScale::Log &&
        std::none_of(grid_.values.begin(), grid_.values.end(),
                     [](double value) { return value > 0; }))
      input.note("no cell is above 0: norm = \"log\" shows none");
  }

  static AxisExtent along(const CellRow& cells, job::AxisScale scale) {
    AxisExtent extent;
    extent.include(cells.first_edge, scale);
    extent.include(cells.last_edge(), scale);
    extent.sticky = {cells.first_edge, cells.last_edge()};
    return extent;
  }

  std::vector<double> sampled(const PixelRow& across, const PixelRow& up, Quality quality) const {
    const bool mean = interpolation_ == "mean" ||
                      (interpolation_ == "auto" && (across.is_dense() || up.is_dense()));
    if (!mean) return nearest_cells(grid_, across, up);
    return quality == Quality::Exact ? mean_cells_exact(grid_, across, up)
                                     : mean_cells(grid_, across, up);
  }

  /// Opacity, premultiplied.
  void fade(std::vector<std::uint32_t>& pixels) const {
    if (alpha_ >= 1) return;
    for (std::uint32_t& pixel : pixels) {
      std::uint32_t faded = 0;
      for (int shift = 0; shift < 32; shift += 8) {
        const double channel = pixel >> shift & 0xFFu;
        faded |= static_cast<std::uint32_t>(std::lround(channel * alpha_)) << shift;
      }
      pixel = faded;
    }
  }

  /// Rows from the bottom become rows from the top.
  static void turn_over(std::vector<std::uint32_t>& pixels, std::size_t width) {
    const std::size_t height = pixels.size() / width;
    for (std::size_t row = 0; row < height / 2; ++row) {
      const auto at = [&](std::size_t r) {
        return pixels.begin() + static_cast<std::ptrdiff_t>(r * width);
      };
      std::swap_ranges(at(row), at(row + 1), at(height - 1 - row));
    }
  }

  Grid grid_;
  CellRow columns_, rows_;
  ColorScale colors_;
  std::string interpolation_;
  double alpha_ = 1;
  bool upper_ = false, equal_ = false;
};

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
       choice_option(
           "interpolation",
           "nearest: the cell under a pixel's middle; mean: of the finite cells that a pixel "
           "sees, by area; auto: mean where a pixel sees more than one cell, else nearest",
           {"auto", "nearest", "mean"}, "auto"),
       alpha_option()});
}

LayerKind describe_heatmap() {
  LayerKind kind;
  kind.entry.name = "heatmap";
  kind.entry.summary = "an array of two axes as colours; NaN is left blank";
  kind.entry.roles = {
      {"value", "rows and columns, two dimensions", true},
      {"x", "middles or edges of the columns, evenly spaced; 0, 1, ... when left out", false},
      {"y", "middles or edges of the rows, evenly spaced; 0, 1, ... when left out", false}};
  kind.entry.options = heatmap_options();
  kind.entry.example = R"([[figure.layer]]
kind = "heatmap"
value = "/fields/V"
cmap = "inferno"
limits = [0, 0.4]
colorbar_label = "V")";
  kind.make = [](LayerInput& input) -> std::unique_ptr<Layer> {
    return std::make_unique<Heatmap>(input);
  };
  return kind;
}

}  // namespace

const LayerKind& heatmap_entry() {
  static const LayerKind kind = describe_heatmap();
  return kind;
}

}  // namespace rankplot::render
