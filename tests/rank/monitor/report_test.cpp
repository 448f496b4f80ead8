#include "rank/monitor/report.hpp"

#include <chrono>
#include <filesystem>
#include <fstream>

#include <unistd.h>

#include <gtest/gtest.h>

#include "core/base/files.hpp"

using namespace rankplot;
using namespace rankplot::monitor;
using nlohmann::json;

namespace {

plan::Outcome picture(std::uint64_t number, const std::string& step) {
  plan::Outcome outcome;
  outcome.picture = number;
  outcome.figure = "v";
  outcome.captures = {{"step", step}};
  outcome.saved = true;
  outcome.files = {"out/" + step + ".png"};
  return outcome;
}

json data_of(const std::string& page) {
  const std::string begin = "<script type=\"application/json\" id=\"data\">";
  const std::size_t at = page.find(begin) + begin.size();
  return json::parse(page.substr(at, page.find("</script>", at) - at));
}

TEST(Gallery, ListsPicturesByFigure) {
  Gallery gallery("out");
  gallery.add(picture(0, "100"));
  plan::Outcome failed = picture(1, "200");
  failed.saved = false;
  failed.files = {};
  failed.stage = plan::Stage::Read;
  failed.reason = "no such file";
  gallery.add(failed);
  EXPECT_EQ(json::parse(gallery.text()),
            json::parse(R"({"figures": [{"name": "v", "captures": ["step"],
                            "rows": [["100.png", ["100"]], [[], ["200"], 0]]}],
                            "reasons": ["read: no such file"], "warnings": []})"));
}

TEST(Gallery, TellsTheWarningsOfAPictureAndNotItsOtherNotes) {
  Gallery gallery("out");
  plan::Outcome warned = picture(0, "100");
  warned.notes = {"2 of 9 points are not finite", "warning: all NaN", "warning: one colour"};
  gallery.add(warned);
  warned.notes = {"warning: one colour"};
  gallery.add(warned);
  const json said = json::parse(gallery.text());
  EXPECT_EQ(
      said["figures"][0]["rows"],
      json::parse(R"([["100.png", ["100"], null, [0, 1]], ["100.png", ["100"], null, [1]]])"));
  EXPECT_EQ(said["warnings"], json({"all NaN", "one colour"}));
}

TEST(Report, IsThePageWithItsDataInside) {
  Gallery gallery("out");
  gallery.add(picture(0, "1"));
  const State state{{{"run", {{"job", "a.toml"}}}},
                    {{"s", "", "", 2, {{1, 2}, {5, 6}, {5, 6}, {5, 6}, {5, 6}}}}};
  const json data = data_of(report(state, gallery));
  EXPECT_EQ(data["parts"]["run"]["job"], "a.toml");
  EXPECT_EQ(data["series"][0]["last"], json({5.0, 6.0}));
  EXPECT_FALSE(data["series"][0].contains("min"));
  EXPECT_EQ(data["gallery"]["figures"][0]["rows"][0][0], "1.png");
}

TEST(Report, KeepsTextsFromFilesText) {
  Gallery gallery("out");
  gallery.add(picture(0, "</script><script>alert(1)</script><!--"));
  const State state{{{"run", "</script><img src=x>"}}, {}};
  const std::string page = report(state, gallery);
  EXPECT_EQ(page.find("alert(1)</script>"), std::string::npos);
  EXPECT_EQ(page.find("<img"), std::string::npos);
  EXPECT_EQ(data_of(page)["parts"]["run"], "</script><img src=x>");
}

TEST(Report, ForbidsWhateverIsNotItsOwn) {
  const std::string page = report({}, Gallery("out"));
  const std::size_t at = page.find("Content-Security-Policy");
  ASSERT_NE(at, std::string::npos);
  const std::string policy = page.substr(at, page.find('>', at) - at);
  EXPECT_NE(policy.find("default-src 'none'; script-src 'sha256-"), std::string::npos) << policy;
  EXPECT_EQ(policy.find("unsafe"), std::string::npos);
  EXPECT_EQ(page.find("http://www"), page.find("http://www.w3.org")) << "nothing is fetched";
}

TEST(ReportWriter, WritesAHundredThousandFiguresIntoOneFile) {
  const std::filesystem::path folder =
      std::filesystem::temp_directory_path() / ("rankplot_report_" + std::to_string(::getpid()));
  std::filesystem::create_directories(folder);
  Gallery gallery("out");
  for (std::uint64_t i = 0; i < 100000; ++i) gallery.add(picture(i, std::to_string(i)));
  ReportWriter writer(folder.string());
  writer.begin({}, gallery);
  writer.wait();
  EXPECT_EQ(writer.problem(), "");
  const std::string page = base::read_text((folder / "index.html").string(), std::size_t{64} << 20);
  EXPECT_LT(page.size(), 6'000'000U);
  EXPECT_EQ(data_of(page)["gallery"]["figures"][0]["rows"].size(), 100000U);
  std::filesystem::remove_all(folder);
}

TEST(ReportWriter, SaysWhyItCouldNotWrite) {
  ReportWriter writer("/proc/none");
  writer.begin({}, Gallery("out"));
  writer.wait();
  EXPECT_NE(writer.problem().find("/proc/none"), std::string::npos) << writer.problem();
}

}  // namespace
