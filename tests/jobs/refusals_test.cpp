#include <unistd.h>

#include <cstdlib>
#include <filesystem>

#include <gtest/gtest.h>

#include "rank/journal/lock.hpp"
#include "sandbox.hpp"

using namespace rankplot;

namespace {

const char* const kJob =
    "output = \"figures\"\n"
    "input  = \"sample/concurrent_saving.h5\"\n"
    "[[figure]]\n"
    "name = \"random\"\n"
    "data = \"/plot_{n}\"\n"
    "save = \"{n:03d}.jpg\"\n"
    "  [[figure.layer]]\n"
    "  kind = \"scatter\"\n"
    "  x = \"a\"\n"
    "  y = \"b\"\n";

class Refusals : public testing::Test {
 protected:
  void sample(int plots = 3) {
    sandbox.sample({"--plots", std::to_string(plots), "--grid", "16", "--steps", "0"});
    sandbox.write("job.toml", kJob);
  }
  /// Refused before any work on one process and on three ranks, with this code and these words.
  void expect_refused(const std::vector<std::string>& arguments, int code,
                      const std::string& words) {
    for (const int ranks : {0, 3}) {
      SCOPED_TRACE(std::to_string(ranks) + " ranks");
      const Ended ended = sandbox.run(ranks, arguments);
      EXPECT_EQ(ended.code, code) << ended.out << ended.err;
      EXPECT_NE(ended.err.find(words), std::string::npos) << ended.err;
      EXPECT_EQ(ended.err.find(words), ended.err.rfind(words)) << "said twice:\n" << ended.err;
    }
    EXPECT_TRUE(painters_in(sandbox.path()).empty());
    EXPECT_EQ(sandbox.temporaries(), std::vector<std::string>{});
  }
  Sandbox sandbox;
};

}  // namespace

TEST_F(Refusals, AWrongJobFileIsNamedWithItsPosition) {
  sandbox.write("wrong.toml",
                "output = \"figures\"\ninput = \"a.h5\"\n[[figure]]\nname = \"v\"\n"
                "save = \"v.png\"\n[[figure.layer]]\nkind = \"scater\"\nx = \"a\"\ny = \"b\"\n");
  expect_refused({"wrong.toml"}, 2, "wrong.toml:7:");
  EXPECT_FALSE(std::filesystem::exists(sandbox / "figures"));
}

TEST_F(Refusals, AMissingJobFileIsNamed) { expect_refused({"none.toml"}, 2, "none.toml"); }

TEST_F(Refusals, AMissingFolderOfCIsNamed) {
  const Ended ended = sandbox.run(0, {"job.toml", "-C", "nowhere"});
  EXPECT_EQ(ended.code, 2);
  EXPECT_NE(ended.err.find("nowhere"), std::string::npos) << ended.err;
}

TEST_F(Refusals, AnInputThatMatchesNothingIsNamed) {
  sandbox.write("job.toml", kJob);
  expect_refused({"job.toml"}, 2, "sample/concurrent_saving.h5");
}

TEST_F(Refusals, AFileInPlaceOfTheOutputFolderIsRefused) {
  sample();
  sandbox.write("figures", "a file");
  expect_refused({"job.toml"}, 74, "'figures'");
  expect_refused({"job.toml", "-o", "figures/below"}, 74, "is not a folder");
}

TEST_F(Refusals, ASecondRunIsToldWhoHoldsTheFolder) {
  sample();
  const journal::Lock lock(sandbox / "figures");
  const std::string holder = "pid " + std::to_string(::getpid()) + " on ";
  expect_refused({"job.toml"}, 74, holder);
  EXPECT_NE(sandbox.run(0, {"job.toml"}).err.find(" since 20"), std::string::npos);
  EXPECT_EQ(sandbox.pictures("figures").size(), 0u);
}

TEST_F(Refusals, LoneRanksAreToldTheLineToUse) {
  sample();
  ::setenv("SLURM_STEP_NUM_TASKS", "4", 1);
  const Ended ended = sandbox.run(0, {"job.toml"});
  ::unsetenv("SLURM_STEP_NUM_TASKS");
  EXPECT_EQ(ended.code, 2);
  EXPECT_NE(ended.err.find("srun --mpi=pmix -n 4 rankplot run job.toml"), std::string::npos)
      << ended.err;
}

TEST_F(Refusals, AWrongCommandIsRefused) {
  EXPECT_EQ(sandbox.rankplot({"paint"}).code, 2);
  EXPECT_EQ(sandbox.rankplot({}).code, 2);
  EXPECT_EQ(sandbox.rankplot({"run"}).code, 2);
  EXPECT_EQ(sandbox.rankplot({"run", "job.toml", "--painters", "0"}).code, 2);
  EXPECT_EQ(sandbox.rankplot({"status", "."}).code, 2);
}

TEST_F(Refusals, VersionAndHelpAreNone) {
  EXPECT_EQ(sandbox.rankplot({"--version"}).out.find("rankplot "), 0u);
  EXPECT_EQ(sandbox.rankplot({"--help"}).code, 0);
  EXPECT_NE(sandbox.rankplot({"list"}).out.find("scatter"), std::string::npos);
}
