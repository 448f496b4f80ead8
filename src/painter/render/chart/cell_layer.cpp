#include "painter/render/chart/cell_layer.hpp"

#include <algorithm>
#include <cmath>

#include "painter/render/chart/polar.hpp"

namespace rankplot::render {
namespace {

constexpr double kUneven = 1e-3;  ///< of a cell: how far even coordinates may be from equal steps

bool are_even(std::span<const double> places, double step) {
  for (std::size_t i = 0; i < places.size(); ++i)
    if (!(std::abs(places[i] - (places.front() + step * static_cast<double>(i))) <=
          kUneven * std::abs(step)))
      return false;
  return true;
}

/// Half way between the middles, the outer ones as far out, as in matplotlib.
std::vector<double> edges_between(std::span<const double> middles) {
  const std::size_t last = middles.size() - 1;
  std::vector<double> edges{middles[0] - (middles[1] / 2 - middles[0] / 2)};
  for (std::size_t i = 0; i < last; ++i) edges.push_back(middles[i] / 2 + middles[i + 1] / 2);
  edges.push_back(middles[last] + (middles[last] / 2 - middles[last - 1] / 2));
  return edges;
}

void check_direction(const LayerInput& input, std::string_view role,
                     std::span<const double> places) {
  const bool up = places.size() < 2 || places[0] < places[1];
  for (std::size_t i = 0; i < places.size(); ++i) {
    const bool right = std::isfinite(places[i]) &&
                       (i == 0 || (up ? places[i - 1] < places[i] : places[i - 1] > places[i]));
    if (!right)
      input.refuse(
          fmt::format("{} = \"{}\" neither ascends nor descends: value {} is {}; leave {} out to "
                      "count cells",
                      role, input.written(role), i, places[i], role));
  }
}

class CellLayer : public Layer {
 public:
  explicit CellLayer(CellPicture picture) : picture_(std::move(picture)) {
    grid_ = {picture_.own.empty() ? picture_.values : std::span<const double>(picture_.own),
             picture_.columns.count, picture_.rows.count};
  }

  Extent extent(const AxisScales& scales) const override {
    Extent extent{along(picture_.columns, scales.x), along(picture_.rows, scales.y)};
    extent.y.inverted = picture_.upper;
    return extent;
  }

  void paint(Canvas& canvas, const Mapping& given) const override {
    const int finer = canvas.fineness();
    const Mapping mapping = finer == 1 ? given : given.finer(finer);
    if (mapping.polar) return paint_round(canvas, mapping, given.plot);
    const Rectangle& plot = mapping.plot;
    const PixelRow across = pixels_of(picture_.columns, mapping.x, plot.left, plot.right);
    const PixelRow up = pixels_of(picture_.rows, mapping.y, plot.bottom, plot.top);
    if (across.count() == 0 || up.count() == 0) return;
    if (finer > 1 && shows_each_cell(mapping, across, up)) {
      paint_cells(canvas, given);
      return;
    }
    const std::vector<double> values = sampled(across, up, canvas.quality());
    const std::vector<std::uint32_t> pixels = colored(values, across.count(), canvas.quality());
    const double left = across.first_px, bottom = up.first_px;
    const auto width = static_cast<int>(across.count()), height = static_cast<int>(up.count());
    canvas.image({left / finer, bottom / finer, (left + width) / finer, (bottom + height) / finer},
                 pixels, width, height);
  }

  std::optional<ColorBarRequest> color_bar() const override { return picture_.colors.bar(); }
  bool equal_aspect() const override { return picture_.equal; }

 private:
  static double first_edge(const CellRow& cells) {
    return cells.edges.empty() ? cells.first_edge : cells.edges.front();
  }

  static AxisExtent along(const CellRow& cells, job::AxisScale scale) {
    AxisExtent extent;
    const double first = first_edge(cells);
    extent.include(first, scale);
    extent.include(cells.last_edge(), scale);
    if (!cells.edges.empty() && extent.empty())  // a log axis that begins within the cells
      for (const double edge : cells.edges) extent.include(edge, scale);
    extent.sticky = {first, cells.last_edge()};
    return extent;
  }

  /// The cell under each pixel's middle, as far as there are cells; into `area`.
  void paint_round(Canvas& canvas, const Mapping& mapping, const Rectangle& area) const {
    if (picture_.interpolation == "bilinear" || picture_.interpolation == "mean")
      base::fail("interpolation = \"{}\" has no polar form: right would be \"nearest\"",
                 picture_.interpolation);
    const Rectangle& plot = mapping.plot;
    const auto width = static_cast<std::size_t>(plot.width());
    const auto height = static_cast<std::size_t>(plot.height());
    std::vector<double> values(width * height, 0.0);
    std::vector<bool> covered(values.size());
    for (std::size_t i = 0; i < values.size(); ++i) {
      const double x = plot.left + static_cast<double>(i % width) + 0.5;
      const double y = plot.top - static_cast<double>(i / width) - 0.5;
      if (const auto cell = cell_under(mapping, x, y)) {
        values[i] = grid_.values[*cell];
        covered[i] = true;
      }
    }
    std::vector<std::uint32_t> pixels(values.size());
    picture_.colors.map(values, pixels, canvas.quality());
    fade(pixels);
    for (std::size_t i = 0; i < pixels.size(); ++i)
      if (!covered[i]) pixels[i] = 0;
    canvas.image(area, pixels, static_cast<int>(width), static_cast<int>(height));
  }

  static bool covers(const CellRow& cells, double value) {
    const double first = first_edge(cells), last = cells.last_edge();
    return value >= std::min(first, last) && value <= std::max(first, last);
  }

  std::optional<std::size_t> cell_under(const Mapping& mapping, double x_px, double y_px) const {
    const double first = std::min(first_edge(picture_.columns), picture_.columns.last_edge());
    const PolarSpot spot = spot_under(mapping, x_px, y_px, first);
    if (!covers(picture_.columns, spot.angle) || !covers(picture_.rows, spot.distance))
      return std::nullopt;
    const auto cell = [](const CellRow& cells, double value) {
      return std::min(static_cast<std::size_t>(std::max(0.0, cells.place_of(value))),
                      cells.count - 1);
    };
    return cell(picture_.rows, spot.distance) * grid_.columns + cell(picture_.columns, spot.angle);
  }

  /// Premultiplied, rows from the top; `values` come from the bottom.
  std::vector<std::uint32_t> colored(std::span<const double> values, std::size_t width,
                                     Quality quality) const {
    std::vector<std::uint32_t> pixels(values.size());
    picture_.colors.map(values, pixels, quality);
    fade(pixels);
    turn_over(pixels, width);
    return pixels;
  }

  /// Whether all cells, all in sight, are rectangles of one size with a colour each.
  bool shows_each_cell(const Mapping& mapping, const PixelRow& across, const PixelRow& up) const {
    const auto even = [](const CellRow& cells, const Scale& scale) {
      return cells.edges.empty() && scale.kind() == job::AxisScale::Linear;
    };
    const auto within = [](const CellRow& cells, const Scale& scale) {
      const double low = std::min(scale.low(), scale.high()) - std::abs(cells.size);
      const double high = std::max(scale.low(), scale.high()) + std::abs(cells.size);
      return std::min(cells.first_edge, cells.last_edge()) >= low &&
             std::max(cells.first_edge, cells.last_edge()) <= high;
    };
    const bool nearest = picture_.interpolation == "nearest" || picture_.interpolation == "auto";
    return nearest && !across.is_dense() && !up.is_dense() && even(picture_.columns, mapping.x) &&
           even(picture_.rows, mapping.y) && within(picture_.columns, mapping.x) &&
           within(picture_.rows, mapping.y);
  }

  /// As an image of a pixel a cell.
  void paint_cells(Canvas& canvas, const Mapping& mapping) const {
    const double left = mapping.x(picture_.columns.first_edge);
    const double right = mapping.x(picture_.columns.last_edge());
    const double bottom = mapping.y(picture_.rows.first_edge);
    const double top = mapping.y(picture_.rows.last_edge());
    const std::size_t columns = grid_.columns, rows = grid_.rows;
    std::vector<double> values(grid_.values.begin(), grid_.values.end());
    const auto row = [&](std::size_t r) {
      return values.begin() + static_cast<std::ptrdiff_t>(r * columns);
    };
    if (top < bottom)
      for (std::size_t r = 0; r < rows / 2; ++r)
        std::swap_ranges(row(r), row(r + 1), row(rows - 1 - r));
    if (right < left)
      for (std::size_t r = 0; r < rows; ++r) std::reverse(row(r), row(r + 1));
    canvas.image({std::min(left, right), std::min(bottom, top), std::max(left, right),
                  std::max(bottom, top)},
                 colored(values, columns, canvas.quality()), static_cast<int>(columns),
                 static_cast<int>(rows));
  }

  std::vector<double> sampled(const PixelRow& across, const PixelRow& up, Quality quality) const {
    const std::string& interpolation = picture_.interpolation;
    const bool dense = across.is_dense() || up.is_dense();
    if (interpolation == "bilinear" && !dense) return bilinear_cells(grid_, across, up);
    const bool mean = interpolation == "mean" || (interpolation != "nearest" && dense);
    if (!mean) return nearest_cells(grid_, across, up);
    return quality == Quality::Exact ? mean_cells_exact(grid_, across, up)
                                     : mean_cells(grid_, across, up);
  }

  /// Opacity, premultiplied.
  void fade(std::vector<std::uint32_t>& pixels) const {
    if (picture_.alpha >= 1) return;
    for (std::uint32_t& pixel : pixels) {
      std::uint32_t faded = 0;
      for (int shift = 0; shift < 32; shift += 8) {
        const double channel = pixel >> shift & 0xFFu;
        faded |= static_cast<std::uint32_t>(std::lround(channel * picture_.alpha)) << shift;
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

  CellPicture picture_;
  Grid grid_;
};

}  // namespace

std::unique_ptr<Layer> make_cells(CellPicture picture) {
  return std::make_unique<CellLayer>(std::move(picture));
}

CellRow cells_of_role(const LayerInput& input, std::string_view role, std::size_t count) {
  const auto places = input.row(role);
  const bool middles = places.size() == count;
  if (!middles && places.size() != count + 1)
    input.refuse(
        fmt::format("{} = \"{}\" has {} values; right would be {} (the cells' middles) or "
                    "{} (their edges)",
                    role, input.written(role), places.size(), count, count + 1));
  check_direction(input, role, places);
  CellRow even{count, places.front(), 1, {}};
  if (places.size() > 1)
    even.size = (places.back() - places.front()) / static_cast<double>(places.size() - 1);
  if (places.size() < 2 || are_even(places, even.size)) {
    if (middles) even.first_edge -= even.size / 2;
    return even;
  }
  return cells_between(middles ? edges_between(places)
                               : std::vector<double>(places.begin(), places.end()));
}

}  // namespace rankplot::render
