#include "painter/render/chart/resample.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "painter/render/chart/bars.hpp"

namespace rankplot::render {
namespace {

constexpr double kBlank = std::numeric_limits<double>::quiet_NaN();

/// The cells that a pixel sees: first to last, their shares of the pixel add up to 1.
struct Seen {
  std::size_t first = 0, last = 0;
  double low = 0, high = 0;  ///< in cells

  double share(std::size_t cell) const {
    if (first == last) return 1;
    const auto at = static_cast<double>(cell);
    return (std::min(high, at + 1) - std::max(low, at)) / (high - low);
  }
};

std::size_t cell_at(double place, std::size_t count) {
  return std::min(static_cast<std::size_t>(std::max(place, 0.0)), count - 1);
}

Seen seen_by(const PixelRow& row, std::size_t pixel, std::size_t count) {
  Seen seen;
  seen.low = std::min(row.edges[pixel], row.edges[pixel + 1]);
  seen.high = std::max(row.edges[pixel], row.edges[pixel + 1]);
  seen.first = cell_at(seen.low, count);
  const std::size_t end = static_cast<std::size_t>(std::ceil(seen.high));
  seen.last = std::clamp(end == 0 ? 0 : end - 1, seen.first, count - 1);
  return seen;
}

std::vector<Seen> seen_by_all(const PixelRow& row, std::size_t count) {
  std::vector<Seen> all(row.count());
  for (std::size_t p = 0; p < all.size(); ++p) all[p] = seen_by(row, p, count);
  return all;
}

/// Weighted sums of the finite values, and of their weights.
struct Sums {
  std::vector<double> value, weight;

  explicit Sums(std::size_t count) : value(count), weight(count) {}
  void clear() {
    std::fill(value.begin(), value.end(), 0);
    std::fill(weight.begin(), weight.end(), 0);
  }
};

void sum_across(std::span<const double> cells, const std::vector<Seen>& seen, Sums& sums) {
  for (std::size_t p = 0; p < seen.size(); ++p) {
    double value = 0, weight = 0;
    auto add = [&](std::size_t cell, double share) {
      const bool finite = std::isfinite(cells[cell]);
      value += finite ? share * cells[cell] : 0;
      weight += finite ? share : 0;
    };
    const Seen& pixel = seen[p];
    add(pixel.first, pixel.share(pixel.first));
    const double whole = 1 / (pixel.high - pixel.low);
    for (std::size_t c = pixel.first + 1; c < pixel.last; ++c) add(c, whole);
    if (pixel.last > pixel.first) add(pixel.last, pixel.share(pixel.last));
    sums.value[p] = value;
    sums.weight[p] = weight;
  }
}

}  // namespace

bool PixelRow::is_dense() const {
  for (std::size_t p = 0; p < count(); ++p) {
    if (std::abs(edges[p + 1] - edges[p]) > 1 + 1e-9) return true;
  }
  return false;
}

double CellRow::place_of(double value) const {
  if (edges.empty()) return (value - first_edge) / size;
  const bool up = edges.front() < edges.back();
  const auto beyond = std::partition_point(
      edges.begin(), edges.end(), [&](double edge) { return up ? edge <= value : edge >= value; });
  if (beyond == edges.begin()) return 0;
  if (beyond == edges.end()) return static_cast<double>(count);
  const double from = *(beyond - 1), to = *beyond;
  const double share = (value / 2 - from / 2) / (to / 2 - from / 2);
  return static_cast<double>(beyond - edges.begin() - 1) + share;
}

CellRow cells_between(std::vector<double> edges) {
  CellRow cells{edges.size() - 1, edges.front(), 1, {}};
  cells.edges = std::move(edges);
  return cells;
}

PixelRow pixels_of(const CellRow& cells, const Scale& scale, double low_px, double high_px) {
  PixelRow row;
  const double a = place_near_plot(scale, cells.first_edge, 2);
  const double b = place_near_plot(scale, cells.last_edge(), 2);
  double first = std::round(std::min(a, b));
  double last = std::round(std::max(a, b));
  if (last < low_px || first > high_px || !(low_px < high_px)) return row;
  if (last < first + 1) {
    first = std::floor((a + b) / 2);
    last = first + 1;
  }
  first = std::clamp(first, low_px, high_px - 1);
  last = std::clamp(last, first + 1, high_px);
  const auto most = static_cast<double>(cells.count);
  auto place = [&](double px) { return std::clamp(cells.place_of(scale.inverse(px)), 0.0, most); };
  row.first_px = static_cast<int>(first);
  for (double px = first; px <= last; ++px) row.edges.push_back(place(px));
  for (double px = first; px < last; ++px) row.centers.push_back(place(px + 0.5));
  return row;
}

std::vector<double> nearest_cells(const Grid& grid, const PixelRow& across, const PixelRow& up) {
  std::vector<std::size_t> columns(across.count());
  for (std::size_t p = 0; p < columns.size(); ++p)
    columns[p] = cell_at(across.centers[p], grid.columns);
  std::vector<double> shown;
  shown.reserve(across.count() * up.count());
  for (double center : up.centers) {
    const auto row = grid.values.subspan(cell_at(center, grid.rows) * grid.columns, grid.columns);
    for (std::size_t column : columns) shown.push_back(row[column]);
  }
  return shown;
}

namespace {

/// The two cells whose middles a place lies between, and the second one's weight.
struct Pair {
  std::size_t first = 0, second = 0;
  double share = 0;
};

std::vector<Pair> pairs_of(const PixelRow& row, std::size_t count) {
  std::vector<Pair> pairs;
  pairs.reserve(row.count());
  for (const double center : row.centers) {
    const double place = std::clamp(center - 0.5, 0.0, static_cast<double>(count - 1));
    const std::size_t first = cell_at(place, count);
    pairs.push_back({first, std::min(first + 1, count - 1), place - static_cast<double>(first)});
  }
  return pairs;
}

}  // namespace

std::vector<double> bilinear_cells(const Grid& grid, const PixelRow& across, const PixelRow& up) {
  const std::vector<Pair> columns = pairs_of(across, grid.columns), rows = pairs_of(up, grid.rows);
  std::vector<double> shown;
  shown.reserve(columns.size() * rows.size());
  for (const Pair& row : rows) {
    const auto low = grid.values.subspan(row.first * grid.columns, grid.columns);
    const auto high = grid.values.subspan(row.second * grid.columns, grid.columns);
    for (const Pair& column : columns) {
      double value = 0, weight = 0;
      const auto add = [&](double cell, double by) {
        if (by <= 0 || !std::isfinite(cell)) return;
        value += by * cell;
        weight += by;
      };
      add(low[column.first], (1 - row.share) * (1 - column.share));
      add(low[column.second], (1 - row.share) * column.share);
      add(high[column.first], row.share * (1 - column.share));
      add(high[column.second], row.share * column.share);
      shown.push_back(weight > 0 ? value / weight : kBlank);
    }
  }
  return shown;
}

std::vector<double> mean_cells(const Grid& grid, const PixelRow& across, const PixelRow& up) {
  const std::vector<Seen> columns = seen_by_all(across, grid.columns);
  const std::size_t width = across.count();
  Sums of_row(width), of_pixels(width);
  std::size_t summed_row = grid.rows;  // which row `of_row` holds: neighbouring pixels share one
  std::vector<double> shown;
  shown.reserve(width * up.count());
  for (std::size_t p = 0; p < up.count(); ++p) {
    const Seen rows = seen_by(up, p, grid.rows);
    of_pixels.clear();
    for (std::size_t r = rows.first; r <= rows.last; ++r) {
      if (r != summed_row) {
        sum_across(grid.values.subspan(r * grid.columns, grid.columns), columns, of_row);
        summed_row = r;
      }
      const double share = rows.share(r);
      for (std::size_t i = 0; i < width; ++i) {
        of_pixels.value[i] += share * of_row.value[i];
        of_pixels.weight[i] += share * of_row.weight[i];
      }
    }
    for (std::size_t i = 0; i < width; ++i) {
      shown.push_back(of_pixels.weight[i] > 0 ? of_pixels.value[i] / of_pixels.weight[i] : kBlank);
    }
  }
  return shown;
}

std::vector<double> mean_cells_exact(const Grid& grid, const PixelRow& across, const PixelRow& up) {
  std::vector<double> shown;
  shown.reserve(across.count() * up.count());
  for (std::size_t y = 0; y < up.count(); ++y) {
    const Seen rows = seen_by(up, y, grid.rows);
    for (std::size_t x = 0; x < across.count(); ++x) {
      const Seen columns = seen_by(across, x, grid.columns);
      double value = 0, weight = 0;
      for (std::size_t r = rows.first; r <= rows.last; ++r) {
        for (std::size_t c = columns.first; c <= columns.last; ++c) {
          const double cell = grid.values[r * grid.columns + c];
          if (!std::isfinite(cell)) continue;
          const double share = rows.share(r) * columns.share(c);
          value += share * cell;
          weight += share;
        }
      }
      shown.push_back(weight > 0 ? value / weight : kBlank);
    }
  }
  return shown;
}

}  // namespace rankplot::render
