#include "core/plan/file_fields.hpp"

#include <nlohmann/json.hpp>

#include "jobs.hpp"

namespace rankplot::plan {
namespace {

using testing::catalog;
using testing::contains;
using testing::dataset;
using testing::error_of;

job::Job titled(const std::string& title) {
  job::Job job =
      testing::job_of({{"", "run_{n}.h5"}}, {testing::figure("v", "{n}.png", {{"y", "/V"}})});
  job.figures[0].title = title;
  return job;
}

DatasetInfo with(DatasetInfo info, const std::string& name, Attribute attribute) {
  info.attributes.emplace(name, std::move(attribute));
  return info;
}

TEST(FileFields, AreWhatTheTextsOfAFigureAsk) {
  const job::Job job = titled("{attr.units} at {time:.2f} of {n}, {attr.units}, {attr.Grid size}");
  const FileFields fields = file_fields_of(job.figures[0]);
  EXPECT_EQ(fields.attributes, (testing::Texts{"units", "Grid size"}));
  EXPECT_TRUE(fields.time);
  EXPECT_TRUE(file_fields_of(titled("{n}").figures[0]).empty());
}

TEST(FileFields, StandInTheTextsOfAPicture) {
  const job::Job job = titled("V [{attr.units}] at {time:.2f}");
  DatasetInfo info = with(dataset("/V"), "units", {"m/s", {}});
  info.time = "2.5";
  const Plan plan = make(job, {catalog("run_1.h5", {info})});
  ASSERT_EQ(plan.tasks.size(), 1u);
  const BoundTask bound = bind(job, plan.tasks[0]);
  EXPECT_EQ(bound.pictures[0].figure.title, "V [m/s] at 2.50");
  // The painter knows them from the task alone.
  EXPECT_EQ(nlohmann::json(plan.tasks[0]).get<Task>().pictures[0].fields,
            (std::map<std::string, std::string>{{"attr.units", "m/s"}, {"time", "2.5"}}));
}

TEST(FileFields, RefuseTheCaseWhoseFileHasThemNotAndNoOther) {
  const job::Job job = titled("{attr.units}");
  const Plan plan = make(job, {catalog("run_1.h5", {dataset("/V")}),
                               catalog("run_2.h5", {with(dataset("/V"), "units", {"m", {}})})});
  EXPECT_EQ(plan.tasks.size(), 1u);
  ASSERT_EQ(plan.refusals.size(), 1u);
  const std::string& reason = plan.refusals[0].reason;
  EXPECT_TRUE(contains(reason, "run_1.h5")) << reason;
  EXPECT_TRUE(contains(reason, "{attr.units}")) << reason;
  EXPECT_TRUE(contains(reason, "'/V'")) << reason;
  const Plan timeless = make(titled("{time}"), {catalog("run_1.h5", {dataset("/V")})});
  ASSERT_EQ(timeless.refusals.size(), 1u);
  EXPECT_TRUE(contains(timeless.refusals[0].reason, "{time}")) << timeless.refusals[0].reason;
}

TEST(FileFields, AreHiddenByACaptureOfTheirName) {
  job::Job job = titled("t = {time}");
  job.inputs[0].pattern = "run_{time}.h5";
  job.figures[0].save = {"{time}.png"};
  const Plan plan = make(job, {catalog("run_7.h5", {dataset("/V")})});
  ASSERT_EQ(plan.tasks.size(), 1u);
  EXPECT_EQ(bind(job, plan.tasks[0]).pictures[0].figure.title, "t = 7");
}

TEST(FileFields, NeedADatasetToBeOf) {
  job::Job job = titled("{time}");
  job.figures[0].save = {"v.png"};
  job.figures[0].layers[0] = testing::layer({{"y", "1"}});
  EXPECT_TRUE(contains(error_of([&] { make(job, {}); }), "{time}"));
}

}  // namespace
}  // namespace rankplot::plan
