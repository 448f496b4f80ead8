#include <unistd.h>

#include <map>
#include <optional>

#include <gtest/gtest.h>

#include "core/base/error.hpp"
#include "rank/comm/mpi_main.hpp"
#include "rank/dispatch/dispatch.hpp"

namespace rankplot::dispatch {
namespace {

using comm::session;

bool first() { return session().rank() == 0; }

/// Two painters a rank, made anew for each test.
class Dispatch : public testing::Test {
 protected:
  Dispatch() : crew_(painters::Settings{FAKE_PAINTER, {}, {}}) {
    crew_.start({});
    crew_.start({});
    crew_.setup({"{}", session().rank(), 1 << 30});
    for (int rank = 0; rank < session().size(); ++rank)
      team_.members.push_back({"here", 0, 2, std::uint64_t{1} << 30});
    job_.figures.emplace_back().name = "v";
    job_.inputs.emplace_back();
    observer_.outcome = [&](const plan::Outcome& outcome) { told_[outcome.picture] = outcome; };
  }

  void make_plan(std::size_t tasks, std::uint64_t cost_bytes) {
    for (std::size_t i = 0; i < tasks; ++i) {
      plan::Task task;
      task.id = i;
      task.files = {"data.h5"};
      task.pictures = {{2 * i, 0, i + 1}, {2 * i + 1, 0, i + 1}};
      task.cost_bytes = cost_bytes;
      plan_.tasks.push_back(task);
      plan_.picture_count += 2;
    }
  }

  Totals draw(bool scatter) {
    const plan::Plan none;
    return dispatch::draw(session(), crew_, team_, job_, first() ? plan_ : none, scatter,
                          observer_);
  }

  std::string error_of_draw(bool scatter) {
    try {
      draw(scatter);
    } catch (const base::Error& error) {
      return error.what();
    }
    return "";
  }

  painters::Crew crew_;
  Team team_;
  job::Job job_;
  plan::Plan plan_;
  Observer observer_;
  std::map<std::uint64_t, plan::Outcome> told_;
};

TEST_F(Dispatch, DrawsOnAllRanksAndTellsThemTheTotals) {
  make_plan(300, 10);
  const Totals totals = draw(false);
  EXPECT_EQ(totals.saved, 600U);
  EXPECT_EQ(totals.failed, 0U);
  EXPECT_FALSE(totals.scattered);
  if (!first()) return;
  ASSERT_EQ(told_.size(), 600U);
  for (const auto& [picture, outcome] : told_) {
    EXPECT_TRUE(outcome.saved);
    EXPECT_EQ(outcome.notes.at(0), "0") << "no arrays are sent";
  }
}

TEST_F(Dispatch, SendsEachTaskItsOwnArrays) {
  constexpr std::uint64_t kCount = 50'000;  // 400 kB each
  make_plan(60, kCount);
  if (first()) {
    plan_.tasks[7].files = {"unreadable"};
    plan_.tasks[9].files = {"kill reader"};
    plan_.tasks[11].files = {"kill"};
  }
  const Totals totals = draw(true);
  EXPECT_EQ(totals.saved, 114U);
  EXPECT_EQ(totals.failed, 6U);
  EXPECT_EQ(totals.retried, 2U);
  EXPECT_EQ(totals.set_aside, 2U);
  EXPECT_TRUE(totals.scattered);
  if (!first()) return;
  ASSERT_EQ(told_.size(), 120U);
  for (const auto& [picture, outcome] : told_) {
    const std::uint64_t task = picture / 2;
    EXPECT_EQ(outcome.saved, task != 7 && task != 9 && task != 11) << outcome.reason;
    if (outcome.saved) {
      EXPECT_EQ(outcome.notes.at(0), std::to_string(task * kCount));
    }
  }
  EXPECT_EQ(told_.at(14).reason, "cannot be read");
}

TEST_F(Dispatch, SetsAsideATaskThatKillsItsPainters) {
  make_plan(100, 10);
  plan_.tasks[50].files = {"kill"};
  const Totals totals = draw(false);
  EXPECT_EQ(totals.saved, 198U);
  EXPECT_EQ(totals.failed, 2U);
  EXPECT_EQ(totals.set_aside, 1U);
  if (!first()) return;
  EXPECT_NE(told_.at(100).reason.find("signal 9"), std::string::npos) << told_.at(100).reason;
}

TEST_F(Dispatch, ScansEachFileOnceAndKeepsTheOrder) {
  std::vector<plan::ScanRequest> requests;
  if (first()) {
    for (int i = 0; i < 50; ++i) requests.push_back({"file " + std::to_string(i), {"/x"}});
    requests[20].file = "kill";
  }
  const auto catalogs = scan(session(), crew_, team_, requests);
  if (!first()) {
    EXPECT_TRUE(catalogs.empty());
    return;
  }
  ASSERT_EQ(catalogs.size(), 50U);
  for (std::size_t i = 0; i < 50; ++i) {
    EXPECT_EQ(catalogs[i].file.path, requests[i].file);
    EXPECT_EQ(catalogs[i].error.empty(), i != 20) << catalogs[i].error;
  }
}

TEST_F(Dispatch, EndsEverywhereWithTheSameErrorWhicheverRankHasIt) {
  make_plan(400, 1000);
  for (int guilty = 0; guilty < session().size(); ++guilty) {
    for (const bool scatter : {false, true}) {
      if (session().rank() == guilty)
        observer_.stop = []() -> bool { throw base::Error("the disk is gone"); };
      else
        observer_.stop = nullptr;
      const std::string error = error_of_draw(scatter);
      EXPECT_NE(error.find("the disk is gone"), std::string::npos) << error;
      EXPECT_EQ(session().agree(error), error) << "another text on rank 0";
    }
  }
  EXPECT_EQ(session().unsent(), 0U);
  EXPECT_FALSE(session().receive()) << "a message is left over";
}

TEST_F(Dispatch, StopsOnAllRanksWhenOneIsAsked) {
  make_plan(20'000, 10);
  const bool last = session().rank() == session().size() - 1;
  int looks = 0;
  observer_.stop = [&] { return last && ++looks > 20; };
  const Totals totals = draw(false);
  EXPECT_EQ(totals.saved + totals.not_drawn, 40'000U);
  EXPECT_GT(totals.not_drawn, 0U);
}

TEST_F(Dispatch, EndsWithNothingToDo) {
  EXPECT_EQ(draw(false).saved, 0U);
  EXPECT_EQ(draw(true).saved, 0U);
  EXPECT_TRUE(scan(session(), crew_, team_, {}).empty());
}

TEST_F(Dispatch, SeesThatAllRanksHaveTheSameFiles) {
  const auto same = [](const std::string& rank_0_file) {
    return see_the_same(session(), first() ? std::vector{rank_0_file} : std::vector<std::string>());
  };
  EXPECT_TRUE(same(FAKE_PAINTER));
  EXPECT_TRUE(same("/proc/" + std::to_string(::getpid()) + "/stat")) << "rank 0's, seen by all";
  EXPECT_EQ(same("/proc/self/stat"), session().size() == 1) << "another file for each process";
}

}  // namespace
}  // namespace rankplot::dispatch
