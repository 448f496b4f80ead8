#include "rank/app/page_news.hpp"

#include <gtest/gtest.h>

#include "core/base/error.hpp"

namespace rankplot::app {
namespace {

/// What a page was told.
struct Page : PageSink {
  std::vector<plan::Outcome> recorded, kept;
  std::vector<painters::Doing> doing;
  int rank = -1;
  dispatch::Progress progress;
  std::uint64_t pictures = 0;

  void record(const plan::Outcome& outcome) override { recorded.push_back(outcome); }
  void activity(int of, const std::vector<painters::Doing>& what) override {
    rank = of;
    doing = what;
  }
  void show(const dispatch::Progress& now) override { progress = now; }
  void begin_round(const std::vector<plan::Outcome>& earlier, std::uint64_t all) override {
    kept = earlier;
    pictures = all;
  }
};

plan::Outcome outcome(const std::string& figure) {
  plan::Outcome made;
  made.figure = figure;
  made.captures = {{"step", "7"}};
  made.files = {"out/\xC3\xA9.png"};
  made.reason = "bytes that are no text: \xFF";
  return made;
}

/// A page that hears what another is told.
struct Far {
  Page page;
  PageNews news{[this](const std::string& text) { hear(text, page); }};
};

TEST(PageNews, BringAllThatHappensToAnotherRanksPage) {
  Far far;
  far.news.record(outcome("density"));
  ASSERT_EQ(far.page.recorded.size(), 1U);
  EXPECT_EQ(far.page.recorded[0].figure, "density");
  EXPECT_EQ(far.page.recorded[0].captures, outcome("").captures);
  EXPECT_EQ(far.page.recorded[0].files, outcome("").files);
  EXPECT_EQ(far.page.recorded[0].reason.substr(0, 24), "bytes that are no text: ");

  far.news.activity(3, {{plan::Stage::Draw, "a.h5", "/x", 1.5}, {}});
  EXPECT_EQ(far.page.rank, 3);
  ASSERT_EQ(far.page.doing.size(), 2U);
  EXPECT_EQ(far.page.doing[0].stage, plan::Stage::Draw);
  EXPECT_EQ(far.page.doing[0].file, "a.h5");
  EXPECT_EQ(far.page.doing[0].object, "/x");
  EXPECT_EQ(far.page.doing[0].seconds, 1.5);

  far.news.show({5, 2, 9});
  EXPECT_EQ(far.page.progress.done, 5U);
  EXPECT_EQ(far.page.progress.failed, 2U);
  EXPECT_EQ(far.page.progress.total, 9U);

  far.news.begin_round({outcome("kept")}, 11);
  EXPECT_EQ(far.page.kept.at(0).figure, "kept");
  EXPECT_EQ(far.page.pictures, 11U);
}

TEST(PageNews, AreRefusedWhereTheyCannotBeRead) {
  Page page;
  for (const char* news :
       {"", "{", "7", "{}", R"({"record": 1})", R"({"doing": [[99, "", "", 0]], "rank": 0})",
        R"({"doing": [[1]], "rank": 0})", R"({"kept": [], "pictures": "many"})",
        R"({"done": -1, "failed": 0})"})
    EXPECT_THROW(hear(news, page), base::Error) << news;
  EXPECT_TRUE(page.recorded.empty());
}

}  // namespace
}  // namespace rankplot::app
