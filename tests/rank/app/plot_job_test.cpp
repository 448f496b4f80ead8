#include "rank/app/plot_job.hpp"

#include <gtest/gtest.h>

#include "core/base/error.hpp"
#include "core/job/parse.hpp"
#include "rank/app/vocabulary.hpp"

using namespace rankplot;
using namespace rankplot::app;

namespace {

plan::DatasetInfo dataset(const std::string& object, std::vector<std::uint64_t> shape,
                          std::vector<std::string> columns = {}) {
  plan::DatasetInfo info;
  info.object = object;
  info.shape = std::move(shape);
  info.element_bytes = 8;
  info.columns = std::move(columns);
  return info;
}

plan::FileCatalog catalog() {
  plan::FileCatalog catalog;
  catalog.file.path = "run/gs_0.h5";
  catalog.datasets = {dataset("/fields/V", {64, 32}),
                      dataset("/cube", {96, 64, 48}),
                      dataset("/t", {10}),
                      dataset("/y", {10}),
                      dataset("/table", {10}, {"pressure", "density"}),
                      dataset("/dt", {})};
  return catalog;
}

std::string text_of(std::vector<std::string> paths, const std::string& kind = "",
                    const std::string& save = "", const std::string& file = "run/gs_0.h5") {
  return plot_job({file, std::move(paths), kind, save}, catalog(), vocabulary());
}

/// The job that the text stands for: it must be one that works as it stands.
job::Job job_of(const std::string& text) { return job::parse(text, "plot", vocabulary()); }

std::string error_of(std::vector<std::string> paths, const std::string& kind = "") {
  try {
    text_of(std::move(paths), kind);
  } catch (const base::Error& error) {
    return error.what();
  }
  return "";
}

}  // namespace

TEST(PlotJob, DrawsOneAxisAsALineAndTwoAsAHeatmap) {
  const job::Job line = job_of(text_of({"/y"}));
  EXPECT_EQ(line.figures.at(0).layers.at(0).kind, "line");
  EXPECT_EQ(line.figures[0].save, (std::vector<std::string>{"y.png"}));
  EXPECT_EQ(line.output, ".");
  const job::Job map = job_of(text_of({"/fields/V"}));
  EXPECT_EQ(map.figures.at(0).layers.at(0).kind, "heatmap");
  EXPECT_EQ(map.figures[0].layers[0].roles.at("value").text(), "/fields/V");
}

TEST(PlotJob, CountsAxesAfterHyperslabsAndInExpressions) {
  EXPECT_EQ(job_of(text_of({"/cube[:, :, 24]"})).figures[0].layers[0].kind, "heatmap");
  EXPECT_EQ(job_of(text_of({"/cube[:, 1, {k}]"})).figures[0].layers[0].kind, "line");
  EXPECT_EQ(job_of(text_of({"sqrt(/fields/V**2)"})).figures[0].layers[0].kind, "heatmap");
}

TEST(PlotJob, TakesTwoPathsAsXAndYAndMoreAsLinesOverTheFirst) {
  const job::Job two = job_of(text_of({"/t", "/table[pressure]"}));
  EXPECT_EQ(two.figures[0].layers[0].roles.at("x").text(), "/t");
  EXPECT_EQ(two.figures[0].layers[0].roles.at("y").text(), "/table[pressure]");
  EXPECT_EQ(two.figures[0].x.label, "t");
  EXPECT_EQ(two.figures[0].y.label, "pressure");
  const job::Job three = job_of(text_of({"/t", "/y", "/table[density]"}));
  ASSERT_EQ(three.figures[0].layers.size(), 2u);
  EXPECT_EQ(three.figures[0].layers[1].roles.at("y").text(), "/table[density]");
}

TEST(PlotJob, GivesPathsToTheRolesOfAKind) {
  EXPECT_EQ(job_of(text_of({"/y"}, "histogram")).figures[0].layers[0].kind, "histogram");
  const job::Job scatter = job_of(text_of({"/t", "/y"}, "scatter"));
  EXPECT_EQ(scatter.figures[0].layers[0].roles.at("y").text(), "/y");
  EXPECT_EQ(error_of({"/y"}, "scatter").find("kind 'scatter' takes x, y"), 0u)
      << error_of({"/y"}, "scatter");
  EXPECT_NE(error_of({"/y"}, "scater").find("did you mean 'scatter'?"), std::string::npos);
}

TEST(PlotJob, NamesThePictureAfterThePathAndItsCaptures) {
  const auto save = [](const std::string& text) { return job_of(text).figures[0].save.at(0); };
  EXPECT_EQ(save(text_of({"/fields/V"}, "", "", "run/gs_{step}.h5")), "V_{step}.png");
  EXPECT_EQ(save(text_of({"/cube[:, :, {k}]"})), "cube_{k}.png");
  EXPECT_EQ(save(text_of({"log10(/fields/V)"})), "log10_fields_V.png");
}

TEST(PlotJob, SplitsWhereToSaveIntoAFolderAndATemplate) {
  const auto target = [](const std::string& save) {
    const job::Job job = job_of(text_of({"/y"}, "", save));
    return job.output + "|" + job.figures[0].save.at(0);
  };
  EXPECT_EQ(target("y.jpg"), ".|y.jpg");
  EXPECT_EQ(target("../a/y.png"), "../a|y.png");
  EXPECT_EQ(target("/tmp/y.png"), "/tmp|y.png");
  EXPECT_EQ(target("/y.png"), "/|y.png");
}

TEST(PlotJob, SaysWhatToWriteWhereNothingFits) {
  EXPECT_NE(error_of({"/cube"}).find("is of shape (96, 64, 48): a plot takes one or two axes; "
                                     "write a plane of it, /cube[:, :, 24]"),
            std::string::npos)
      << error_of({"/cube"});
  EXPECT_NE(error_of({"/dt"}).find("a single number is no plot"), std::string::npos);
  EXPECT_NE(error_of({"/table"}).find("'/table[pressure]'; columns: pressure, density"),
            std::string::npos);
  EXPECT_NE(error_of({"/none"}).find("no dataset is '/none'"), std::string::npos);
  EXPECT_NE(error_of({"sqrt("}).find("column"), std::string::npos);
  EXPECT_NE(error_of({"/t", "/fields/V"}).find("beside other paths it must have one axis"),
            std::string::npos);
}

TEST(PlotJob, QuotesNamesThatTomlWouldReadOtherwise) {
  plan::FileCatalog odd = catalog();
  odd.datasets.push_back(dataset("/a \"b\" \\c", {4}));
  const std::string text = plot_job({"run/gs_0.h5", {"`/a \"b\" \\c`"}, "", ""}, odd, vocabulary());
  const job::Job job = job_of(text);
  EXPECT_EQ(job.figures[0].layers[0].roles.at("y").paths().at(0).object, "/a \"b\" \\c");
}
