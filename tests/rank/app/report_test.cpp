#include "rank/app/report.hpp"

#include <gtest/gtest.h>

using namespace rankplot;
using namespace rankplot::app;

namespace {

plan::Outcome saved(std::uint64_t picture, std::vector<std::string> files) {
  plan::Outcome outcome;
  outcome.picture = picture;
  outcome.saved = true;
  outcome.files = std::move(files);
  outcome.bytes = 20'000;
  return outcome;
}

}  // namespace

TEST(Report, ListsSavedFilesInTheOrderOfThePlan) {
  EXPECT_EQ(saved_text({saved(1, {"out/b.png"}), saved(0, {"out/a.png", "out/a.jpg"})}, "out"),
            "saved: out/a.png\nsaved: out/a.jpg\nsaved: out/b.png\n");
  EXPECT_EQ(saved_text({}, "out"), "");
}

TEST(Report, CountsSavedFilesPastTwenty) {
  std::vector<plan::Outcome> outcomes;
  for (std::uint64_t i = 0; i < 20; ++i) outcomes.push_back(saved(i, {"out/a.png"}));
  EXPECT_EQ(saved_text(outcomes, "out").find("saved: out/a.png\n"), 0u);
  outcomes.push_back(saved(20, {"out/b.png"}));
  EXPECT_EQ(saved_text(outcomes, "out"), "saved: 21 files (420 kB) in out\n");
}

TEST(Report, TellsWhatIsNoLongerMadeAndWhatRemovesIt) {
  EXPECT_EQ(leftovers_text({}, "out"), "");
  EXPECT_EQ(leftovers_text({"v/1.png"}, "out"),
            "no longer made: out/v/1.png\n`rankplot clean out` removes what the job no longer "
            "makes\n");
  const std::string many = leftovers_text(std::vector<std::string>(23, "a.png"), "out");
  EXPECT_NE(many.find("and 3 more\n"), std::string::npos) << many;
}

TEST(Report, CountsAndTellsTheCode) {
  EXPECT_EQ(counts_text(4, 0, 0), "4 of 4 figures saved");
  EXPECT_EQ(counts_text(1, 0, 0), "1 of 1 figure saved");
  EXPECT_EQ(counts_text(2, 1, 3), "2 of 6 figures saved, 1 failed, 3 not drawn");
  EXPECT_EQ(code_of(0, 0), 0);
  EXPECT_EQ(code_of(2, 0), 1);
  EXPECT_EQ(code_of(2, 1), 75);
}
