// Pictures that show many cases: over, gather, panels.
#include "jobs.hpp"

#include <nlohmann/json.hpp>

namespace rankplot::plan {
namespace {

using testing::catalog;
using testing::contains;
using testing::dataset;
using testing::error_of;
using testing::figure;
using testing::job_of;
using testing::Texts;

/// r_{run}_{step}.h5 for runs 2, 10 and steps 1, 2, each with /x and /y.
std::vector<FileCatalog> runs() {
  std::vector<FileCatalog> all;
  for (const char* name : {"r_2_1.h5", "r_10_1.h5", "r_2_2.h5", "r_10_2.h5"}) {
    all.push_back(catalog(name, {dataset("/x"), dataset("/y")}));
  }
  return all;
}
const std::vector<job::Input> kInputs{{"", "r_{run}_{step}.h5"}};

job::Figure over_runs(const std::string& save = "f_{step}.png") {
  job::Figure drawn = figure("f", save, {{"x", "/x"}, {"y", "/y * {run}"}});
  drawn.layers[0].over = {"run"};
  drawn.layers[0].options["label"] = std::string("run {run} of {file}");
  return drawn;
}

Texts files_of_reads(const BoundTask& bound) {
  Texts files;
  for (const Read& read : bound.reads) files.push_back(read.file + ":" + read.object);
  return files;
}

TEST(Members, ALayerOverACaptureIsDrawnOnceForEachOfItsValues) {
  const job::Job job = job_of(kInputs, {over_runs()});
  const Plan plan = make(job, runs());
  EXPECT_EQ(testing::cases(plan), (Texts{"step=1", "step=2"}));
  ASSERT_EQ(plan.tasks.size(), 2U);
  const nlohmann::json sent = plan.tasks[0];
  const BoundTask bound = bind(job, sent.get<Task>());
  const BoundPicture& picture = bound.pictures.at(0);
  EXPECT_EQ(picture.save, Texts{"figures/f_1.png"});
  ASSERT_EQ(picture.figure.layers.size(), 2U);
  EXPECT_EQ(std::get<std::string>(picture.figure.layers[0].options.at("label")), "run 2 of r_2_1");
  EXPECT_EQ(std::get<std::string>(picture.figure.layers[1].options.at("label")),
            "run 10 of r_10_1");
  EXPECT_EQ(picture.layers[1].captures, (Captures{{"run", "10"}, {"step", "1"}}));
  EXPECT_EQ(picture.layers[1].place, "layer 1 (scatter), run = 10");
  EXPECT_EQ(files_of_reads(bound),
            (Texts{"r_2_1.h5:/x", "r_2_1.h5:/y", "r_10_1.h5:/x", "r_10_1.h5:/y"}));
  EXPECT_EQ(files_of(plan.tasks[0]), (Texts{"r_10_1.h5", "r_2_1.h5"}));
}

TEST(Members, OverWorksWithObjectPathsAndHyperslabs) {
  job::Figure drawn = figure("f", "f.png", {{"y", "/p_{n}/V[:, {t}]"}});
  drawn.layers[0].over = {"n", "t"};
  const job::Job job = job_of({{"", "a.h5"}}, {drawn});
  const Plan plan =
      make(job, {catalog("a.h5", {dataset("/p_10/V", {4, 2}), dataset("/p_9/V", {4, 2})})});
  ASSERT_EQ(plan.picture_count, 1U);
  EXPECT_EQ(plan.tasks.at(0).files, Texts{"a.h5"});
  const BoundTask bound = bind(job, plan.tasks[0]);
  ASSERT_EQ(bound.reads.size(), 4U);
  EXPECT_EQ(bound.reads[1].object, "/p_9/V");
  EXPECT_EQ(bound.reads[1].hyperslab, expr::parse_path("/x[:, 1]").hyperslab);
  EXPECT_EQ(bound.reads[2].object, "/p_10/V");
}

TEST(Members, AGatherHasItsValuesInOrder) {
  const job::Job job = job_of(
      kInputs, {figure("f", "f_{step}.png",
                       {{"x", "gather({run}, run)"}, {"y", "1 + gather(mean(/x) - /y[0], run)"}})});
  const Plan plan = make(job, runs());
  ASSERT_EQ(plan.tasks.size(), 2U);
  const BoundTask bound = bind(job, plan.tasks[1]);
  const BoundLayer& layer = bound.pictures.at(0).layers.at(0);
  const BoundGather& y = layer.gathers_of_role.at("y").at(0);
  ASSERT_EQ(y.size(), 2U);
  EXPECT_EQ(y[0].captures, (Captures{{"run", "2"}, {"step", "2"}}));
  EXPECT_EQ(bound.reads.at(y[1].reads.at(0)).file, "r_10_2.h5");
  EXPECT_TRUE(layer.gathers_of_role.at("x").at(0).at(1).reads.empty());
  EXPECT_TRUE(layer.reads_of_role.at("y").empty());
}

TEST(Members, AFigureOverACaptureHasOnePanelForEachOfItsValues) {
  job::Figure drawn = figure("f", "f.png", {{"x", "/x"}, {"y", "/y"}});
  drawn.over = {"run"};
  drawn.panels.resize(1);
  drawn.panels[0].title = "run {run}";
  drawn.layers[0].over = {"step"};
  const job::Job job = job_of(kInputs, {drawn});
  const Plan plan = make(job, runs());
  ASSERT_EQ(plan.picture_count, 1U);
  const BoundTask bound = bind(job, plan.tasks.at(0));
  const job::Figure& shown = bound.pictures.at(0).figure;
  ASSERT_EQ(shown.panels.size(), 2U);
  EXPECT_EQ(shown.panels[1].title, "run 10");
  EXPECT_EQ(shown.columns, 2);
  EXPECT_EQ(shown.rows, 1);
  ASSERT_EQ(shown.layers.size(), 4U);
  EXPECT_EQ(shown.layers[1].panel, 0U);
  EXPECT_EQ(shown.layers[2].panel, 1U);
  EXPECT_EQ(bound.pictures[0].layers[3].captures, (Captures{{"run", "10"}, {"step", "2"}}));
}

TEST(Members, APictureFailsWithTheReasonOfItsFirstDamagedFile) {
  std::vector<FileCatalog> files = runs();
  files[1].error = "truncated";
  const Plan plan = make(job_of(kInputs, {over_runs()}), files);
  ASSERT_EQ(plan.refusals.size(), 1U);
  EXPECT_EQ(plan.refusals[0].reason, "r_10_1.h5: truncated");
  EXPECT_EQ(plan.refusals[0].captures, (Captures{{"step", "1"}}));
  EXPECT_EQ(testing::cases(plan), Texts{"step=2"});
}

TEST(Members, TooManyAreRefusedWithTheirNumber) {
  job::Figure drawn = figure("f", "f.png", {{"y", "/V[{t}, :]"}});
  drawn.layers[0].over = {"t"};
  const auto reason = [&](std::uint64_t count) {
    const Plan plan =
        make(job_of({{"", "a.h5"}}, {drawn}), {catalog("a.h5", {dataset("/V", {count, 2})})});
    return plan.refusals.empty() ? "" : plan.refusals[0].reason;
  };
  EXPECT_EQ(reason(1000), "");
  EXPECT_TRUE(contains(reason(1001), "its layers over {t} would be drawn 1001 times"));
  drawn.layers[0].over.clear();
  drawn.over = {"t"};
  drawn.panels.resize(1);
  EXPECT_TRUE(contains(reason(101), "{t} has 101 values; at most 100 panels"));
  drawn.rows = 2;
  drawn.columns = 2;
  EXPECT_TRUE(contains(reason(5), "{t} has 5 values and panels = [2, 2] has room for 4"));
}

TEST(Members, FilesThatOnlyAStarTellsApartAreRefused) {
  job::Figure drawn = figure("f", "f.png", {{"y", "/x"}});
  drawn.layers[0].over = {"run"};
  const Plan plan = make(job_of({{"", "r_{run}_*.h5"}}, {drawn}), runs());
  ASSERT_EQ(plan.refusals.size(), 1U);
  EXPECT_TRUE(contains(plan.refusals[0].reason, "several files match an input with {run} = 2"));
}

TEST(Members, TextsAndPathsNeedOneValue) {
  job::Figure titled = over_runs();
  titled.title = "{run}";
  EXPECT_TRUE(contains(error_of([&] { make(job_of(kInputs, {titled}), runs()); }),
                       "no case has the field {run}"));
  job::Figure mixed = over_runs();
  mixed.layers.push_back(testing::layer({{"y", "/x"}}));
  EXPECT_TRUE(contains(error_of([&] { make(job_of(kInputs, {mixed}), runs()); }),
                       "needs one value of {run}, of which a picture holds many"));
}

TEST(Members, AreCountedInTheEstimate) {
  constexpr std::uint64_t kPixels = 640 * 480;
  // Two runs of /x and /y, 10 doubles each; roles: x, and y with what is made of it.
  const Task over = make(job_of(kInputs, {over_runs()}), runs()).tasks.at(0);
  EXPECT_EQ(over.cost_bytes, 4 * 80 + 3 * kPixels);
  EXPECT_EQ(over.memory_bytes, 4 * 80 + 2 * (80 + 160) + 12 * kPixels);
  // Gathered arrays pass one at a time: 80 bytes as read, 160 as numbers and what is made of them.
  const Task gathered =
      make(job_of(kInputs, {figure("f", "f_{step}.png", {{"y", "gather(mean(/x), run)"}})}), runs())
          .tasks.at(0);
  EXPECT_EQ(gathered.cost_bytes, 2 * 80 + 3 * kPixels);
  EXPECT_EQ(gathered.memory_bytes, 80 + 160 + 2 * 8 + 12 * kPixels);
}

}  // namespace
}  // namespace rankplot::plan
