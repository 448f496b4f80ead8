#include "rank/watch/watch.hpp"

#include <gtest/gtest.h>

#include "folder.hpp"

using namespace rankplot::watch;
using Turn = Watch::Turn;

namespace {

std::string nobody(const std::string&) { return ""; }

}  // namespace

TEST(Watch, TellsOfFilesThatAreFinished) {
  const Folder folder;
  folder.append("a_1.h5", "old");
  folder.age("a_1.h5", 60);
  Watch watch({folder / "a_{n}.h5"}, 2, {}, nobody);
  EXPECT_EQ(watch.turn(), Turn::News);
  EXPECT_TRUE(watch.takes(folder / "a_1.h5"));
  EXPECT_FALSE(watch.takes(folder / "a_2.h5"));
  watch.take();
  EXPECT_EQ(watch.turn(), Turn::Nothing);
}

TEST(Watch, EndsAtItsMarkerAndTakesWhatIsThereThen) {
  const Folder folder;
  Watch watch({folder / "a_{n}.h5"}, 1000, {folder / "DONE", "", 0}, nobody);
  EXPECT_EQ(watch.turn(), Turn::Nothing);
  std::ofstream writer(folder / "a_1.h5");
  writer << "half" << std::flush;
  folder.append("DONE", "");
  EXPECT_EQ(watch.turn(), Turn::End);
  EXPECT_TRUE(watch.takes(folder / "a_1.h5"));
  EXPECT_EQ(watch.why(), "'" + (folder / "DONE") + "' is there");
}

TEST(Watch, EndsWithTheSlurmJobThatItWasToldOf) {
  const Folder folder;
  std::string state = "JobId=7 JobState=RUNNING Reason=None";
  std::string asked;
  const auto ask = [&](const std::string& id) {
    asked = id;
    return state;
  };
  Watch running({folder / "a_{n}.h5"}, 2, {"", "7", 0}, ask);
  EXPECT_EQ(running.turn(), Turn::Nothing);
  EXPECT_EQ(asked, "7");
  state = "JobId=7 JobState=FAILED Reason=NonZeroExitCode";
  Watch ended({folder / "a_{n}.h5"}, 2, {"", "7", 0}, ask);
  EXPECT_EQ(ended.turn(), Turn::End);
}

TEST(Watch, EndsWhenNothingHasComeForLong) {
  const Folder folder;
  Watch watch({folder / "a_{n}.h5"}, 2, {"", "", 0.05}, nobody);
  EXPECT_EQ(watch.turn(), Turn::Nothing);
  Turn turn = Turn::Nothing;
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(20);
  while (turn == Turn::Nothing && std::chrono::steady_clock::now() < end) turn = watch.turn();
  EXPECT_EQ(turn, Turn::End);
}
