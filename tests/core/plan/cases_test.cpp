// Which cases a figure stands for.
#include <algorithm>
#include <set>

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

TEST(Cases, AreTheFilesOfAnInputInTheOrderOfTheirNumbers) {
  const auto job = job_of({{"", "gs_{step}.h5"}}, {figure("v", "{step}.png", {{"value", "/V"}})});
  const Plan plan =
      make(job, {catalog("gs_10.h5", {dataset("/V")}), catalog("gs_9.h5", {dataset("/V")}),
                 catalog("other.h5", {dataset("/V")})});
  EXPECT_EQ(cases(plan), (Texts{"step=9", "step=10"}));
  EXPECT_EQ(plan.picture_count, 2U);
  EXPECT_EQ(plan.tasks.at(0).files, Texts{"gs_9.h5"});
  EXPECT_EQ(plan.tasks.at(0).pictures.at(0).index, 1U);
  EXPECT_TRUE(plan.refusals.empty());
}

TEST(Cases, GoAroundWithTheCamera) {
  auto turned = figure("v", "{step}_{orbit:02d}.png", {{"value", "/V"}});
  turned.scene.camera.orbit = 3;
  turned.scene.camera.azimuth = 30;
  const auto job = job_of({{"", "gs_{step}.h5"}}, {turned});
  const Plan plan =
      make(job, {catalog("gs_9.h5", {dataset("/V")}), catalog("gs_10.h5", {dataset("/V")})});
  EXPECT_EQ(cases(plan), (Texts{"orbit=0 step=9", "orbit=1 step=9", "orbit=2 step=9",
                                "orbit=0 step=10", "orbit=1 step=10", "orbit=2 step=10"}));
  std::vector<double> azimuths;
  std::set<std::string> saved, keys;
  for (const Task& task : plan.tasks) {
    const BoundTask bound = bind(job, task);
    azimuths.push_back(bound.pictures.at(0).figure.scene.camera.azimuth);
    saved.insert(bound.pictures.at(0).save.at(0));
    keys.insert(task.pictures.at(0).key);
  }
  std::sort(azimuths.begin(), azimuths.end());
  EXPECT_EQ(azimuths, (std::vector<double>{30, 30, 150, 150, 270, 270}));
  EXPECT_EQ(saved.size(), 6U);
  EXPECT_EQ(keys.size(), 6U);
}

TEST(Cases, RefuseACaptureNamedAsTheOrbitIs) {
  auto turned = figure("v", "{orbit}.png", {{"value", "/V"}});
  turned.scene.camera.orbit = 3;
  const auto job = job_of({{"", "gs_{orbit}.h5"}}, {turned});
  const std::string message = error_of([&] { make(job, {catalog("gs_1.h5", {dataset("/V")})}); });
  EXPECT_TRUE(contains(message, "{orbit} is a capture of its paths")) << message;
}

TEST(Cases, AreOneWhereNothingIsCaptured) {
  const auto job = job_of({{"", "a.h5"}}, {figure("v", "v.png", {{"x", "/x"}, {"y", "/y**2"}})});
  const Plan plan = make(job, {catalog("a.h5", {dataset("/x"), dataset("/y")})});
  EXPECT_EQ(cases(plan), Texts{""});
}

TEST(Cases, JoinInputsOnTheCapturesTheyShare) {
  const auto job = job_of({{"a", "A/{step}.h5"}, {"b", "B/{step}_{run}.h5"}, {"c", "C/{other}.h5"}},
                          {figure("d", "{step}_{run}.png", {{"value", "a:/V - b:/V"}})});
  const Plan plan =
      make(job, {catalog("A/1.h5", {dataset("/V")}), catalog("A/2.h5", {dataset("/V")}),
                 catalog("A/3.h5", {dataset("/V")}), catalog("B/2_x.h5", {dataset("/V")}),
                 catalog("B/3_x.h5", {dataset("/V")}), catalog("B/3_y.h5", {dataset("/V")}),
                 catalog("C/9.h5", {dataset("/V")})});
  EXPECT_EQ(cases(plan), (Texts{"run=x step=2", "run=x step=3", "run=y step=3"}));
  EXPECT_EQ(plan.tasks.at(0).files, (Texts{"A/2.h5", "B/2_x.h5", ""}));
}

TEST(Cases, SayWhichInputsHaveNothingInCommon) {
  const auto job = job_of({{"a", "A/{step}.h5"}, {"b", "B/{step}.h5"}},
                          {figure("d", "{step}.png", {{"value", "a:/V - b:/V"}})});
  const std::string message = error_of([&] {
    make(job, {catalog("A/1.h5", {dataset("/V")}), catalog("B/2.h5", {dataset("/V")})});
  });
  EXPECT_TRUE(contains(message, "'A/{step}.h5' and 'B/{step}.h5'")) << message;
  EXPECT_TRUE(contains(error_of([&] { make(job, {}); }), "'A/{step}.h5'"));
}

TEST(Cases, ExistWhereEveryPathOfTheFigureDoes) {
  const auto job =
      job_of({{"", "a.h5"}}, {figure("p", "{n}.png", {{"x", "/p_{n}/x"}, {"y", "/p_{n}/y"}})});
  const Plan plan =
      make(job, {catalog("a.h5", {dataset("/p_1/x"), dataset("/p_1/y"), dataset("/p_2/x"),
                                  dataset("/p_10/x"), dataset("/p_10/y"), dataset("/p_3/y")})});
  EXPECT_EQ(cases(plan), (Texts{"n=1", "n=10"}));
  EXPECT_TRUE(plan.refusals.empty());
}

TEST(Cases, JoinPathsThatShareSomeCaptures) {
  const auto job =
      job_of({{"", "a.h5"}},
             {figure("p", "{i}_{j}.png", {{"a", "/a_{i}"}, {"b", "/b_{j}"}, {"c", "/c_{i}_{j}"}})});
  const Plan plan = make(
      job, {catalog("a.h5", {dataset("/a_1"), dataset("/a_2"), dataset("/b_1"), dataset("/b_2"),
                             dataset("/c_1_2"), dataset("/c_2_1"), dataset("/c_3_1")})});
  EXPECT_EQ(cases(plan), (Texts{"i=1 j=2", "i=2 j=1"}));
}

TEST(Cases, CombinePathsThatShareNothing) {
  const auto job =
      job_of({{"", "a.h5"}}, {figure("p", "{i}_{j}.png", {{"a", "/a_{i}"}, {"b", "/b_{j}"}})});
  const Plan plan = make(
      job, {catalog("a.h5", {dataset("/a_1"), dataset("/a_2"), dataset("/b_x"), dataset("/b_y")})});
  EXPECT_EQ(cases(plan), (Texts{"i=1 j=x", "i=1 j=y", "i=2 j=x", "i=2 j=y"}));
}

TEST(Cases, TakeACaptureThatFileAndObjectShareAsOne) {
  const auto job =
      job_of({{"", "{step}.h5"}}, {figure("p", "{step}_{n}.png", {{"x", "/s{step}/p_{n}"}})});
  const Plan plan =
      make(job, {catalog("1.h5", {dataset("/s1/p_a"), dataset("/s2/p_a")}),
                 catalog("2.h5", {dataset("/s1/p_a"), dataset("/s2/p_b"), dataset("/s2/p_c")})});
  EXPECT_EQ(cases(plan), (Texts{"n=a step=1", "n=b step=2", "n=c step=2"}));
}

TEST(Cases, RunOverTheAxisOfACaptureInAHyperslab) {
  const auto job = job_of({{"", "a.h5"}}, {figure("e", "{t}.png", {{"value", "/ez[:, {t}]"}})});
  const Plan plan = make(job, {catalog("a.h5", {dataset("/ez", {4, 12})})});
  EXPECT_EQ(plan.picture_count, 12U);
  EXPECT_EQ(cases(plan)[2], "t=2");
  EXPECT_EQ(cases(plan)[11], "t=11");
}

TEST(Cases, WantTheSameExtentForOneCaptureInTwoHyperslabs) {
  const auto job = job_of({{"", "{run}.h5"}},
                          {figure("e", "{run}_{t}.png", {{"x", "/x[{t}]"}, {"y", "/y[{t}, :]"}})});
  const Plan plan = make(job, {catalog("a.h5", {dataset("/x", {2, 5}), dataset("/y", {2, 7})}),
                               catalog("b.h5", {dataset("/x", {2, 5}), dataset("/y", {3, 7})})});
  EXPECT_EQ(cases(plan), (Texts{"run=a t=0", "run=a t=1"}));
  ASSERT_EQ(plan.refusals.size(), 1U);
  const Refusal& refusal = plan.refusals.front();
  EXPECT_EQ(refusal.captures, (Captures{{"run", "b"}}));
  EXPECT_EQ(refusal.picture.index, 3U);
  EXPECT_TRUE(contains(refusal.reason, "b.h5")) << refusal.reason;
  EXPECT_TRUE(contains(refusal.reason, "3 elements, but over 2")) << refusal.reason;
}

TEST(Cases, UseACaptureOfAFileAsIndexOfAHyperslab) {
  const auto job = job_of({{"", "{t}.h5"}}, {figure("e", "{t}.png", {{"y", "/y[{t}]"}})});
  const Plan plan =
      make(job, {catalog("1.h5", {dataset("/y", {2, 3})}), catalog("2.h5", {dataset("/y", {2, 3})}),
                 catalog("x.h5", {dataset("/y", {2, 3})})});
  EXPECT_EQ(cases(plan), Texts{"t=1"});
  ASSERT_EQ(plan.refusals.size(), 2U);
  EXPECT_TRUE(contains(plan.refusals[0].reason, "index 2 is outside")) << plan.refusals[0].reason;
  EXPECT_TRUE(contains(plan.refusals[1].reason, "'x'")) << plan.refusals[1].reason;
}

TEST(Cases, AreRefusedWhereALiteralObjectIsMissing) {
  const auto job = job_of({{"", "{s}.h5"}}, {figure("v", "{s}.png", {{"value", "/fields/V"}})});
  const Plan plan =
      make(job, {catalog("1.h5", {dataset("/fields/V")}), catalog("2.h5", {dataset("/fields/U")})});
  EXPECT_EQ(cases(plan), Texts{"s=1"});
  EXPECT_EQ(plan.picture_count, 2U);
  ASSERT_EQ(plan.refusals.size(), 1U);
  const std::string& reason = plan.refusals.front().reason;
  EXPECT_TRUE(contains(reason, "2.h5")) << reason;
  EXPECT_TRUE(contains(reason, "'/fields/V'")) << reason;
  EXPECT_TRUE(contains(reason, "nearest is '/fields/U'")) << reason;
}

TEST(Cases, AreEachRefusedThatNeedTheMissingObject) {
  const auto job =
      job_of({{"", "a.h5"}}, {figure("v", "{n}.png", {{"x", "/time"}, {"y", "/p_{n}"}})});
  const Plan plan = make(job, {catalog("a.h5", {dataset("/p_1"), dataset("/p_2")})});
  ASSERT_EQ(plan.refusals.size(), 2U);
  EXPECT_EQ(plan.refusals[1].captures, (Captures{{"n", "2"}}));
  EXPECT_EQ(plan.refusals[1].picture.index, 2U);
  EXPECT_TRUE(plan.tasks.empty());
}

TEST(Cases, OfADamagedFileFailAlone) {
  const auto job = job_of({{"", "{s}.h5"}}, {figure("v", "{s}.png", {{"value", "/V"}})});
  FileCatalog damaged = catalog("2.h5", {});
  damaged.error = "truncated";
  const Plan plan = make(job, {catalog("1.h5", {dataset("/V")}), damaged});
  EXPECT_EQ(cases(plan), Texts{"s=1"});
  ASSERT_EQ(plan.refusals.size(), 1U);
  EXPECT_EQ(plan.refusals[0].reason, "2.h5: truncated");
  EXPECT_EQ(plan.refusals[0].picture.id, 1U);
}

TEST(Cases, OfAFigureWithoutAnyDatasetAreOneRefusal) {
  const auto job = job_of({{"", "a.h5"}}, {figure("p", "{n}.png", {{"x", "/plt_{n}"}}),
                                           figure("q", "q.png", {{"x", "/x"}})});
  const Plan plan = make(job, {catalog("a.h5", {dataset("/x")})});
  ASSERT_EQ(plan.refusals.size(), 1U);
  EXPECT_TRUE(contains(plan.refusals[0].reason, "'/plt_{n}'")) << plan.refusals[0].reason;
  EXPECT_EQ(cases(plan, 1), Texts{""});
}

TEST(Cases, AreRefusedWithTheReasonOfTheDataset) {
  DatasetInfo unread = dataset("/V");
  unread.refusal = "needs filter 32004 (lz4)";
  DatasetInfo table = dataset("/T");
  table.columns = {"time", "pressure"};
  const auto job = job_of(
      {{"", "a.h5"}},
      {figure("a", "a.png", {{"x", "/V"}}), figure("b", "b.png", {{"x", "/T"}}),
       figure("c", "c.png", {{"x", "/T[presure]"}}), figure("d", "d.png", {{"x", "/T[pressure]"}}),
       figure("e", "e.png", {{"x", "/x[3:, 4]"}}), figure("f", "f.png", {{"x", "/x[:, :, 1]"}}),
       figure("g", "g.png", {{"x", "/x[time]"}})});
  const Plan plan = make(job, {catalog("a.h5", {unread, table, dataset("/x", {4, 4})})});
  ASSERT_EQ(plan.refusals.size(), 6U);
  EXPECT_TRUE(contains(plan.refusals[0].reason, "lz4"));
  EXPECT_TRUE(contains(plan.refusals[1].reason, "/T[time]")) << plan.refusals[1].reason;
  EXPECT_TRUE(contains(plan.refusals[2].reason, "columns: time, pressure"));
  EXPECT_TRUE(contains(plan.refusals[3].reason, "index 4"));
  EXPECT_TRUE(contains(plan.refusals[4].reason, "3 axes"));
  EXPECT_TRUE(contains(plan.refusals[5].reason, "no columns")) << plan.refusals[5].reason;
  EXPECT_EQ(cases(plan, 3), Texts{""});
}

TEST(Cases, ResolveRelativeNamesAgainstTheFiguresData) {
  auto of_a = figure("v", "{n}_{step}.png", {{"x", "x"}, {"y", "b:/run_{n}/y"}, {"z", "/z"}});
  of_a.data = "a:/run_{n}/";
  const auto job = job_of({{"a", "a.h5"}, {"b", "b_{step}.h5"}}, {of_a});
  const Plan plan = make(job, {catalog("a.h5", {dataset("/run_1/x"), dataset("/z")}),
                               catalog("b_5.h5", {dataset("/run_1/y")})});
  EXPECT_EQ(cases(plan), Texts{"n=1 step=5"});
}

TEST(Cases, NeedToKnowTheInputOfEachPath) {
  const auto unnamed =
      job_of({{"a", "a.h5"}, {"b", "b.h5"}}, {figure("v", "v.png", {{"x", "/x"}})});
  EXPECT_TRUE(contains(error_of([&] { make(unnamed, {}); }), "'a:/x'"));
  const auto unknown = job_of({{"a", "a.h5"}}, {figure("v", "v.png", {{"x", "c:/x"}})});
  EXPECT_TRUE(contains(error_of([&] { make(unknown, {}); }), "inputs: a"));
}

TEST(Cases, OfHostileExtentsAreRefusedAndNotCounted) {
  const auto job =
      job_of({{"", "{f}.h5"}}, {figure("t", "{f}_{t}.png", {{"x", "/x[{t}]"}}),
                                figure("st", "{f}_{s}_{t}.png", {{"x", "/x[{s}, {t}]"}}),
                                figure("all", "{f}.png", {{"x", "/x"}})});
  const std::uint64_t huge = UINT64_MAX - 1;
  const Plan plan = make(
      job,
      {catalog("a.h5", {dataset("/x", {huge, huge})}), catalog("b.h5", {dataset("/x", {0, 3})}),
       catalog("c.h5", {dataset("/x", {3000, 3000})}), catalog("d.h5", {dataset("/x", {2, 2})})});
  EXPECT_EQ(cases(plan, 1), (Texts{"f=d s=0 t=0", "f=d s=0 t=1", "f=d s=1 t=0", "f=d s=1 t=1"}));
  // /x as a whole: only a.h5's elements cannot be counted in 64 bits.
  EXPECT_EQ(cases(plan, 2), (Texts{"f=b", "f=c", "f=d"}));
  EXPECT_EQ(cases(plan, 0).size(), 3000U + 2U);
  for (const Refusal& refusal : plan.refusals) {
    EXPECT_TRUE(contains(refusal.reason, "elements") || contains(refusal.reason, "more than"))
        << refusal.reason;
  }
}

}  // namespace
}  // namespace rankplot::plan
