#include "painter/render/chart/shown_values.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <numeric>

namespace rankplot::render {

ShownValues shown_values(std::span<const double> values, double floor) {
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  constexpr std::size_t kLanes = 4;  // one after the other, each would wait for the one before
  std::array<double, kLanes> low, high;
  std::array<std::size_t, kLanes> count{};
  low.fill(kInfinity);
  high.fill(-kInfinity);
  const auto take = [&](double value, std::size_t lane) {
    const bool shown = value > floor && value < kInfinity;
    const double up = shown ? value : kInfinity, down = shown ? value : -kInfinity;
    low[lane] = up < low[lane] ? up : low[lane];
    high[lane] = down > high[lane] ? down : high[lane];
    count[lane] += shown ? 1 : 0;
  };
  std::size_t i = 0;
  for (; i + kLanes <= values.size(); i += kLanes)
    for (std::size_t lane = 0; lane < kLanes; ++lane) take(values[i + lane], lane);
  for (; i < values.size(); ++i) take(values[i], 0);
  return {{*std::min_element(low.begin(), low.end()), *std::max_element(high.begin(), high.end())},
          std::accumulate(count.begin(), count.end(), std::size_t{0})};
}

}  // namespace rankplot::render
