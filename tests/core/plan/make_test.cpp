// What becomes of cases: tasks, refusals, and errors before any work.
#include <algorithm>

#include <nlohmann/json.hpp>

#include "jobs.hpp"

namespace rankplot::plan {
namespace {

using testing::cases;
using testing::catalog;
using testing::contains;
using testing::dataset;
using testing::error_of;
using testing::figure;
using testing::job_of;
using testing::Texts;

const std::vector<FileCatalog> kTwo{catalog("gs_1.h5", {dataset("/U"), dataset("/V")}),
                                    catalog("gs_2.h5", {dataset("/U"), dataset("/V")})};

job::Job two(const std::vector<job::Figure>& figures) {
  return job_of({{"", "gs_{step}.h5"}}, figures);
}

TEST(Make, DrawsAllFiguresOfACaseInOneTask) {
  const Plan plan = make(two({figure("u", "u_{step}.png", {{"value", "/U"}}),
                              figure("v", "v_{step}.png", {{"value", "/V"}})}),
                         kTwo);
  ASSERT_EQ(plan.tasks.size(), 2U);
  EXPECT_EQ(plan.picture_count, 4U);
  for (std::size_t i = 0; i < 2; ++i) {
    EXPECT_EQ(plan.tasks[i].id, i);
    ASSERT_EQ(plan.tasks[i].pictures.size(), 2U);
    EXPECT_EQ(plan.tasks[i].pictures[0].id, i);
    EXPECT_EQ(plan.tasks[i].pictures[1].id, 2 + i);
    EXPECT_EQ(plan.tasks[i].pictures[1].figure, 1U);
  }
}

TEST(Make, IsTheSameWhateverTheOrderOfTheCatalogs) {
  const auto job = two({figure("u", "u_{step}.png", {{"value", "/U"}}),
                        figure("v", "v_{step}.png", {{"value", "/W"}})});
  std::vector<FileCatalog> turned(kTwo.rbegin(), kTwo.rend());
  for (FileCatalog& file : turned) std::reverse(file.datasets.begin(), file.datasets.end());
  const Plan one = make(job, kTwo), other = make(job, turned);
  EXPECT_EQ(nlohmann::json(one.tasks), nlohmann::json(other.tasks));
  ASSERT_EQ(one.refusals.size(), 2U);
  EXPECT_EQ(one.refusals[1].reason, other.refusals.at(1).reason);
}

TEST(Make, NamesTheCasesThatWouldWriteTheSameFile) {
  const std::string message = error_of([] {
    make(two({figure("u", "out/./same.png", {{"value", "/U"}})}), kTwo);
  });
  EXPECT_TRUE(contains(message, "figure 'u' ({step} = 1) and figure 'u' ({step} = 2)")) << message;
  EXPECT_TRUE(contains(message, "'figures/out/same.png'")) << message;
  EXPECT_TRUE(contains(message, "such as {step}")) << message;
  const std::string figures = error_of([] {
    make(two({figure("u", "{step}.png", {{"value", "/U"}}),
              figure("v", "{step}.png", {{"value", "/V"}})}),
         kTwo);
  });
  EXPECT_TRUE(contains(figures, "figure 'u' ({step} = 1) and figure 'v' ({step} = 1)")) << figures;
}

TEST(Make, RefusesTwoFormatsOfAFigureInOneFile) {
  auto drawn = figure("u", "{step}.png", {{"value", "/U"}});
  drawn.save.push_back("./{step}.png");
  const std::string message = error_of([&] { make(two({drawn}), kTwo); });
  EXPECT_TRUE(contains(message, "'figures/1.png' twice")) << message;
}

TEST(Make, KeepsFilesWithinTheOutput) {
  for (const char* save : {"../{step}.png", "/tmp/{step}.png", "a/../../{step}.png", "{step}/", "",
                           "{step}/..", "{step}/."}) {
    const std::string message = error_of([&] {
      make(two({figure("u", save, {{"value", "/U"}})}), kTwo);
    });
    EXPECT_TRUE(contains(message, "figure 'u'")) << save << ": " << message;
    EXPECT_TRUE(contains(message, "'figures'")) << save << ": " << message;
  }
  // What a hostile file names counts as well as what the job says.
  const auto job = job_of({{"", "a.h5"}}, {figure("u", "{n}/x.png", {{"value", "/{n}/U"}})});
  EXPECT_TRUE(
      contains(error_of([&] { make(job, {catalog("a.h5", {dataset("/../U")})}); }), "'..'"));
}

TEST(Make, NamesTheFieldsThereAre) {
  const auto with = [](const std::function<void(job::Figure&)>& change) {
    auto drawn = figure("u", "{step}.png", {{"value", "/U"}});
    change(drawn);
    return error_of([&] { make(two({drawn}), kTwo); });
  };
  const std::string title = with([](job::Figure& f) { f.title = "t = {stp}"; });
  EXPECT_TRUE(contains(title, "title 't = {stp}'")) << title;
  EXPECT_TRUE(contains(title, "fields: step, index, file, dataset")) << title;
  EXPECT_TRUE(contains(title, "did you mean {step}")) << title;
  EXPECT_TRUE(contains(with([](job::Figure& f) { f.save = {"{run}.png"}; }), "{run}"));
  EXPECT_TRUE(contains(with([](job::Figure& f) { f.x.label = "{"; }), "xlabel"));
  EXPECT_TRUE(contains(with([](job::Figure& f) { f.y.label = "{x}"; }), "ylabel"));
  EXPECT_TRUE(
      contains(with([](job::Figure& f) { f.layers[0].options.emplace("label", "{x}"); }), "label"));
  EXPECT_TRUE(contains(with([](job::Figure& f) { f.title = "{tmie}"; }), "did you mean {time}"));
  EXPECT_TRUE(contains(with([](job::Figure& f) {
                         f.layers[0].roles["value"] = expr::Expression::parse("{run} * 2");
                       }),
                       "{run}"));
}

TEST(Make, RefusesTheCasesWhoseTextsCannotBeMade) {
  auto drawn = figure("u", "{step:04d}.png", {{"value", "/U"}});
  std::vector<FileCatalog> files = kTwo;
  files.push_back(catalog("gs_last.h5", {dataset("/U")}));
  const Plan plan = make(two({drawn}), files);
  EXPECT_EQ(cases(plan), (Texts{"step=1", "step=2"}));
  ASSERT_EQ(plan.refusals.size(), 1U);
  EXPECT_TRUE(contains(plan.refusals[0].reason, "'last'")) << plan.refusals[0].reason;
}

TEST(Make, RefusesGlobsInsideFilesAsOfALaterVersion) {
  auto drawn = figure("u", "{step}.png", {{"value", "U"}});
  drawn.data = "/run_*";
  EXPECT_TRUE(contains(error_of([&] { make(two({drawn}), kTwo); }), "not in this version"));
}

TEST(Make, TakesAHundredThousandDatasetsOfOneFile) {
  std::vector<DatasetInfo> datasets;
  for (int i = 0; i < 100'000; ++i) {
    datasets.push_back(dataset("/plot_" + std::to_string(i) + "/a"));
    datasets.push_back(dataset("/plot_" + std::to_string(i) + "/b"));
  }
  const auto job = job_of(
      {{"", "a.h5"}}, {figure("p", "{n:06d}.png", {{"x", "/plot_{n}/a"}, {"y", "/plot_{n}/b"}})});
  const Plan plan = make(job, {catalog("a.h5", std::move(datasets))});
  ASSERT_EQ(plan.tasks.size(), 100'000U);
  EXPECT_EQ(plan.tasks[99'999].captures.at("n"), "99999");
}

TEST(Make, TakesAHundredThousandFilesBesideAFileOfAHundredThousandDatasets) {
  std::vector<FileCatalog> catalogs;
  std::vector<DatasetInfo> datasets;
  for (int i = 0; i < 100'000; ++i) {
    const std::string step = std::to_string(i);
    catalogs.push_back(catalog("gs_" + step + ".h5", {dataset("/V")}));
    datasets.push_back(dataset("/s_" + step + "/run_1"));
  }
  catalogs.push_back(catalog("b.h5", std::move(datasets)));
  auto drawn = figure("p", "{step}_{run}.png", {{"x", "a:/V"}, {"y", "b:/s_{step}/run_{run}"}});
  drawn.select.emplace("step",
                       expr::Expression::parse("step % 2 == 0", expr::Expression::Names::Captures));
  const Plan plan = make(job_of({{"a", "gs_{step}.h5"}, {"b", "b.h5"}}, {drawn}), catalogs);
  ASSERT_EQ(plan.tasks.size(), 50'000U);
  EXPECT_EQ(plan.tasks[49'999].captures.at("step"), "99998");
}

}  // namespace
}  // namespace rankplot::plan
