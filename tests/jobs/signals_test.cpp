#include <signal.h>

#include <gtest/gtest.h>

#include "rank/journal/journal.hpp"
#include "sandbox.hpp"

using namespace rankplot;

namespace {

constexpr std::size_t kPlots = 1500;

class Signals : public testing::TestWithParam<int> {};

}  // namespace

TEST_P(Signals, Usr1EndsWhatIsBegunAndLeavesTheRestToTheNextRun) {
  const Sandbox sandbox;
  sandbox.sample({"--plots", std::to_string(kPlots), "--grid", "16", "--steps", "0"});
  const std::vector<std::string> arguments{RANKPLOT_JOBS "/concurrent_saving.toml", "-o", "out"};
  Process run(Sandbox::command(GetParam(), arguments), sandbox.path());
  ASSERT_TRUE(eventually([&] { return sandbox.journal_lines("out") > 50; }));
  run.signal(SIGUSR1);
  const Ended ended = run.wait();
  if (GetParam() == 0) {
    EXPECT_EQ(ended.code, 75) << ended.out << ended.err;
  }
  EXPECT_EQ(sandbox.rankplot({"status", "out"}).code, 75) << ended.out << ended.err;
  EXPECT_NE(ended.out.find(" not drawn"), std::string::npos) << ended.out << ended.err;
  const journal::Record record = journal::read(sandbox / "out");
  for (const plan::Outcome& outcome : record.outcomes) EXPECT_TRUE(outcome.saved);
  EXPECT_EQ(sandbox.pictures("out").size(), record.outcomes.size()) << "none is in between";
  sandbox.expect_clean("out");
  EXPECT_EQ(sandbox.run(GetParam(), arguments).code, 0);
  EXPECT_EQ(sandbox.rankplot({"status", "out"}).code, 0);
}

INSTANTIATE_TEST_SUITE_P(Ranks, Signals, testing::Values(0, 3),
                         [](const auto& ranks) { return std::to_string(ranks.param) + "_ranks"; });

TEST(Status, TellsScriptsWhetherAnotherRunIsWorthIt) {
  const Sandbox sandbox;
  sandbox.sample({"--plots", "5", "--grid", "16", "--steps", "0"});
  sandbox.write("job.toml",
                "output = \"out\"\ninput = \"sample/concurrent_saving.h5\"\n"
                "[[figure]]\nname = \"a\"\nsave = \"a{n}.png\"\n"
                "[[figure.layer]]\nkind = \"line\"\ny = \"/plot_{n}/a\"\n"
                "[[figure]]\nname = \"b\"\nsave = \"b{n}.png\"\n"
                "[[figure.layer]]\nkind = \"line\"\ny = \"/plot_{n}/b\"\n");
  EXPECT_EQ(sandbox.rankplot({"status", "job.toml", "--saved"}).out, "0\n");
  EXPECT_EQ(sandbox.run(0, {"job.toml", "--only", "a"}).code, 0);
  EXPECT_EQ(sandbox.rankplot({"status", "job.toml", "--saved"}).out, "5\n");
  EXPECT_EQ(sandbox.rankplot({"status", "job.toml", "--saved-before", "0"}).code, 75);
  const Ended none = sandbox.rankplot({"status", "job.toml", "--saved-before", "5"});
  EXPECT_EQ(none.code, 1);
  EXPECT_NE(none.out.find("drew nothing new"), std::string::npos) << none.out;
  EXPECT_EQ(sandbox.run(0, {"job.toml"}).code, 0);
  EXPECT_EQ(sandbox.rankplot({"status", "out", "--saved-before", "5"}).code, 0);
}
