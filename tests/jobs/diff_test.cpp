#include <filesystem>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "sandbox.hpp"

namespace fs = std::filesystem;

namespace {

std::string job_with(const std::string& color, const std::string& more = "") {
  return "input = \"sample/gray_scott/gs_{step}.h5\"\n"
         "[[figure]]\n"
         "name = \"mean\"\n"
         "save = [\"mean_{step}.png\", \"mean_{step}.pdf\"]\n"
         "  [[figure.layer]]\n"
         "  kind  = \"line\"\n"
         "  y     = \"/fields/V[8, :]\"\n"
         "  color = \"" +
         color +
         "\"\n"
         "[[figure]]\n"
         "name = \"v\"\n"
         "save = \"v_{step}.jpg\"\n"
         "  [[figure.layer]]\n"
         "  kind  = \"heatmap\"\n"
         "  value = \"/fields/V\"\n" +
         more;
}

const char* const kOneMore =
    "[[figure]]\n"
    "name = \"more\"\n"
    "save = \"more_{step}.svg\"\n"
    "  [[figure.layer]]\n"
    "  kind = \"line\"\n"
    "  y    = \"/fields/V[8, :]\"\n";

}  // namespace

TEST(Diff, TellsWhichFiguresChangedAndHowMuch) {
  const Sandbox sandbox;
  sandbox.sample({"--plots", "1", "--grid", "16", "--steps", "0"});
  sandbox.write("a.toml", job_with("C0"));
  sandbox.write("b.toml", job_with("C1", kOneMore));
  EXPECT_EQ(sandbox.run(0, {"a.toml", "-o", "a"}).code, 0);
  EXPECT_EQ(sandbox.run(0, {"b.toml", "-o", "b"}).code, 0);

  const Ended alike = sandbox.rankplot({"diff", "a", "a"});
  EXPECT_EQ(alike.code, 0) << alike.err;
  EXPECT_EQ(alike.out, "2 figures: 2 the same, 0 not\n");

  const Ended ended = sandbox.rankplot({"diff", "a", "b", "--page", "pages/diff.html"});
  EXPECT_EQ(ended.code, 1) << ended.err;
  EXPECT_NE(ended.out.find("mean step=0  changed: .pdf: other bytes; .png: "), std::string::npos)
      << ended.out;
  EXPECT_NE(ended.out.find("% of the pixels, by "), std::string::npos) << ended.out;
  EXPECT_NE(ended.out.find("more step=0  only in the second\n3 figures: 1 the same, 2 not\n"),
            std::string::npos)
      << ended.out;
  const std::string page = sandbox.text("pages/diff.html");
  EXPECT_NE(page.find("src=\"./../a/mean_0.png\""), std::string::npos) << page;
  EXPECT_NE(page.find("src=\"./../b/mean_0.png\""), std::string::npos);
  EXPECT_TRUE(fs::exists(sandbox / "pages/../a/mean_0.png"));

  const auto said = nlohmann::json::parse(sandbox.rankplot({"diff", "a", "b", "--json"}).out);
  EXPECT_EQ(said["figures"].size(), 3u);
  EXPECT_EQ(said["figures"][0]["verdict"], "changed");
  const auto& png = said["figures"][0]["files"][1];
  EXPECT_EQ(png["pixels"], 640 * 480);
  EXPECT_GT(png["changed"], 0);
  EXPECT_LT(png["changed"], 640 * 480 / 10);  // a line, not the picture
}

TEST(Diff, TellsWhatFailsNowAndWhatCannotBeCompared) {
  const Sandbox sandbox;
  sandbox.sample({"--plots", "1", "--grid", "16", "--steps", "0"});
  sandbox.write("a.toml", job_with("C0"));
  EXPECT_EQ(sandbox.run(0, {"a.toml", "-o", "a"}).code, 0);
  fs::copy(sandbox / "a", sandbox / "b", fs::copy_options::recursive);
  sandbox.write("b/mean_0.png", "no picture");
  fs::remove(sandbox / "b/v_0.jpg");
  const Ended ended = sandbox.rankplot({"diff", "a", "b"});
  EXPECT_EQ(ended.code, 1);
  EXPECT_NE(ended.out.find("'b/mean_0.png': "), std::string::npos) << ended.out;
  EXPECT_NE(ended.out.find("b/v_0.jpg"), std::string::npos) << ended.out;

  fs::remove_all(sandbox / "b");
  fs::create_directories(sandbox / "b/v_0.jpg");  // in place of a file
  EXPECT_EQ(sandbox.run(0, {"a.toml", "-o", "b"}).code, 1);
  const Ended failing = sandbox.rankplot({"diff", "a", "b"});
  EXPECT_EQ(failing.code, 1);
  EXPECT_NE(failing.out.find("v step=0  saved, now failed: write: "), std::string::npos)
      << failing.out;
}

TEST(Diff, RefusesAFolderWithoutAJournal) {
  const Sandbox sandbox;
  fs::create_directories(sandbox / "empty");
  const Ended ended = sandbox.rankplot({"diff", "empty", "empty"});
  EXPECT_EQ(ended.code, 2);
  EXPECT_NE(ended.err.find("empty"), std::string::npos) << ended.err;
}
