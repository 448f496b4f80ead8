#include "painter/render/chart/bins.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace rankplot::render {
namespace {

/// NumPy's default percentile (linear between neighbours); `values` are not empty and reordered.
double quantile(std::vector<double>& values, double share) {
  const double place = share * static_cast<double>(values.size() - 1);
  const auto below = static_cast<std::ptrdiff_t>(place);
  const auto at = values.begin() + below;
  std::nth_element(values.begin(), at, values.end());
  const double rest = place - static_cast<double>(below);
  if (rest == 0) return *at;
  const double next = *std::min_element(at + 1, values.end());
  return *at * (1 - rest) + next * rest;
}

/// The bin whose edges hold the value: guessed as if bins were even, searched for where that is
/// wrong.
std::size_t bin_of(double value, std::span<const double> edges, double low, double per_unit) {
  const std::size_t last = edges.size() - 2;
  const double guess = (value / 2 - low) * per_unit;
  const auto bin = static_cast<std::size_t>(std::clamp(guess, 0.0, static_cast<double>(last)));
  if (value >= edges[bin] && value < edges[bin + 1]) return bin;
  const auto above = std::upper_bound(edges.begin(), edges.end(), value);
  return std::min(static_cast<std::size_t>(above - edges.begin()) - 1, last);
}

}  // namespace

Range bin_range(std::span<const double> values) {
  double low = std::numeric_limits<double>::infinity();
  double high = -low;
  for (double value : values) {
    if (!std::isfinite(value)) continue;
    low = std::min(low, value);
    high = std::max(high, value);
  }
  if (low > high) return {0, 1};
  if (low < high) return {low, high};
  if (low - 0.5 < low && high + 0.5 > high) return {low - 0.5, high + 0.5};
  return nonsingular({low, high});
}

std::size_t automatic_bin_count(std::span<const double> values, const Range& range) {
  std::vector<double> inside;
  for (double value : values) {
    if (value >= range.low && value <= range.high) inside.push_back(value);
  }
  if (inside.empty()) return 1;
  const auto [least, most] = std::minmax_element(inside.begin(), inside.end());
  const double half_extent = *most / 2 - *least / 2;
  const auto count = static_cast<double>(inside.size());
  double half_width = half_extent / (std::log2(count) + 1);
  const double low_quartile = quantile(inside, 0.25);
  const double half_iqr = quantile(inside, 0.75) / 2 - low_quartile / 2;
  const double half_freedman = 2 * half_iqr / std::cbrt(count);
  if (half_freedman > 0) half_width = std::min(half_width, half_freedman);
  if (!(half_width > 0)) return 1;
  const double bins = std::ceil((range.high / 2 - range.low / 2) / half_width);
  return static_cast<std::size_t>(std::clamp(bins, 1.0, static_cast<double>(kMostBins)));
}

std::vector<double> even_edges(const Range& range, std::size_t count) {
  std::vector<double> edges(count + 1);
  const double half_extent = range.high / 2 - range.low / 2;
  for (std::size_t i = 0; i < count; ++i) {
    const double share = static_cast<double>(i) / static_cast<double>(count);
    edges[i] = range.low + half_extent * share + half_extent * share;
  }
  edges[count] = range.high;
  return edges;
}

std::vector<double> bin_sums(std::span<const double> values, std::span<const double> weights,
                             std::span<const double> edges) {
  std::vector<double> sums(edges.size() - 1);
  const double low = edges.front() / 2;
  const double per_unit = static_cast<double>(sums.size()) / (edges.back() / 2 - low);
  const bool even_enough = std::isfinite(per_unit);
  for (std::size_t i = 0; i < values.size(); ++i) {
    const double value = values[i];
    if (!(value >= edges.front() && value <= edges.back())) continue;
    const double weight = weights.empty() ? 1 : weights[i];
    if (!std::isfinite(weight)) continue;
    sums[bin_of(value, edges, low, even_enough ? per_unit : 0)] += weight;
  }
  return sums;
}

}  // namespace rankplot::render
