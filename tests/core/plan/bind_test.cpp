#include "jobs.hpp"

namespace rankplot::plan {
namespace {

using testing::catalog;
using testing::contains;
using testing::dataset;
using testing::error_of;
using testing::figure;
using testing::job_of;
using testing::layer;
using testing::Texts;

TEST(Bind, ReadsEachArrayOnce) {
  auto first = figure("a", "a_{n}_{t}.png", {{"x", "/p_{n}/x[:, {t}]"}, {"y", "/p_{n}/y**2"}});
  first.layers.push_back(layer({{"x", "/p_{n}/y + /p_{n}/x[:, {t}]"}, {"y", "/p_{n}/x"}}));
  const auto job =
      job_of({{"", "in_{n}.h5"}},
             {first, figure("b", "b_{n}_{t}.png", {{"y", "/p_{n}/y[:, {t}]"}, {"z", "/p_{n}/y"}})});
  Task task;
  task.files = {"in_7.h5"};
  task.captures = {{"n", "7"}, {"t", "3"}};
  task.pictures = {{0, 0, 1}, {1, 1, 1}};
  const BoundTask bound = bind(job, task);
  ASSERT_EQ(bound.reads.size(), 4U);
  EXPECT_EQ(bound.reads[0].file, "in_7.h5");
  EXPECT_EQ(bound.reads[0].object, "/p_7/x");
  EXPECT_EQ(bound.reads[0].hyperslab, expr::parse_path("/x[:, 3]").hyperslab);
  EXPECT_EQ(bound.reads[1].object, "/p_7/y");
  EXPECT_TRUE(bound.reads[2].hyperslab.empty());
  EXPECT_EQ(bound.reads[3].hyperslab, expr::parse_path("/x[:, 3]").hyperslab);

  ASSERT_EQ(bound.pictures.size(), 2U);
  const auto& layers = bound.pictures[0].layers;
  ASSERT_EQ(layers.size(), 2U);
  EXPECT_EQ(layers[0].reads_of_role.at("x"), std::vector<std::size_t>{0});
  EXPECT_EQ(layers[0].reads_of_role.at("y"), std::vector<std::size_t>{1});
  EXPECT_EQ(layers[1].reads_of_role.at("x"), (std::vector<std::size_t>{1, 0}));
  EXPECT_EQ(layers[1].reads_of_role.at("y"), std::vector<std::size_t>{2});
  EXPECT_EQ(bound.pictures[1].layers[0].reads_of_role.at("z"), std::vector<std::size_t>{1});
}

TEST(Bind, ExpandsEveryText) {
  auto drawn = figure("p", "{index:03d}/{n}.png", {{"x", "/p_{n}/x"}});
  drawn.save.push_back("{n}.jpg");
  drawn.title = "Plot {n} of {file}";
  drawn.x.label = "{dataset}";
  drawn.y.label = "{{y}}";
  drawn.layers[0].options.emplace("label", std::string("Dataset {n}"));
  drawn.layers[0].options.emplace("labels", Texts{"{n}", "plain"});
  drawn.layers[0].options.emplace("alpha", 0.5);
  const auto job = job_of({{"", "dir.d/in.{n}.h5"}}, {drawn});
  Task task;
  task.files = {"dir.d/in.7.h5"};
  task.captures = {{"n", "7"}};
  task.pictures = {{0, 0, 12}};
  const BoundTask bound_task = bind(job, task);
  const BoundPicture& bound = bound_task.pictures.at(0);
  EXPECT_EQ(bound.figure.title, "Plot 7 of in.7");
  EXPECT_EQ(bound.figure.x.label, "x");
  EXPECT_EQ(bound.figure.y.label, "{y}");
  EXPECT_EQ(std::get<std::string>(bound.figure.layers[0].options.at("label")), "Dataset 7");
  EXPECT_EQ(std::get<Texts>(bound.figure.layers[0].options.at("labels")), (Texts{"7", "plain"}));
  EXPECT_EQ(bound.save, (Texts{"figures/012/7.png", "figures/7.jpg"}));
  EXPECT_EQ(bound.figure.save, (Texts{"012/7.png", "7.jpg"}));
}

TEST(Bind, LetsACaptureHideAFieldOfItsName) {
  auto drawn = figure("p", "{file}_{index}.png", {{"x", "/{index}"}});
  const auto job = job_of({{"", "{file}.h5"}}, {drawn});
  const Plan plan = make(job, {catalog("a.h5", {dataset("/i")})});
  EXPECT_EQ(bind(job, plan.tasks.at(0)).pictures.at(0).save, Texts{"figures/a_i.png"});
}

TEST(Bind, TakesTheOutputAsItIsGiven) {
  for (const auto& [output, path] : std::map<std::string, std::string>{
           {"", "v.png"}, {"out/", "out/v.png"}, {"/", "/v.png"}, {"../o", "../o/v.png"}}) {
    auto job = job_of({{"", "a.h5"}}, {figure("v", ".//v.png", {{"x", "/x"}})});
    job.output = output;
    const Plan plan = make(job, {catalog("a.h5", {dataset("/x")})});
    EXPECT_EQ(bind(job, plan.tasks.at(0)).pictures.at(0).save, Texts{path});
  }
}

TEST(Bind, BindsWhatMakePlans) {
  const auto job = job_of({{"a", "a_{s}.h5"}, {"b", "b.h5"}},
                          {figure("d", "{s}.png", {{"value", "a:/V - b:/s_{s}"}})});
  const Plan plan =
      make(job, {catalog("a_1.h5", {dataset("/V")}), catalog("b.h5", {dataset("/s_1")})});
  const BoundTask bound = bind(job, plan.tasks.at(0));
  ASSERT_EQ(bound.reads.size(), 2U);
  EXPECT_EQ(bound.reads[1].file, "b.h5");
  EXPECT_EQ(bound.reads[1].object, "/s_1");
}

TEST(Bind, NamesTheFigureThatATaskDoesNotFit) {
  const auto job = job_of({{"", "a.h5"}}, {figure("p", "{n}.png", {{"x", "/p_{n}[{t}]"}})});
  Task task;
  task.files = {"a.h5"};
  task.captures = {{"n", "7"}, {"t", "x"}};
  task.pictures = {{0, 0, 1}};
  const std::string message = error_of([&] { bind(job, task); });
  EXPECT_TRUE(contains(message, "figure 'p'")) << message;
  EXPECT_TRUE(contains(message, "'x'")) << message;
}

}  // namespace
}  // namespace rankplot::plan
