#include "rank/movies/choice.hpp"

#include <gtest/gtest.h>

namespace rankplot::movies {
namespace {

/// A film of pictures 0, 1 and 2, and what an earlier run made of it.
plan::Film film() { return {{}, {"out/v.mp4"}, {0, 1, 2}, "key"}; }
plan::FilmOutcome made(std::uint64_t held = 0) {
  return {"v", "key", true, {"out/v.mp4"}, 3, held, 1000, ""};
}

plan::Plan drawing(const std::vector<std::uint64_t>& pictures) {
  plan::Plan plan;
  for (const std::uint64_t id : pictures) {
    plan.tasks.emplace_back();
    plan.tasks.back().pictures.push_back({id, 0, id + 1});
  }
  return plan;
}

bool all_there(const std::string&) { return true; }

std::size_t to_make(const std::vector<plan::FilmOutcome>& earlier,
                    const std::vector<std::uint64_t>& drawn, bool force = false) {
  return choose(candidates({film()}, earlier, all_there), drawing(drawn), force).to_make.size();
}

TEST(Choice, KeepsAFilmOfTheSameKeyWhoseFilesAreThere) {
  EXPECT_EQ(to_make({made()}, {}), 0U);
  EXPECT_EQ(to_make({}, {}), 1U);
  plan::FilmOutcome other = made();
  other.key = "another";
  EXPECT_EQ(to_make({other}, {}), 1U);
  const auto none_there = [](const std::string&) { return false; };
  EXPECT_EQ(choose(candidates({film()}, {made()}, none_there), drawing({}), false).kept.size(), 0U);
}

TEST(Choice, BelievesTheNewestWord) {
  plan::FilmOutcome failed = made();
  failed.saved = false;
  EXPECT_EQ(to_make({made(), failed}, {}), 1U);
  EXPECT_EQ(to_make({failed, made()}, {}), 0U);
}

TEST(Choice, MakesAgainWhatHeldAPictureOverThatIsDrawnNow) {
  EXPECT_EQ(to_make({made(1)}, {1}), 1U);
  EXPECT_EQ(to_make({made(1)}, {}), 0U) << "nothing could have become better";
  EXPECT_EQ(to_make({made(0)}, {1}), 0U) << "a picture with the same key has the same pixels";
  EXPECT_EQ(to_make({made(0)}, {1}, true), 1U);
}

TEST(Choice, TellsFilmsThatAreNotMadeAnyMore) {
  plan::FilmOutcome gone = made();
  gone.files = {"out/w.mp4", "elsewhere/w.mp4", "out/../w.gif"};
  EXPECT_EQ(leftovers(candidates({film()}, {}, all_there), {made(), gone}, "out", all_there),
            std::vector<std::string>{"w.mp4"});
}

TEST(Choice, AsksForTheFramesOfFilmsThatMayBeMade) {
  EXPECT_EQ(framed(candidates({film()}, {}, all_there)).size(), 3U);
  EXPECT_EQ(framed(candidates({film()}, {made(1)}, all_there)).size(), 3U);
  EXPECT_EQ(framed(candidates({film()}, {made()}, all_there)).size(), 0U);
}

}  // namespace
}  // namespace rankplot::movies
