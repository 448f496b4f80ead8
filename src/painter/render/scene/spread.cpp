#include "painter/render/scene/spread.hpp"

#include <algorithm>
#include <cmath>

namespace rankplot::scene {
namespace {

/// Points along each axis that are `step` apart or more.
std::array<std::size_t, 3> numbers_at(double step, const Vector& sides,
                                      const std::array<std::size_t, 3>& most) {
  std::array<std::size_t, 3> numbers{};
  for (std::size_t axis = 0; axis < 3; ++axis) {
    const double fitting = std::floor(sides[axis] / step + 1e-9) + 1;
    numbers[axis] = fitting < static_cast<double>(most[axis])
                        ? std::max<std::size_t>(1, static_cast<std::size_t>(fitting))
                        : most[axis];
  }
  return numbers;
}

std::size_t product(const std::array<std::size_t, 3>& numbers) {
  return numbers[0] * numbers[1] * numbers[2];
}

}  // namespace

std::vector<std::size_t> every(std::size_t n, std::size_t count) {
  const std::size_t kept = std::min(n, count);
  std::vector<std::size_t> picks(kept);
  // In the middle of equal parts. Doubles count places exactly to 2^53.
  const double part = static_cast<double>(n) / static_cast<double>(std::max<std::size_t>(1, kept));
  for (std::size_t i = 0; i < kept; ++i)
    picks[i] = std::min(n - 1, static_cast<std::size_t>((static_cast<double>(i) + 0.5) * part));
  return picks;
}

Spread spread_over(const Grid& grid, std::size_t count, std::optional<Layered> layer) {
  std::array<std::size_t, 3> most = grid.count;
  if (layer) most[layer->axis] = 1;
  Vector sides;
  double longest = 0;
  for (std::size_t axis = 0; axis < 3; ++axis) {
    sides[axis] = most[axis] > 1 ? grid.box.high[axis] - grid.box.low[axis] : 0;
    longest = std::max(longest, sides[axis]);
  }
  Spread spread;
  if (!(longest > 0)) longest = 1;
  // From far too fine, coarser by little steps: the finest that has no more than wanted.
  constexpr double kCoarser = 1.02;
  spread.step = longest / static_cast<double>(*std::max_element(most.begin(), most.end()));
  auto numbers = numbers_at(spread.step, sides, most);
  while (product(numbers) > count) {
    spread.step *= kCoarser;
    numbers = numbers_at(spread.step, sides, most);
  }
  std::array<std::vector<std::size_t>, 3> picks;
  for (std::size_t axis = 0; axis < 3; ++axis) picks[axis] = every(most[axis], numbers[axis]);
  if (layer) picks[layer->axis] = {layer->index};
  spread.points.reserve(product(numbers));
  for (const std::size_t k : picks[2])
    for (const std::size_t j : picks[1])
      for (const std::size_t i : picks[0])
        spread.points.push_back((k * grid.count[1] + j) * grid.count[0] + i);
  return spread;
}

}  // namespace rankplot::scene
