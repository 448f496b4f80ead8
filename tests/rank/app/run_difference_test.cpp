#include "rank/app/run_difference.hpp"

#include <gtest/gtest.h>

#include "rank/app/difference_page.hpp"

using namespace rankplot;
using namespace rankplot::app;

namespace {

plan::Outcome saved(const std::string& figure, const std::string& step,
                    std::vector<std::string> files) {
  plan::Outcome outcome;
  outcome.figure = figure;
  outcome.captures = {{"step", step}};
  outcome.saved = true;
  for (const std::string& file : files) outcome.files.push_back("was/" + file);
  return outcome;
}

plan::Outcome failed(const std::string& figure, const std::string& reason) {
  plan::Outcome outcome;
  outcome.figure = figure;
  outcome.stage = plan::Stage::Read;
  outcome.reason = reason;
  return outcome;
}

/// A run that was written to "was" and lies in `folder` now.
RunFolder run(const std::string& folder, std::vector<plan::Outcome> outcomes) {
  RunFolder run{folder, {}};
  run.record.header.output = "was";
  run.record.outcomes = std::move(outcomes);
  return run;
}

/// Files are equal unless their name says otherwise; those that are not differ in 3 of 12 pixels.
const FileEyes kEyes{
    [](const std::string& one, const std::string&) { return one.find("other") == one.npos; },
    [](const std::string&, const std::string&) -> Change {
      return {12, 3, 200, ""};
    }};

}  // namespace

TEST(RunDifference, FindsFilesWhereTheFoldersLieNow) {
  const auto pictures = compare_runs(run("a", {saved("v", "1", {"v/1.png"})}),
                                     run("b", {saved("v", "1", {"v/1.png"})}), kEyes);
  ASSERT_EQ(pictures.size(), 1u);
  EXPECT_EQ(pictures[0].verdict, Verdict::Same);
  ASSERT_EQ(pictures[0].files.size(), 1u);
  EXPECT_EQ(pictures[0].files[0].old_file, "a/v/1.png");
  EXPECT_EQ(pictures[0].files[0].new_file, "b/v/1.png");
}

TEST(RunDifference, TellsTheShareOfPixelsAndTheGreatestDifference) {
  const auto pictures = compare_runs(run("a", {saved("v", "1", {"other.png", "other.pdf"})}),
                                     run("b", {saved("v", "1", {"new.png", "new.pdf"})}), kEyes);
  ASSERT_EQ(pictures.size(), 1u);
  EXPECT_EQ(pictures[0].verdict, Verdict::Changed);
  EXPECT_FALSE(is_same(pictures[0]));
  EXPECT_EQ(name_of(pictures[0]), "v step=1");
  EXPECT_EQ(details_of(pictures[0]),
            ".pdf: other bytes; .png: 25 % of the pixels, by 200 of 255 at most");
}

TEST(RunDifference, TakesEqualPixelsForTheSamePictureWhateverElseTheFileRecords) {
  const FileEyes repacked{[](const std::string&, const std::string&) { return false; },
                          [](const std::string&, const std::string&) -> Change {
                            return {12, 0, 0, ""};
                          }};
  const auto pictures = compare_runs(run("a", {saved("v", "1", {"1.png"})}),
                                     run("b", {saved("v", "1", {"1.png"})}), repacked);
  EXPECT_EQ(pictures[0].verdict, Verdict::Same);
  const auto pages = compare_runs(run("a", {saved("v", "1", {"1.pdf"})}),
                                  run("b", {saved("v", "1", {"1.pdf"})}), repacked);
  EXPECT_EQ(pages[0].verdict, Verdict::Changed);
}

TEST(RunDifference, TellsFiguresOfOneRunAlone) {
  const auto pictures = compare_runs(run("a", {saved("v", "1", {"1.png"})}),
                                     run("b", {saved("v", "2", {"2.png"})}), kEyes);
  ASSERT_EQ(pictures.size(), 2u);
  EXPECT_EQ(pictures[0].verdict, Verdict::Gone);
  EXPECT_EQ(pictures[1].verdict, Verdict::New);
  EXPECT_EQ(name_of(pictures[1]), "v step=2");
}

TEST(RunDifference, TellsWhatFailsNowAndWhatIsSavedNow) {
  const auto pictures =
      compare_runs(run("a", {saved("a", "1", {"1.png"}), failed("b", "gone"), failed("c", "gone")}),
                   run("b", {failed("c", "torn"),
                             [] {
                               plan::Outcome now = saved("b", "1", {"b.png"});
                               now.captures.clear();
                               return now;
                             }(),
                             [] {
                               plan::Outcome now = failed("a", "gone");
                               now.captures = {{"step", "1"}};
                               return now;
                             }()}),
                   kEyes);
  ASSERT_EQ(pictures.size(), 3u);
  EXPECT_EQ(pictures[0].verdict, Verdict::FailsNow);
  EXPECT_EQ(details_of(pictures[0]), "read: gone");
  EXPECT_EQ(pictures[1].verdict, Verdict::SavedNow);
  EXPECT_EQ(details_of(pictures[1]), "was read: gone");
  EXPECT_EQ(pictures[2].verdict, Verdict::FailsOtherwise);
  EXPECT_EQ(details_of(pictures[2]), "was read: gone; read: torn");
  const auto both =
      compare_runs(run("a", {failed("c", "gone")}), run("b", {failed("c", "gone")}), kEyes);
  EXPECT_EQ(both[0].verdict, Verdict::Fails);
  EXPECT_TRUE(is_same(both[0]));
}

TEST(RunDifference, ComparesTheValuesOfProbes) {
  plan::Outcome before = saved("mean", "1", {}), now = before;
  before.probed = {1, 2.5};
  now.probed = {1, 2.75};
  const auto pictures = compare_runs(run("a", {before}), run("b", {now}), kEyes);
  EXPECT_EQ(pictures[0].verdict, Verdict::Changed);
  EXPECT_EQ(details_of(pictures[0]), "y was 2.5, is 2.75");
}

TEST(RunDifference, LooksAtNoFileOutsideOfTheFolders) {
  plan::Outcome climbing = saved("v", "1", {});
  climbing.files = {"was/../../etc/passwd.png", "/etc/passwd.png"};
  const auto pictures = compare_runs(run("a", {climbing}), run("b", {climbing}), kEyes);
  EXPECT_TRUE(pictures[0].files.empty());
}

TEST(DifferencePage, LinksPicturesRelativeToItselfAndKeepsTextsText) {
  PictureDifference picture;
  picture.figure = "<script>alert(1)</script>";
  picture.verdict = Verdict::Changed;
  picture.files = {{"/runs/a/v \"1\".png", "/runs/b/v#1.png", false, Change{12, 3, 200, ""}}};
  const std::string page = difference_page("/runs/report/diff.html", "a", "b", {picture});
  EXPECT_EQ(page.find("<script"), std::string::npos);
  EXPECT_NE(page.find("&lt;script&gt;alert(1)"), std::string::npos);
  EXPECT_NE(page.find("src=\"./../a/v%20%221%22.png\""), std::string::npos) << page;
  EXPECT_NE(page.find("src=\"./../b/v%231.png\""), std::string::npos) << page;
  EXPECT_NE(page.find("25 % of the pixels"), std::string::npos);
}
