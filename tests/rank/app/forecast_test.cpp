#include "rank/app/forecast.hpp"

#include <gtest/gtest.h>

using namespace rankplot;
using namespace rankplot::app;

namespace {

/// Tasks of these costs, each drawing one picture of the figure given.
plan::Plan plan_of(const std::vector<std::uint64_t>& costs,
                   const std::vector<std::uint32_t>& figures) {
  plan::Plan plan;
  for (std::size_t i = 0; i < costs.size(); ++i) {
    plan::Task& task = plan.tasks.emplace_back();
    task.id = i;
    task.cost_bytes = costs[i];
    task.pictures = {{i, figures[i], i + 1}};
  }
  plan.picture_count = costs.size();
  return plan;
}

}  // namespace

TEST(Forecast, ChoosesTasksAtEvenStepsOfCostForEachSetOfFigures) {
  const plan::Plan plan = plan_of({60, 10, 40, 20, 50, 30, 5}, {0, 0, 0, 0, 0, 0, 1});
  // Of figure 0 by cost: 10 20 30 40 50 60; the middles of its halves are the second and the fifth.
  EXPECT_EQ(representative_tasks(plan, 2), (std::vector<std::size_t>{3, 4, 6}));
  EXPECT_EQ(representative_tasks(plan, 100).size(), 7u);
}

TEST(Forecast, ScalesByCostWithinTasksThatDrawTheSameFigures) {
  const plan::Plan plan = plan_of({10, 10, 20, 4}, {0, 0, 0, 1});
  Measured measured;
  measured.tasks = {0, 3};
  measured.busy_s = {1.0, 0.5};
  measured.wall_s = 1.5;
  measured.painters = 1;
  // Figure 0: 40 of cost at 10 a second; figure 1: as measured. One painter: as long as it works.
  EXPECT_DOUBLE_EQ(scaled(plan, measured, 1).busy_s, 4.5);
  EXPECT_DOUBLE_EQ(scaled(plan, measured, 1).wall_s, 4.5);
  EXPECT_DOUBLE_EQ(scaled(plan, measured, 2).wall_s, 2.25);
}

TEST(Forecast, IsNoLessThanTheLongestTask) {
  const plan::Plan plan = plan_of({100, 1, 1}, {0, 0, 0});
  const Scaled all = scaled(plan, {{1, 2}, {0.1, 0.1}, 0.1, 2}, 2);
  EXPECT_DOUBLE_EQ(all.busy_s, 10.2);
  EXPECT_DOUBLE_EQ(all.wall_s, 10.0);
}

TEST(Forecast, KnowsThatAPainterReadsDrawsAndSavesAtOnce) {
  // Two seconds of a painter's stages took one on the clock.
  const plan::Plan plan = plan_of({10, 10, 10, 10}, {0, 0, 0, 0});
  EXPECT_DOUBLE_EQ(scaled(plan, {{0, 1}, {1.0, 1.0}, 1.0, 1}, 1).wall_s, 2.0);
}
