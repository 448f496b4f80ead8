#include <algorithm>
#include <chrono>
#include <map>
#include <random>
#include <set>

#include <gtest/gtest.h>

#include "core/base/error.hpp"
#include "rank/dispatch/simulation.hpp"

namespace rankplot::dispatch {
namespace {

using Fate = Simulation::Fate;

std::uint64_t millisecond(std::size_t) { return 1000; }

/// Each picture of the plan has exactly one outcome, save those that were not drawn.
void expect_exact(const Simulation& sim) {
  std::set<std::uint64_t> pictures;
  for (const plan::Outcome& outcome : sim.outcomes) pictures.insert(outcome.picture);
  EXPECT_EQ(pictures.size(), sim.outcomes.size()) << "a picture was told twice";
  EXPECT_EQ(sim.outcomes.size() + sim.work.not_drawn(), sim.plan.picture_count);
  EXPECT_EQ(sim.work.saved() + sim.work.failed(), sim.outcomes.size());
}

TEST(Sharing, DrawsEveryPictureOnce) {
  for (const std::size_t tasks : {0U, 1U, 2U, 7U, 500U}) {
    Simulation sim(make_team(3, 2), make_plan(tasks, 2, millisecond));
    ASSERT_TRUE(sim.run(60)) << tasks;
    EXPECT_EQ(sim.work.saved(), 2 * tasks);
    expect_exact(sim);
  }
}

TEST(Sharing, BeginsTheLargestFirst) {
  Simulation sim(make_team(1, 1), make_plan(10, 1, [](std::size_t i) { return 1000 * (i + 1); }));
  std::vector<std::uint64_t> begun;
  sim.begun = [&](int, const plan::Task& task) { begun.push_back(task.id); };
  ASSERT_TRUE(sim.run(60));
  EXPECT_EQ(begun, (std::vector<std::uint64_t>{9, 8, 7, 6, 5, 4, 3, 2, 1, 0}));
}

TEST(Sharing, GivesAFewLargeTasksToAllRanks) {
  Simulation sim(make_team(4, 1), make_plan(4, 1, [](std::size_t) { return 2'000'000; }));
  std::set<int> ranks;
  sim.begun = [&](int rank, const plan::Task&) { ranks.insert(rank); };
  ASSERT_TRUE(sim.run(60));
  EXPECT_EQ(ranks.size(), 4U);
  // Two seconds of work each, side by side, the grant's way, the sync and the report.
  EXPECT_LT(sim.now_s, 2.05);
}

TEST(Sharing, EndsTogetherAndKeepsPaintersBusy) {
  std::mt19937 random(7);
  std::vector<std::uint64_t> costs(3000);
  std::uint64_t total = 0;
  for (auto& cost : costs) total += cost = 200 + random() % 5000;
  Simulation sim(make_team(4, 4),
                 make_plan(costs.size(), 1, [&](std::size_t i) { return costs[i]; }));
  ASSERT_TRUE(sim.run(60));
  const double ideal_s = static_cast<double>(total) * 1e-6 / 16;
  EXPECT_LT(sim.now_s, ideal_s * 1.05 + 0.05);
  expect_exact(sim);
}

TEST(Sharing, KeepsTheMemoryBudgetOfEachNode) {
  plan::Plan plan = make_plan(60, 1, millisecond, 50'000'000);
  plan.tasks[40].memory_bytes = 800'000'000;  // among small ones, not the most costly
  for (const auto placement : {Placement::LargestFirst, Placement::InOrder}) {
    Simulation sim(make_team(4, 4, 4, 1'000'000'000), plan, placement);
    double begun_s = -1;
    sim.begun = [&](int, const plan::Task& task) {
      if (task.id == 40) begun_s = sim.now_s;
    };
    ASSERT_TRUE(sim.run(60));
    EXPECT_EQ(sim.work.saved(), 60U);
    EXPECT_LE(sim.most_used_bytes[0], 1'000'000'000U);
    EXPECT_GE(begun_s, 0);
  }
}

TEST(Sharing, DoesNotStarveTheLargeOne) {
  // 10,000 small ones after it: it begins as soon as what was granted before it has ended.
  plan::Plan plan = make_plan(10'020, 1, millisecond, 100'000'000);
  for (std::size_t i = 0; i < 20; ++i) plan.tasks[i].cost_bytes = 3000;
  plan.tasks[20].memory_bytes = 900'000'000;
  plan.tasks[20].cost_bytes = 2000;
  Simulation sim(make_team(2, 2, 2, 1'000'000'000), plan);
  double begun_s = -1;
  sim.begun = [&](int, const plan::Task& task) {
    if (task.id == 20) begun_s = sim.now_s;
  };
  ASSERT_TRUE(sim.run(60));
  EXPECT_GE(begun_s, 0);
  EXPECT_LT(begun_s, 0.2);
  EXPECT_LE(sim.most_used_bytes[0], 1'000'000'000U);
}

TEST(Sharing, RefusesOnlyWhatNoNodeHasMemoryForAndSaysBothNumbers) {
  plan::Plan plan = make_plan(3, 1, millisecond, 10);
  plan.tasks[1].memory_bytes = 5000;
  Team team = make_team(2, 1, 1, 100);
  team.members[1].node_memory_bytes = 1000;
  plan.tasks[2].memory_bytes = 500;  // fits on the second node only
  Simulation sim(team, plan);
  int where = -1;
  sim.begun = [&](int rank, const plan::Task& task) {
    if (task.id == 2) where = rank;
  };
  ASSERT_TRUE(sim.run(60));
  EXPECT_EQ(where, 1);
  EXPECT_EQ(sim.work.saved(), 2U);
  ASSERT_EQ(sim.work.failed(), 1U);
  const plan::Outcome& refused = sim.outcomes.front();
  EXPECT_NE(refused.reason.find("5000"), std::string::npos) << refused.reason;
  EXPECT_NE(refused.reason.find("1000"), std::string::npos) << refused.reason;
  EXPECT_EQ(refused.figure, "v");
  EXPECT_EQ(refused.captures.at("n"), "1");
}

TEST(Sharing, TriesTheBlamedTaskOnceMoreOnAnotherRank) {
  Simulation sim(make_team(2, 2), make_plan(40, 2, millisecond));
  std::vector<int> tried;
  sim.fate = [&](const plan::Task& task, int rank, int) {
    if (task.id != 17) return Fate::Draw;
    tried.push_back(rank);
    return tried.size() == 1 ? Fate::DieAfterFirstPicture : Fate::Draw;
  };
  ASSERT_TRUE(sim.run(60));
  ASSERT_EQ(tried.size(), 2U);
  EXPECT_NE(tried[0], tried[1]);
  EXPECT_EQ(sim.work.saved(), 80U);
  EXPECT_EQ(sim.coordinator.retried(), 1U);
  EXPECT_EQ(sim.coordinator.set_aside(), 0U);
  expect_exact(sim);
}

TEST(Sharing, TriesItWithAnotherPainterWhereThereIsOneRank) {
  Simulation sim(make_team(1, 3), make_plan(20, 1, millisecond));
  std::vector<int> tried;
  sim.fate = [&](const plan::Task& task, int, int painter) {
    if (task.id != 5) return Fate::Draw;
    tried.push_back(painter);
    return tried.size() == 1 ? Fate::Die : Fate::Draw;
  };
  ASSERT_TRUE(sim.run(60));
  ASSERT_EQ(tried.size(), 2U);
  EXPECT_NE(tried[0], tried[1]);
  EXPECT_EQ(sim.work.saved(), 20U);
}

TEST(Sharing, SetsAsideWhatKillsTwoPaintersAndKeepsItsSavedPictures) {
  Simulation sim(make_team(2, 1), make_plan(10, 3, millisecond));
  int deaths = 0;
  sim.fate = [&](const plan::Task& task, int, int) {
    if (task.id != 4) return Fate::Draw;
    return ++deaths == 1 ? Fate::DieAfterFirstPicture : Fate::Die;
  };
  ASSERT_TRUE(sim.run(60));
  EXPECT_EQ(deaths, 2);
  EXPECT_EQ(sim.work.saved(), 28U);
  EXPECT_EQ(sim.work.failed(), 2U);
  EXPECT_EQ(sim.coordinator.set_aside(), 1U);
  for (const plan::Outcome& outcome : sim.outcomes) {
    if (outcome.saved) continue;
    EXPECT_EQ(outcome.task, 4U);
    EXPECT_EQ(outcome.stage, plan::Stage::Read);
    EXPECT_EQ(outcome.file, "data.h5");
    EXPECT_EQ(outcome.object, "/v");
    EXPECT_NE(outcome.reason.find("Segmentation fault"), std::string::npos) << outcome.reason;
  }
  expect_exact(sim);
}

TEST(Sharing, LeavesTheWorkOfABrokenCrewToTheOthers) {
  Simulation sim(make_team(2, 2), make_plan(100, 1, millisecond));
  for (int i = 0; i < 10; ++i) sim.turn();
  sim.break_crew(1, "exit code 127: libcairo.so.2 not found");
  ASSERT_TRUE(sim.run(60));
  EXPECT_EQ(sim.work.saved(), 100U);
  expect_exact(sim);
}

TEST(Sharing, EndsWithTheLoadersMessageWhenAllCrewsAreBroken) {
  Simulation sim(make_team(2, 2), make_plan(100, 1, millisecond));
  for (int i = 0; i < 10; ++i) sim.turn();
  sim.break_crew(0, "exit code 127: libcairo.so.2 not found");
  sim.break_crew(1, "exit code 127: libcairo.so.2 not found");
  ASSERT_TRUE(sim.run(60));
  EXPECT_GT(sim.work.failed(), 0U);
  expect_exact(sim);
  for (const plan::Outcome& outcome : sim.outcomes)
    EXPECT_NE(outcome.saved, outcome.reason.find("libcairo.so.2") != std::string::npos);
}

TEST(Sharing, FailsAtOnceWithoutPainters) {
  Simulation sim(make_team(2, 0), make_plan(5, 1, millisecond));
  ASSERT_TRUE(sim.run(1));
  EXPECT_EQ(sim.work.failed(), 5U);
}

TEST(Sharing, CountsWhatWasNotDrawnWhenStopped) {
  Simulation sim(make_team(3, 2), make_plan(1000, 2, millisecond));
  for (int i = 0; i < 30; ++i) sim.turn();
  sim.stop(2);
  ASSERT_TRUE(sim.run(60));
  EXPECT_GT(sim.work.not_drawn(), 0U);
  EXPECT_GT(sim.work.saved(), 0U);
  EXPECT_EQ(sim.work.failed(), 0U);
  EXPECT_LT(sim.now_s, 0.2);
  expect_exact(sim);
}

TEST(Sharing, TurnsPicturesThatCouldNotBeSyncedIntoFailures) {
  Simulation sim(make_team(2, 1), make_plan(20, 1, millisecond));
  sim.sync = [] { return std::string("no space left on device"); };
  ASSERT_TRUE(sim.run(60));
  EXPECT_EQ(sim.work.failed(), 20U);
  EXPECT_EQ(sim.outcomes[0].stage, plan::Stage::Write);
  EXPECT_NE(sim.outcomes[0].reason.find("no space left"), std::string::npos);
}

TEST(Sharing, TellsOfSavedPicturesInGroups) {
  Simulation sim(make_team(1, 1), make_plan(2000, 1, millisecond));
  int syncs = 0;
  sim.sync = [&] { return ++syncs, std::string(); };
  ASSERT_TRUE(sim.run(60));
  EXPECT_GE(syncs, 2);
  EXPECT_LE(syncs, 12);  // two seconds, four a second, and the last
}

TEST(Sharing, KeepsItsCountUnderRandomFaults) {
  for (const unsigned seed : {1U, 2U, 3U, 4U, 5U}) {
    SCOPED_TRACE(seed);
    std::mt19937 random(seed);
    plan::Plan plan = make_plan(400, 3, [&](std::size_t) { return 200 + random() % 3000; });
    for (plan::Task& task : plan.tasks) task.memory_bytes = 1 + random() % 700;
    const int ranks = 1 + static_cast<int>(seed % 4);
    Simulation sim(make_team(ranks, 3, 2, 1000), plan);
    sim.fate = [&](const plan::Task&, int, int) {
      switch (random() % 20) {
        case 0: return Fate::Die;
        case 1: return Fate::DieAfterFirstPicture;
        case 2: return Fate::FailPicture;
        case 3: return Fate::DieUncharged;
        default: return Fate::Draw;
      }
    };
    for (int i = 0; i < 50; ++i) sim.turn();
    if (ranks > 1) sim.break_crew(1, "made up");
    ASSERT_TRUE(sim.run(100));
    expect_exact(sim);
    for (const std::uint64_t most : sim.most_used_bytes) EXPECT_LE(most, 1000U);
  }
}

TEST(Sharing, HandsOutAHundredThousandTasks) {
  constexpr std::size_t kTasks = 100'000;
  Simulation sim(make_team(8, 4), make_plan(kTasks, 1, millisecond));
  const auto start = std::chrono::steady_clock::now();
  ASSERT_TRUE(sim.run(60));
  const double seconds =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  EXPECT_EQ(sim.work.saved(), kTasks);
  expect_exact(sim);
  printf("%zu tasks: %.1f us each on all ranks together, %zu messages, %.2f s of made-up time\n",
         kTasks, seconds / kTasks * 1e6, sim.messages, sim.now_s);
}

TEST(Coordinator, NamesTheRankThatReportsWhatItDoesNotHold) {
  Simulation sim(make_team(2, 1), make_plan(2, 1, millisecond));
  Report report;
  report.finished.push_back({0, 1.0});
  try {
    sim.coordinator.accept(1, report);
    FAIL();
  } catch (const base::Error& error) {
    EXPECT_STREQ(error.what(), "rank 1 reported on task 0, which it was not given");
  }
}

TEST(DrawWork, TellsRefusalsAsFailures) {
  plan::Plan plan = make_plan(1, 1, millisecond);
  plan.refusals.push_back({{1, 0, 2}, {{"n", "x"}}, "no dataset of that name"});
  plan.picture_count = 2;
  const job::Job job = make_job();
  std::vector<plan::Outcome> told;
  DrawWork work(job, plan, [&](const plan::Outcome& o) { told.push_back(o); });
  work.refuse();
  ASSERT_EQ(told.size(), 1U);
  EXPECT_EQ(told[0].picture, 1U);
  EXPECT_EQ(told[0].figure, "v");
  EXPECT_EQ(told[0].stage, plan::Stage::Plan);
  EXPECT_EQ(told[0].reason, "no dataset of that name");
  EXPECT_FALSE(work.complete());
}

TEST(Worker, ReportsPicturesThatAPainterPassedOverInSilence) {
  const plan::Plan plan = make_plan(1, 2, millisecond);
  Worker worker(3, 1);
  Grant grant;
  grant.orders.push_back({0, plan.tasks[0], {}, -1, false});
  worker.accept(grant);
  ASSERT_EQ(worker.feed(0).size(), 1U);
  worker.on(painters::Said{0, wire::TaskDone{0, 0, 0, 0, 0}}, 0.001);
  const auto report = worker.report(0.001);
  ASSERT_TRUE(report);
  ASSERT_EQ(report->outcomes.size(), 2U);
  EXPECT_FALSE(report->outcomes[0].saved);
  EXPECT_EQ(report->outcomes[0].rank, 3);
  EXPECT_EQ(report->finished.size(), 1U);
}

TEST(Worker, WaitsForTheArraysOfATaskWhicheverComesFirst) {
  const plan::Plan plan = make_plan(2, 1, millisecond);
  Worker worker(0, 2);
  const base::Array array{base::ElementType::Int8, {3}, nullptr};
  worker.arrays(1, {array});
  Grant grant;
  for (const plan::Task& task : plan.tasks) grant.orders.push_back({task.id, task, {}, -1, true});
  worker.accept(grant);
  const auto first = worker.feed(0);
  ASSERT_EQ(first.size(), 1U);
  EXPECT_EQ(std::get<wire::Paint>(first[0].message).task.id, 1U);
  EXPECT_EQ(std::get<wire::Paint>(first[0].message).arrays.size(), 1U);
  worker.arrays(0, {array, array});
  const auto second = worker.feed(0);
  ASSERT_EQ(second.size(), 1U);
  EXPECT_EQ(std::get<wire::Paint>(second[0].message).arrays.size(), 2U);
}

}  // namespace
}  // namespace rankplot::dispatch
