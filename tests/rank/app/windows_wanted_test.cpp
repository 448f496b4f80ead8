#include "rank/app/windows_wanted.hpp"

#include <gtest/gtest.h>

#include "core/base/error.hpp"

namespace rankplot::app {
namespace {

job::Job job_of(const std::vector<std::string>& figures) {
  job::Job job;
  job.file = "job.toml";
  for (const std::string& name : figures) job.figures.emplace_back().name = name;
  return job;
}

/// Figure 0 of n = 1 to `cases`, and figure 1 of n = 1 in the same task.
plan::Plan plan_of(std::uint64_t cases) {
  plan::Plan plan;
  for (std::uint64_t n = 1; n <= cases; ++n) {
    plan::Task& task = plan.tasks.emplace_back();
    task.id = n - 1;
    task.captures = {{"n", std::to_string(n)}};
    task.pictures.push_back({plan.picture_count++, 0, n});
    if (n == 1) task.pictures.push_back({plan.picture_count++, 1, 1});
  }
  return plan;
}

std::vector<std::string> names(const std::vector<WindowWanted>& windows) {
  std::vector<std::string> names;
  for (const WindowWanted& window : windows) names.push_back(window.name);
  return names;
}

/// The places of a window's cases in their figure.
std::vector<std::uint64_t> order(const WindowWanted& window) {
  std::vector<std::uint64_t> order;
  for (const plan::Task& task : window.cases) order.push_back(task.pictures.at(0).index);
  return order;
}

std::string error_of(std::uint64_t cases, const std::vector<std::string>& choices) {
  try {
    windows_wanted(job_of({"v", "w"}), plan_of(cases), choices);
  } catch (const base::Error& error) {
    return error.what();
  }
  return "";
}

TEST(WindowsWanted, AreAllPicturesWhereNothingIsChosen) {
  const auto windows = windows_wanted(job_of({"v", "w"}), plan_of(3), {});
  EXPECT_EQ(names(windows), (std::vector<std::string>{"v:n=1", "v:n=2", "v:n=3", "w:n=1"}));
}

TEST(WindowsWanted, BeginWithTheirCaseAndGoAround) {
  const auto windows = windows_wanted(job_of({"v", "w"}), plan_of(4), {"v:n=3"});
  ASSERT_EQ(windows.size(), 1u);
  EXPECT_EQ(order(windows[0]), (std::vector<std::uint64_t>{3, 4, 1, 2}));
  EXPECT_EQ(windows[0].cases[0].pictures.size(), 1u);
}

TEST(WindowsWanted, TakeTheFirstCaseOfAFigureAndSaySo) {
  const auto windows = windows_wanted(job_of({"v", "w"}), plan_of(4), {"v", "w"});
  EXPECT_EQ(names(windows), (std::vector<std::string>{"v:n=1", "w:n=1"}));
  EXPECT_EQ(windows[0].note,
            "v:n=1: the first of 4 cases; another would be v:n=4, or the right arrow key");
  EXPECT_EQ(windows[1].note, "");
}

TEST(WindowsWanted, HoldNoMoreThanTheCasesAround) {
  const auto windows = windows_wanted(job_of({"v", "w"}), plan_of(5000), {"v:n=2500"});
  const auto cases = order(windows.at(0));
  ASSERT_EQ(cases.size(), kMostCasesAhead);
  EXPECT_EQ(cases.front(), 2500u);
  EXPECT_EQ(cases[999], 3499u);
  EXPECT_EQ(cases[1000], 1500u);
  EXPECT_EQ(cases.back(), 2499u);
}

TEST(WindowsWanted, SayWhatIsWrongWithAChoice) {
  EXPECT_EQ(error_of(3, {"x:n=1"}),
            "job.toml: no figure is called 'x:n=1'; figures: v (3 cases, as v:n=3), w");
  EXPECT_EQ(error_of(3, {"v:n=7"}), "case n=7: 'n' is never 7; it has 3 values, from 1 to 3");
  EXPECT_EQ(error_of(17, {}),
            "job.toml: 18 pictures are more than the 16 windows that are opened at once; choose "
            "figures, FIGURE for the first case or FIGURE:NAME=VALUE for one: v (17 cases, as "
            "v:n=17), w");
}

}  // namespace
}  // namespace rankplot::app
