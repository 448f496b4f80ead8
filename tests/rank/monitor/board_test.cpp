#include "rank/monitor/board.hpp"

#include <gtest/gtest.h>

using namespace rankplot;
using namespace rankplot::monitor;
using nlohmann::json;

namespace {

RunFacts facts() {
  RunFacts run;
  run.output = "out";
  run.pictures = 100;
  return run;
}

plan::Outcome saved(std::uint64_t picture) {
  plan::Outcome outcome;
  outcome.picture = picture;
  outcome.figure = "v";
  outcome.captures = {{"step", std::to_string(picture)}};
  outcome.saved = true;
  outcome.files = {"out/v/" + std::to_string(picture) + ".pdf",
                   "out/v/" + std::to_string(picture) + ".png"};
  outcome.rank = 1;
  return outcome;
}

plan::Outcome failed(const std::string& reason) {
  plan::Outcome outcome;
  outcome.figure = "v";
  outcome.stage = plan::Stage::Read;
  outcome.reason = reason;
  outcome.rank = 0;
  return outcome;
}

TEST(Board, TellsRateAndTimeLeftFromTheLastSeconds) {
  Board board(facts(), 1000);
  board.progress(10, 1, 100, 1002);
  const json progress = board.parts(1002).at("progress");
  EXPECT_EQ(progress["done"], 10);
  EXPECT_EQ(progress["failed"], 1);
  EXPECT_EQ(progress["total"], 100);
  EXPECT_DOUBLE_EQ(progress["rate"], 5);
  EXPECT_DOUBLE_EQ(progress["left_s"], 18);
  for (int second = 3; second <= 60; ++second) board.progress(10, 1, 100, 1000 + second);
  EXPECT_DOUBLE_EQ(board.parts(1060).at("progress")["rate"], 0) << "nothing came lately";
  EXPECT_FALSE(board.parts(1060).at("progress").contains("left_s"));
}

TEST(Board, ShowsTheNewestFiguresFirst) {
  Board board(facts(), 0);
  for (std::uint64_t i = 0; i < 30; ++i) board.record(saved(i));
  const json figures = board.parts(0).at("figures");
  ASSERT_EQ(figures.size(), Board::kNewest);
  EXPECT_EQ(figures[0]["number"], 29);
  EXPECT_EQ(figures[0]["image"], "v/29.png") << "of several files the one that a browser can show";
  EXPECT_EQ(figures[0]["files"], json({"v/29.pdf", "v/29.png"}));
  EXPECT_EQ(figures[0]["captures"], json({{"step", "29"}}));
}

TEST(Board, GroupsFailuresByReasonTheMostFrequentFirst) {
  Board board(facts(), 0);
  board.record(failed("rare"));
  for (int i = 0; i < 3; ++i) board.record(failed("frequent"));
  const json failures = board.parts(0).at("failures");
  ASSERT_EQ(failures.size(), 2U);
  EXPECT_EQ(failures[0]["reason"], "frequent");
  EXPECT_EQ(failures[0]["count"], 3);
  EXPECT_EQ(failures[0]["stage"], "read");
}

TEST(Board, TakesReasonsThatDifferInNumbersAloneForOne) {
  Board board(facts(), 0);
  board.record(failed("dataset '/plot_1/a': index 900 is outside"));
  board.record(failed("dataset '/plot_27/a': index 9 is outside"));
  const json failures = board.parts(0).at("failures");
  ASSERT_EQ(failures.size(), 1U);
  EXPECT_EQ(failures[0]["count"], 2);
  EXPECT_EQ(failures[0]["reason"], "dataset '/plot_1/a': index 900 is outside");
}

TEST(Board, BoundsTheReasonsThatItTellsApart) {
  Board board(facts(), 0);
  for (std::size_t i = 0; i < 3 * Board::kReasons; ++i)
    board.record(failed(std::string(i + 1, 'x')));
  const json failures = board.parts(0).at("failures");
  EXPECT_EQ(failures.size(), Board::kReasons + 1);
  EXPECT_EQ(failures[0]["reason"], "other reasons");
  EXPECT_EQ(failures[0]["count"], 2 * Board::kReasons);
}

TEST(Board, CountsByRankAndKeepsTheCountWhenARankSaysWhatItDoes) {
  Board board(facts(), 0);
  board.record(saved(1));
  RankActivity activity;
  activity.rank = 1;
  activity.host = "node1";
  activity.painters = {{"draw", "a.h5", 0.5}};
  board.activity(activity);
  board.record(saved(2));
  const json ranks = board.parts(0).at("ranks");
  ASSERT_EQ(ranks.size(), 1U);
  EXPECT_EQ(ranks[0]["saved"], 2);
  EXPECT_EQ(ranks[0]["host"], "node1");
  EXPECT_EQ(ranks[0]["painters"][0]["stage"], "draw");
}

TEST(Below, NamesFilesAsTheFolderSeesThem) {
  EXPECT_EQ(below("out", "out/v/1.png"), "v/1.png");
  EXPECT_EQ(below("./out/", "out/v/1.png"), "v/1.png");
  EXPECT_EQ(below("out", ""), "");
}

}  // namespace
