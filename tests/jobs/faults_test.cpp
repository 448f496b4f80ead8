#include <signal.h>

#include <algorithm>
#include <filesystem>
#include <set>

#include <gtest/gtest.h>

#include "rank/journal/journal.hpp"
#include "sandbox.hpp"

using namespace rankplot;

namespace {

constexpr std::size_t kPlots = 1500;

/// A run that is long enough to be hit in the middle.
class Faults : public testing::TestWithParam<int> {
 protected:
  void SetUp() override {
    sandbox.sample({"--plots", std::to_string(kPlots), "--grid", "16", "--steps", "0"});
  }
  std::vector<std::string> command() const {
    return Sandbox::command(GetParam(), {RANKPLOT_JOBS "/concurrent_saving.toml", "-o", "out"});
  }
  bool has_begun() const {
    return eventually([&] { return sandbox.journal_lines("out") > 50; });
  }
  /// Sends a signal to one painter in the middle of the run.
  void hit_a_painter(int number) const {
    ASSERT_TRUE(has_begun());
    const std::vector<pid_t> painters = painters_in(sandbox.path());
    ASSERT_FALSE(painters.empty());
    ASSERT_EQ(::kill(painters.back(), number), 0);
  }
  /// Every picture once, all saved, nothing left behind.
  void expect_complete(const Ended& ended) const {
    EXPECT_EQ(ended.code, 0) << ended.out << ended.err;
    const journal::Record record = journal::read(sandbox / "out");
    EXPECT_EQ(record.outcomes.size(), kPlots);
    std::set<std::uint64_t> saved;
    for (const plan::Outcome& outcome : record.outcomes) {
      if (outcome.saved) saved.insert(outcome.picture);
    }
    EXPECT_EQ(saved.size(), kPlots);
    EXPECT_EQ(sandbox.pictures("out").size(), kPlots);
    sandbox.expect_clean("out");
  }
  /// What a run leaves that was asked to stop.
  void expect_stopped() const {
    EXPECT_EQ(sandbox.rankplot({"status", "out"}).code, 75);
    const journal::Record record = journal::read(sandbox / "out");
    EXPECT_EQ(record.header.pictures, kPlots);
    EXPECT_GT(record.outcomes.size(), 0u);
    EXPECT_LT(record.outcomes.size(), kPlots);
    const auto pictures = sandbox.pictures("out");
    for (const plan::Outcome& outcome : record.outcomes) {
      EXPECT_TRUE(outcome.saved) << outcome.reason;
    }
    EXPECT_GE(pictures.size(), record.outcomes.size());
    sandbox.expect_clean("out");
  }
  Sandbox sandbox;
};

}  // namespace

TEST_P(Faults, AKilledPaintersWorkIsDoneByAnother) {
  Process run(command(), sandbox.path());
  hit_a_painter(SIGKILL);
  expect_complete(run.wait());
}

TEST_P(Faults, AStoppedPainterIsEndedAndItsWorkDoneByAnother) {
  Process run(command(), sandbox.path());
  hit_a_painter(SIGSTOP);
  expect_complete(run.wait(std::chrono::seconds(150)));
}

TEST_P(Faults, ACrashingPaintersWorkIsDoneByAnother) {
  Process run(command(), sandbox.path());
  hit_a_painter(SIGSEGV);
  expect_complete(run.wait());
}

TEST_P(Faults, AnInterruptLeavesAValidJournalAndNothingElse) {
  Process run(command(), sandbox.path());
  ASSERT_TRUE(has_begun());
  run.signal(SIGINT);
  const Ended ended = run.wait();
  EXPECT_NE(ended.code, 0);
  if (GetParam() == 0) {
    EXPECT_EQ(ended.code, 75) << ended.out << ended.err;
  }
  expect_stopped();
}

TEST_P(Faults, AKilledRunLeavesNoPaintersAndTheNextOneTakesOver) {
  {
    Process run(command(), sandbox.path());
    ASSERT_TRUE(has_begun());
    run.signal(SIGKILL);
    run.wait();
  }
  EXPECT_TRUE(eventually([&] { return painters_in(sandbox.path()).empty(); }));
  EXPECT_EQ(sandbox.rankplot({"status", "out"}).code, 75);
  Process again(command(), sandbox.path());
  EXPECT_EQ(again.wait().code, 0);
  EXPECT_EQ(sandbox.rankplot({"status", "out"}).code, 0);
}

INSTANTIATE_TEST_SUITE_P(Ranks, Faults, testing::Values(0, 3),
                         [](const auto& ranks) { return std::to_string(ranks.param) + "_ranks"; });
