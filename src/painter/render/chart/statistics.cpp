#include "painter/render/chart/statistics.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace rankplot::render {
namespace {

constexpr std::size_t kBinAbove = 4096, kBins = 2048;

/// Values and how often each: many are counted into narrow bins, by distance to the two next ones.
struct Weighted {
  std::vector<double> values, weights;
};

Weighted thinned(std::span<const double> ascending) {
  Weighted out;
  if (ascending.size() <= kBinAbove) {
    out.values.assign(ascending.begin(), ascending.end());
    out.weights.assign(out.values.size(), 1.0);
    return out;
  }
  const double low = ascending.front(), step = (ascending.back() - low) / (kBins - 1);
  out.weights.assign(kBins, 0.0);
  for (std::size_t i = 0; i < kBins; ++i) out.values.push_back(low + step * static_cast<double>(i));
  for (const double value : ascending) {
    const double place = (value - low) / step;
    const auto bin = std::min(static_cast<std::size_t>(place), kBins - 2);
    const double share = place - static_cast<double>(bin);
    out.weights[bin] += 1 - share;
    out.weights[bin + 1] += share;
  }
  return out;
}

double deviation(std::span<const double> values) {
  const auto count = static_cast<double>(values.size());
  double mean = 0, squares = 0;
  for (const double value : values) mean += value / count;
  for (const double value : values) squares += (value - mean) * (value - mean) / (count - 1);
  return std::sqrt(squares);
}

}  // namespace

std::vector<double> sorted_finite(std::span<const double> values) {
  std::vector<double> kept;
  for (const double value : values)
    if (std::isfinite(value)) kept.push_back(value);
  std::sort(kept.begin(), kept.end());
  return kept;
}

double quantile(std::span<const double> ascending, double share) {
  if (ascending.empty()) return std::numeric_limits<double>::quiet_NaN();
  const double place = share * static_cast<double>(ascending.size() - 1);
  const auto low = static_cast<std::size_t>(place);
  const std::size_t high = std::min(low + 1, ascending.size() - 1);
  const double part = place - static_cast<double>(low);
  return ascending[low] * (1 - part) + ascending[high] * part;
}

BoxSummary summarise(std::span<const double> ascending, double reach) {
  BoxSummary box;
  box.low_quartile = quantile(ascending, 0.25);
  box.median = quantile(ascending, 0.5);
  box.high_quartile = quantile(ascending, 0.75);
  const double range = box.high_quartile - box.low_quartile;
  const double low = box.low_quartile - reach * range, high = box.high_quartile + reach * range;
  box.low_whisker = box.low_quartile;
  box.high_whisker = box.high_quartile;
  for (const double value : ascending) {
    box.mean += value / static_cast<double>(ascending.size());
    if (value < low || value > high) {
      box.outliers.push_back(value);
      continue;
    }
    box.low_whisker = std::min(box.low_whisker, value);
    box.high_whisker = std::max(box.high_whisker, value);
  }
  return box;
}

std::vector<double> kernel_density(std::span<const double> ascending,
                                   std::span<const double> places, double factor) {
  std::vector<double> density(places.size(), 0.0);
  if (ascending.empty()) return density;
  if (ascending.front() == ascending.back()) {
    for (std::size_t i = 0; i < places.size(); ++i) density[i] = places[i] == ascending[0] ? 1 : 0;
    return density;
  }
  const auto count = static_cast<double>(ascending.size());
  const double width = deviation(ascending) * std::pow(count, -0.2) * factor;
  const double height = 1 / (count * width * std::sqrt(2 * std::numbers::pi));
  const Weighted data = thinned(ascending);
  for (std::size_t i = 0; i < places.size(); ++i) {
    double sum = 0;
    for (std::size_t k = 0; k < data.values.size(); ++k) {
      const double away = (places[i] - data.values[k]) / width;
      if (std::abs(away) < 8) sum += data.weights[k] * std::exp(-away * away / 2);
    }
    density[i] = sum * height;
  }
  return density;
}

}  // namespace rankplot::render
