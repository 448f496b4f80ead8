#include "painter/record/gray_scott.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>

namespace rankplot::record {
namespace {

double mean(const std::vector<float>& values) {
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

TEST(GrayScott, TakesTheEulerStepOfItsEquations) {
  // One cell is its own four neighbours, so nothing diffuses and only the reaction is left.
  GrayScott state(1, 3);
  const double u = state.u()[0];
  const double v = state.v()[0];
  ASSERT_EQ(u, 0.5);
  state.step();
  EXPECT_NEAR(state.u()[0], u - u * v * v + 0.0545 * (1 - u), 1e-6);
  EXPECT_NEAR(state.v()[0], v + u * v * v - (0.0545 + 0.062) * v, 1e-6);
}

TEST(GrayScott, KeepsWhatDiffusesWhereNothingReacts) {
  // d mean(U)/dt = -mean(U V^2) + F (1 - mean U): diffusion on a periodic grid cancels in the mean.
  GrayScott state(40, 5);
  double reaction = 0;
  for (std::size_t i = 0; i < state.u().size(); ++i) {
    reaction += static_cast<double>(state.u()[i]) * state.v()[i] * state.v()[i];
  }
  reaction /= static_cast<double>(state.u().size());
  const double before = mean(state.u());
  state.step();
  EXPECT_NEAR(mean(state.u()), before - reaction + 0.0545 * (1 - before), 1e-6);
}

TEST(GrayScott, GrowsAPatternThatFillsTheGrid) {
  GrayScott state(128, 1);
  for (int i = 0; i < 2000; ++i) state.step();
  const auto& v = state.v();
  EXPECT_LT(*std::min_element(v.begin(), v.end()), 0.02f);
  EXPECT_GT(*std::max_element(v.begin(), v.end()), 0.3f);
  const auto grown = std::count_if(v.begin(), v.end(), [](float value) { return value > 0.15f; });
  EXPECT_GT(grown, 128 * 128 / 5);  // a fifth of the cells
}

TEST(GrayScott, WorksOnEveryGridDownToOneCell) {
  for (const std::size_t grid : {1u, 2u, 3u, 17u}) {
    GrayScott state(grid, 1);
    for (int i = 0; i < 10; ++i) state.step();
    for (const float value : state.u()) EXPECT_TRUE(value >= 0 && value <= 1) << grid;
  }
}

}  // namespace
}  // namespace rankplot::record
