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

expr::Expression condition(const std::string& text) {
  return expr::Expression::parse(text, expr::Expression::Names::Captures);
}

/// The steps that a selection takes of these.
Texts taken(const job::Selection& selection, const Texts& steps) {
  auto drawn = figure("v", "{step}.png", {{"value", "/V"}});
  drawn.select.emplace("step", selection);
  std::vector<FileCatalog> catalogs;
  for (const std::string& step : steps) {
    catalogs.push_back(catalog("gs_" + step + ".h5", {dataset("/V")}));
  }
  Texts found = cases(make(job_of({{"", "gs_{step}.h5"}}, {drawn}), catalogs));
  for (std::string& text : found) text.erase(0, std::string("step=").size());
  return found;
}

TEST(Select, TakesValuesOfARangeWithoutItsStop) {
  EXPECT_EQ(taken(job::Range{0, 300, 100}, {"0", "50", "100", "200", "300"}),
            (Texts{"0", "100", "200"}));
  EXPECT_EQ(taken(job::Range{50, {}, 100}, {"0", "50", "100", "150"}), (Texts{"50", "150"}));
  EXPECT_EQ(taken(job::Range{{}, 100, 1}, {"0", "99", "100", "latest"}), (Texts{"0", "99"}));
  EXPECT_EQ(taken(job::Range{{}, {}, 2}, {"-2", "-1", "0", "1", "002"}), (Texts{"-2", "0", "002"}));
}

TEST(Select, TakesFractionsOnTheStepsOfARange) {
  EXPECT_EQ(taken(job::Range{0.1, 0.8, 0.2}, {"0.1", "0.2", "0.3", "0.5", "0.7"}),
            (Texts{"0.1", "0.3", "0.5", "0.7"}));
  EXPECT_EQ(taken(job::Range{0, 1, 1}, {"0", "0.25", "1"}), (Texts{"0", "0.25"}));
}

TEST(Select, TakesTheValuesOfAListAsTextOrNumber) {
  EXPECT_EQ(taken(Texts{"100", "latest"}, {"0100", "1000", "latest"}), (Texts{"0100", "latest"}));
}

TEST(Select, TakesWhatMeetsAnExpression) {
  EXPECT_EQ(taken(condition("step % 10 == 0"), {"5", "10", "20", "latest"}), (Texts{"10", "20"}));
}

TEST(Select, TakesConditionsOverCapturesOfEveryKind) {
  auto drawn = figure("v", "{step}_{n}_{t}.png", {{"value", "/p_{n}[{t}]"}});
  drawn.condition = condition("step + n == 3 and t > 0");
  const Plan plan = make(job_of({{"", "{step}.h5"}}, {drawn}),
                         {catalog("1.h5", {dataset("/p_1", {2}), dataset("/p_2", {2})}),
                          catalog("2.h5", {dataset("/p_1", {3}), dataset("/p_2", {2})})});
  EXPECT_EQ(cases(plan), (Texts{"n=2 step=1 t=1", "n=1 step=2 t=1", "n=1 step=2 t=2"}));
}

TEST(Select, CountsTheIndexAfterSelecting) {
  auto drawn = figure("v", "{index}.png", {{"value", "/p_{n}"}});
  drawn.select.emplace("n", job::Range{5, {}, 1});
  const Plan plan = make(job_of({{"", "a.h5"}}, {drawn}),
                         {catalog("a.h5", {dataset("/p_1"), dataset("/p_5"), dataset("/p_10")})});
  ASSERT_EQ(plan.tasks.size(), 2U);
  EXPECT_EQ(plan.tasks[0].captures.at("n"), "5");
  EXPECT_EQ(plan.tasks[0].pictures[0].index, 1U);
  EXPECT_EQ(plan.tasks[1].pictures[0].index, 2U);
}

TEST(Select, SaysWhatThereWasWhereItTakesNothing) {
  const std::string message = error_of([] {
    taken(job::Range{1000, {}, 1}, {"0", "10", "20", "30", "40", "50", "60"});
  });
  EXPECT_TRUE(contains(message, "figure 'v'")) << message;
  EXPECT_TRUE(contains(message, "{step} has 7 values: 0, 10, 20, 30, 40, ... 60")) << message;
}

TEST(Select, RefusesACaptureThatNoPathHas) {
  auto drawn = figure("v", "{step}.png", {{"value", "/V"}});
  drawn.select.emplace("stp", job::Range{});
  const auto job = job_of({{"", "gs_{step}.h5"}}, {drawn});
  const std::string message = error_of([&] { make(job, {catalog("gs_1.h5", {dataset("/V")})}); });
  EXPECT_TRUE(contains(message, "{stp}")) << message;
  EXPECT_TRUE(contains(message, "did you mean {step}")) << message;
}

TEST(Select, RefusesAStepThatIsNotAboveZero) {
  EXPECT_TRUE(contains(error_of([] { taken(job::Range{0, 1, 0}, {"0"}); }), "above zero"));
  EXPECT_TRUE(contains(error_of([] { taken(job::Range{0, 1, -1}, {"0"}); }), "above zero"));
}

}  // namespace
}  // namespace rankplot::plan
