#include "rank/app/failures.hpp"

#include <gtest/gtest.h>

#include <algorithm>

using namespace rankplot;
using namespace rankplot::app;

namespace {

plan::Outcome failure(std::uint64_t picture, const std::string& step, const std::string& reason) {
  plan::Outcome failed;
  failed.picture = picture;
  failed.figure = "v";
  failed.captures = {{"step", step}};
  failed.file = "gs_" + step + ".h5";
  failed.stage = plan::Stage::Read;
  failed.reason = reason;
  return failed;
}

std::vector<plan::Outcome> failures(std::uint64_t first, std::uint64_t count,
                                    const std::string& reason) {
  std::vector<plan::Outcome> all;
  for (std::uint64_t i = 0; i < count; ++i)
    all.push_back(failure(first + i, std::to_string(first + i), reason));
  return all;
}

std::ptrdiff_t lines(const std::string& text) { return std::count(text.begin(), text.end(), '\n'); }

}  // namespace

TEST(Failures, TellsAFailureWithAllThatItIsAbout) {
  plan::Outcome failed;
  failed.figure = "v";
  failed.captures = {{"run", "a"}, {"step", "100"}};
  failed.file = "gs_100.h5";
  failed.object = "/fields/V";
  failed.rank = 3;
  failed.stage = plan::Stage::Read;
  failed.reason = "it is gone";
  plan::Outcome saved;
  saved.picture = 1;
  saved.saved = true;
  EXPECT_EQ(failures_text({failed, saved}),
            "failed: figure 'v' run=a step=100 (picture 0), file 'gs_100.h5', object '/fields/V', "
            "rank 3, "
            "read: it is gone\n");
}

TEST(Failures, LeavesOutWhatAFailureIsNotAbout) {
  plan::Outcome failed;
  failed.figure = "v";
  failed.stage = plan::Stage::Plan;
  failed.reason = "too large";
  EXPECT_EQ(failures_text({failed}), "failed: figure 'v' (picture 0), plan: too large\n");
}

TEST(Failures, AreListedEachUpToTwenty) {
  EXPECT_EQ(lines(failures_text(failures(0, 20, "it is gone"))), 20);
}

TEST(Failures, AreGroupedByReasonBeyondTwentyTheMostFrequentFirst) {
  std::vector<plan::Outcome> all = failures(0, 2, "too large");
  const std::vector<plan::Outcome> gone = failures(2, 20, "it is gone");
  all.insert(all.end(), gone.begin(), gone.end());
  EXPECT_EQ(failures_text(all),
            "failed: 20 figures, read: it is gone\n"
            "  figure 'v' step=2 (picture 2), file 'gs_2.h5'\n"
            "  figure 'v' step=3 (picture 3), file 'gs_3.h5'\n"
            "  figure 'v' step=4 (picture 4), file 'gs_4.h5'\n"
            "  and 17 more\n"
            "failed: 2 figures, read: too large\n"
            "  figure 'v' step=0 (picture 0), file 'gs_0.h5'\n"
            "  figure 'v' step=1 (picture 1), file 'gs_1.h5'\n");
}

TEST(Failures, AreOfOneGroupWhereOnlyNamesAndNumbersDiffer) {
  std::vector<plan::Outcome> all;
  for (std::uint64_t i = 0; i < 30; ++i) {
    const std::string step = std::to_string(i * 7);
    all.push_back(failure(i, step, "cannot open 'gs_" + step + ".h5': " + step + " bytes"));
  }
  all.push_back(failure(30, "999", "it is gone"));
  const std::string text = failures_text(all);
  EXPECT_EQ(
      text.find(
          "failed: 30 figures, read, such as\n"
          "  figure 'v' step=0 (picture 0), file 'gs_0.h5': cannot open 'gs_0.h5': 0 bytes\n"),
      0u)
      << text;
  EXPECT_NE(
      text.find("failed: figure 'v' step=999 (picture 30), file 'gs_999.h5', read: it is gone\n"),
      std::string::npos)
      << text;
}
