#include <signal.h>

#include <filesystem>
#include <fstream>

#include <gtest/gtest.h>

#include "rank/journal/journal.hpp"
#include "sandbox.hpp"

namespace fs = std::filesystem;
using namespace rankplot;

namespace {

const char* const kTwoFigures =
    "output = \"figures\"\n"
    "input  = \"sample/gray_scott/gs_{step}.h5\"\n"
    "[[figure]]\n"
    "name = \"u\"\n"
    "save = \"u/{step}.png\"\n"
    "  [[figure.layer]]\n"
    "  kind  = \"heatmap\"\n"
    "  value = \"/fields/U\"\n"
    "[[figure]]\n"
    "name = \"v\"\n"
    "save = \"v/{step}.png\"\n"
    "  [[figure.layer]]\n"
    "  kind  = \"heatmap\"\n"
    "  value = \"/fields/V\"\n";

std::string with(std::string text, const std::string& from, const std::string& to) {
  return text.replace(text.find(from), from.size(), to);
}

/// Five steps of two figures.
class Resume : public testing::Test {
 protected:
  void SetUp() override {
    sandbox.sample({"--plots", "1", "--grid", "16", "--steps", "400"});
    sandbox.write("job.toml", kTwoFigures);
  }
  /// Runs, and says what was drawn: "10 of 10 figures saved, 8 of them earlier".
  std::string run(std::vector<std::string> options = {}, int code = 0) const {
    options.insert(options.begin(), "job.toml");
    const Ended ended = sandbox.run(0, options);
    EXPECT_EQ(ended.code, code) << ended.out << ended.err;
    sandbox.expect_clean("figures");
    return ended.out + ended.err;
  }
  static void expect(const std::string& text, const std::string& part) {
    EXPECT_NE(text.find(part), std::string::npos) << "no '" << part << "' in\n" << text;
  }
  Sandbox sandbox;
};

}  // namespace

TEST_F(Resume, DrawsNothingTwice) {
  expect(run(), "10 of 10 figures saved in ");
  expect(run(), "10 of 10 figures saved, 10 of them earlier\n");
  EXPECT_EQ(sandbox.rankplot({"status", "figures"}).code, 0);
  EXPECT_EQ(sandbox.journal_lines("figures"), 11U);
  expect(run({"--force"}), "10 of 10 figures saved in ");
}

TEST_F(Resume, DrawsAgainWhatWasRemovedOrChanged) {
  run();
  const auto before = sandbox.pictures("figures");
  fs::remove(sandbox / "figures/u/100.png");
  expect(run(), "10 of 10 figures saved, 9 of them earlier");
  EXPECT_EQ(sandbox.pictures("figures"), before);

  sandbox.write("job.toml", with(kTwoFigures, "\"v\"\n", "\"v\"\ntitle = \"V\"\n"));
  expect(run(), "10 of 10 figures saved, 5 of them earlier");

  // The same bytes at another time are another file, for two figures.
  fs::last_write_time(sandbox / "sample/gray_scott/gs_200.h5", fs::file_time_type::clock::now());
  expect(run(), "10 of 10 figures saved, 8 of them earlier");
  EXPECT_EQ(sandbox.text("figures/data.csv").find("figure,"), 0U);
  const std::string table = sandbox.text("figures/data.csv");
  EXPECT_EQ(std::count(table.begin(), table.end(), '\n'), 11);
}

TEST_F(Resume, DrawsOnlyTheFigureOrTheFailuresAskedFor) {
  expect(run({"--only", "v"}), "5 of 5 figures saved in ");
  EXPECT_EQ(sandbox.rankplot({"status", "figures"}).code, 75);
  expect(run({"--only", "w"}, 2), "figure 'w' is not known; known: u, v");
  fs::remove(sandbox / "figures/v/0.png");
  fs::create_directories(sandbox / "figures/v/0.png/in_the_way");
  expect(run({"--only", "v"}, 1), "4 of 5 figures saved, 1 failed, 4 of them earlier");
  fs::remove_all(sandbox / "figures/v/0.png");
  expect(run({"--only", "failed"}), "5 of 5 figures saved, 4 of them earlier");
  EXPECT_EQ(sandbox.pictures("figures").size(), 5U);
  expect(run(), "10 of 10 figures saved, 5 of them earlier");
}

TEST_F(Resume, DoesNotSayThatFiguresKilledPaintersThatOnlyFailed) {
  sandbox.write("job.toml", with(kTwoFigures, "/fields/V", "/fields/V[0, :]"));
  expect(run({}, 1), "5 of 10 figures saved, 5 failed");
  const std::string again = run({"--only", "u"}, 1);  // v's failures are told again
  expect(again, "5 of 10 figures saved, 5 failed, 5 of them earlier");
  EXPECT_EQ(again.find("killed painters"), std::string::npos) << again;
}

TEST_F(Resume, ListsWhatTheJobNoLongerMakesAndCleanRemovesIt) {
  run();
  sandbox.write("job.toml", with(kTwoFigures, "v/{step}.png", "w/{step}.png"));
  const std::string text = run();
  expect(text, "no longer made: figures/v/0.png\n");
  expect(text, "rankplot clean figures");
  expect(run(), "no longer made: figures/v/400.png\n");
  const Ended asked = sandbox.rankplot({"clean", "figures"});
  expect(asked.out, "nothing was removed");
  EXPECT_EQ(sandbox.pictures("figures").size(), 15U);
  EXPECT_EQ(sandbox.rankplot({"clean", "figures", "--yes"}).code, 0);
  EXPECT_EQ(sandbox.pictures("figures").size(), 10U);
  EXPECT_FALSE(fs::exists(sandbox / "figures/v"));
  EXPECT_EQ(run().find("no longer made"), std::string::npos);
}

TEST_F(Resume, ReproducesOnePictureInAFolderOfItsOwn) {
  run();
  const auto before = sandbox.pictures("figures");
  const std::string journal = sandbox.text("figures/journal.jsonl");
  const Ended ended = sandbox.rankplot({"reproduce", "figures", "7", "-o", "again"});
  EXPECT_EQ(ended.code, 0) << ended.out << ended.err;
  const auto again = sandbox.pictures("again");
  ASSERT_EQ(again.size(), 1U) << ended.out;
  EXPECT_EQ(again.begin()->second, before.at(again.begin()->first));
  EXPECT_EQ(sandbox.text("figures/journal.jsonl"), journal);
  EXPECT_EQ(sandbox.rankplot({"reproduce", "figures", "10"}).code, 2);
}

TEST_F(Resume, DrawsAgainWhatADamagedJournalSaidAndKeepsIt) {
  run();
  std::ofstream(sandbox / "figures/journal.jsonl", std::ios::app) << "not a line\n";
  expect(run(), "10 of 10 figures saved in ");
  expect(sandbox.text("figures/journal.1.jsonl"), "not a line");
}

TEST_F(Resume, SharesDrawTheWholeTogether) {
  run({"--share", "1/2"});
  EXPECT_EQ(sandbox.rankplot({"status", "figures"}).code, 75);
  run({"--share", "2/2"});
  EXPECT_EQ(sandbox.rankplot({"status", "figures"}).code, 0);
  EXPECT_EQ(sandbox.pictures("figures").size(), 10U);
  const std::string table = sandbox.text("figures/data.csv");
  EXPECT_EQ(std::count(table.begin(), table.end(), '\n'), 11) << table;
  expect(run(), "10 of 10 figures saved, 10 of them earlier\n");
  EXPECT_FALSE(fs::exists(sandbox / "figures/journal.1-of-2.jsonl"));
  EXPECT_EQ(sandbox.journal_lines("figures"), 11U);
}

TEST(ResumeAfterKill, GivesTheSameBytesAsAnUndisturbedRun) {
  constexpr std::size_t kPlots = 4000;  // the first two runs of each end long before all is drawn
  const Sandbox sandbox;
  sandbox.sample({"--plots", std::to_string(kPlots), "--grid", "16", "--steps", "0"});
  const std::string job = RANKPLOT_JOBS "/concurrent_saving.toml";
  for (const int ranks : {0, 3}) {
    SCOPED_TRACE(std::to_string(ranks) + " ranks");
    const std::string out = "out" + std::to_string(ranks);
    std::size_t seen = 1;
    for (int kills = 0; kills < 2; ++kills) {
      Process run(Sandbox::command(ranks, {job, "-o", out}), sandbox.path());
      ASSERT_TRUE(eventually([&] { return sandbox.journal_lines(out) > seen + 50; }));
      run.signal(SIGKILL);
      run.wait();
      ASSERT_TRUE(eventually([&] { return painters_in(sandbox.path()).empty(); }));
      EXPECT_EQ(sandbox.rankplot({"status", out}).code, 75);
      EXPECT_GE(sandbox.journal_lines(out), seen + 50) << "it began where the one before it ended";
      seen = sandbox.journal_lines(out);
    }
    const Ended last = sandbox.run(ranks, {job, "-o", out});
    EXPECT_EQ(last.code, 0) << last.out << last.err;
    EXPECT_NE(last.out.find("of them earlier"), std::string::npos) << last.out;
    EXPECT_EQ(journal::read(sandbox / out).outcomes.size(), kPlots);
    sandbox.expect_clean(out);
  }
  EXPECT_EQ(sandbox.run(0, {job, "-o", "undisturbed"}).code, 0);
  const auto undisturbed = sandbox.pictures("undisturbed");
  EXPECT_EQ(undisturbed.size(), kPlots);
  EXPECT_TRUE(sandbox.pictures("out0") == undisturbed);
  EXPECT_TRUE(sandbox.pictures("out3") == undisturbed);
}
