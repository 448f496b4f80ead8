#include "rank/app/look.hpp"

#include <gtest/gtest.h>

#include "core/base/error.hpp"

using namespace rankplot;
using namespace rankplot::app;

namespace {

/// Figure 0 of steps 000, 100, 200 and figure 1 of run a; figure 0 is refused at step 000.
plan::Plan small_plan() {
  plan::Plan plan;
  plan.refusals.push_back({{0, 0, 1}, {{"step", "000"}}, "too large"});
  plan::Task task;
  task.id = 0;
  task.captures = {{"step", "100"}};
  task.pictures = {{1, 0, 2}};
  plan.tasks.push_back(task);
  task.id = 1;
  task.captures = {{"step", "200"}};
  task.pictures = {{2, 0, 3}};
  plan.tasks.push_back(task);
  task.id = 2;
  task.captures = {{"run", "a"}};
  task.pictures = {{3, 1, 1}};
  plan.tasks.push_back(task);
  plan.picture_count = 4;
  return plan;
}

std::string error_of(const std::vector<std::string>& cases) {
  try {
    pictures_of(small_plan(), {false, cases});
  } catch (const base::Error& error) {
    return error.what();
  }
  return "";
}

}  // namespace

TEST(Look, TakesTheFirstPictureOfEachFigureThatCanBeDrawn) {
  EXPECT_EQ(pictures_of(small_plan(), {true, {}}), (std::set<std::uint64_t>{1, 3}));
}

TEST(Look, KeepsTheRefusalOfAFigureOfWhichNothingCanBeDrawn) {
  plan::Plan plan = small_plan();
  plan.tasks.erase(plan.tasks.begin(), plan.tasks.begin() + 2);
  EXPECT_EQ(pictures_of(plan, {true, {}}), (std::set<std::uint64_t>{0, 3}));
}

TEST(Look, TakesAnyOfTheCasesAndComparesNumbersAsNumbers) {
  EXPECT_EQ(pictures_of(small_plan(), {false, {"step=0", "step=2e2"}}),
            (std::set<std::uint64_t>{0, 2}));
  EXPECT_EQ(pictures_of(small_plan(), {true, {"step=0", "step=2e2"}}),
            (std::set<std::uint64_t>{2}));
}

TEST(Look, LeavesTheOtherPicturesOutAndTheirNumbersAsTheyAre) {
  plan::Plan plan = small_plan();
  leave_only(plan, {0, 2});
  EXPECT_EQ(plan.refusals.size(), 1u);
  ASSERT_EQ(plan.tasks.size(), 1u);
  EXPECT_EQ(plan.tasks[0].pictures.at(0).id, 2u);
  EXPECT_EQ(plan.picture_count, 4u);
}

TEST(Look, SaysWhatCasesThereAre) {
  EXPECT_EQ(error_of({"step"}),
            "case step: a case is NAME=VALUE, as in step=100 or step=100,run=a");
  EXPECT_EQ(error_of({"stp=100"}),
            "case stp=100: no figure has a capture 'stp'; did you mean 'step'?; captures: run, "
            "step");
  EXPECT_EQ(error_of({"step=50"}),
            "case step=50: 'step' is never 50; it has 3 values, from 000 to 200");
  EXPECT_EQ(error_of({"step=100,run=a"}),
            "case step=100,run=a: no case has all of these values together");
}
