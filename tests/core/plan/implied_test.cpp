#include "core/plan/implied.hpp"

#include "jobs.hpp"

namespace rankplot::plan {
namespace {

using testing::catalog;

DatasetInfo labelled(const std::string& object, std::vector<std::uint64_t> shape,
                     const std::string& long_name, const std::string& units) {
  DatasetInfo info = testing::dataset(object, std::move(shape));
  if (!long_name.empty()) info.attributes["long_name"] = {long_name, {}};
  if (!units.empty()) info.attributes["units"] = {units, {}};
  return info;
}

job::Job job_of(const std::string& kind, const testing::Roles& roles) {
  job::Job job = testing::job_of({{"", "a.h5"}}, {testing::figure("f", "f.png", roles)});
  job.figures[0].layers[0].kind = kind;
  return job;
}

BoundTask bound(const job::Job& job, const std::vector<DatasetInfo>& datasets) {
  const Plan plan = make(job, {catalog("a.h5", datasets)});
  EXPECT_EQ(plan.tasks.size(), 1u);
  return bind(job, plan.tasks.at(0));
}

TEST(Labels, AreMadeOfLongNameAndUnits) {
  const auto label = [](const std::string& long_name, const std::string& units) {
    return label_of(labelled("/V", {1}, long_name, units).attributes, "V");
  };
  EXPECT_EQ(label("Land-sea mask", "%"), "Land-sea mask [%]");
  EXPECT_EQ(label("", "m/s"), "V [m/s]");
  EXPECT_EQ(label("Mask", "1"), "Mask");
  EXPECT_EQ(label("", "1"), "");
  EXPECT_EQ(label("", ""), "");
}

TEST(Implied, LabelsStandWhereTheJobGivesNone) {
  const std::vector<DatasetInfo> datasets{labelled("/Q", {10}, "", "1/A"),
                                          labelled("/I", {10}, "Intensity {raw}", "cm^-1")};
  job::Job job = job_of("line", {{"x", "/Q"}, {"y", "/I"}});
  const job::Figure figure = bound(job, datasets).pictures[0].figure;
  EXPECT_EQ(figure.x.label, "Q [1/A]");
  EXPECT_EQ(figure.y.label, "Intensity {raw} [cm^-1]");  // braces are no fields here
  job.figures[0].x.label = "q";
  EXPECT_EQ(bound(job, datasets).pictures[0].figure.x.label, "q");
}

TEST(Implied, UnitsOfTimeMakeAnAxisOfDates) {
  std::vector<DatasetInfo> datasets{labelled("/t", {10}, "", "days since 2000-01-01"),
                                    labelled("/y", {10}, "", "K")};
  job::Job job = job_of("line", {{"x", "/t"}, {"y", "/y"}});
  const job::Axis x = bound(job, datasets).pictures[0].figure.x;
  EXPECT_EQ(x.label, "t");
  EXPECT_EQ(x.time, (job::TimeUnits{10957 * 86400.0, 86400}));  // days from 1970 to 2000
  datasets[0].attributes["calendar"] = {"noleap", {}};
  const job::Axis numbers = bound(job, datasets).pictures[0].figure.x;
  EXPECT_FALSE(numbers.time);
  EXPECT_EQ(numbers.label, "t [days since 2000-01-01, noleap]");
}

TEST(Implied, LayersOnTheRightNameTheSecondAxis) {
  const std::vector<DatasetInfo> datasets{labelled("/a", {10}, "", "K"),
                                          labelled("/b", {10}, "", "m")};
  job::Job job = job_of("line", {{"y", "/a"}});
  job.figures[0].layers.push_back(testing::layer({{"y", "/b"}}));
  job.figures[0].layers[1].kind = "line";
  job.figures[0].layers[1].on_right = true;
  const job::Figure figure = bound(job, datasets).pictures[0].figure;
  EXPECT_EQ(figure.y.label, "a [K]");
  EXPECT_EQ(figure.y2.label, "b [m]");
}

TEST(Implied, AnAxisThatSeveralThingsStandAlongHasTheLabelTheyShare) {
  const std::vector<DatasetInfo> datasets{labelled("/a", {10}, "Speed", "m/s"),
                                          labelled("/b", {10}, "Speed", "m/s"),
                                          labelled("/c", {10}, "", "K")};
  job::Job job = job_of("line", {{"y", "/a"}});
  job.figures[0].layers.push_back(testing::layer({{"y", "/b"}}));
  EXPECT_EQ(bound(job, datasets).pictures[0].figure.y.label, "Speed [m/s]");
  job.figures[0].layers.push_back(testing::layer({{"y", "/c"}}));
  EXPECT_EQ(bound(job, datasets).pictures[0].figure.y.label, "");
  job.figures[0].layers.back() = testing::layer({{"y", "/c * 2"}});
  EXPECT_EQ(bound(job, datasets).pictures[0].figure.y.label, "");
}

TEST(Implied, AHeatmapsValueLabelsItsColourBar) {
  const BoundTask task =
      bound(job_of("heatmap", {{"value", "/V"}}), {labelled("/V", {4, 5}, "", "m")});
  EXPECT_EQ(task.pictures[0].figure.layers[0].options.at("colorbar_label"),
            job::Value(std::string("V [m]")));
  EXPECT_EQ(task.pictures[0].figure.x.label, "");
}

TEST(Implied, AScattersSizesAreNamedInItsLegend) {
  const std::vector<DatasetInfo> datasets{labelled("/x", {4}, "", ""), labelled("/y", {4}, "", ""),
                                          labelled("/m", {4}, "Mass", "kg")};
  job::Job job = job_of("scatter", {{"x", "/x"}, {"y", "/y"}, {"s", "/m"}});
  const auto label = [&] {
    return bound(job, datasets).pictures[0].figure.layers[0].options.at("size_label");
  };
  EXPECT_EQ(label(), job::Value(std::string("Mass [kg]")));
  job.figures[0].layers[0].options["size_label"] = std::string("mass");
  EXPECT_EQ(label(), job::Value(std::string("mass")));
}

DatasetInfo on_a_grid() {
  DatasetInfo info = testing::dataset("/V", {3, 4, 5});
  info.scales = {{"/time", "time [s]"}, {"/lat", "latitude"}, {"/lon", "longitude"}};
  return info;
}

TEST(Implied, ScalesStandAlongTheAxesThatAHyperslabLeaves) {
  const BoundTask task = bound(job_of("heatmap", {{"value", "/V[1, :, ::2]"}}), {on_a_grid()});
  const BoundPicture& picture = task.pictures[0];
  const auto read = [&](const char* role) {
    return task.reads.at(picture.layers[0].reads_of_role.at(role).at(0));
  };
  EXPECT_EQ(read("y").object, "/lat");
  EXPECT_EQ(read("x").object, "/lon");
  EXPECT_EQ(read("x").hyperslab.at(0).step, 2);
  EXPECT_EQ(picture.figure.x.label, "longitude");
  EXPECT_EQ(picture.figure.y.label, "latitude");
}

TEST(Implied, ALineTakesTheScaleOfItsOneAxisAndKeepsItsFields) {
  job::Job job = job_of("line", {{"y", "/V[:, 0, 0]"}});
  job.figures[0].title = "{dataset}";
  const BoundTask task = bound(job, {on_a_grid()});
  EXPECT_EQ(task.reads.size(), 2u);
  EXPECT_EQ(task.pictures[0].figure.x.label, "time [s]");
  EXPECT_EQ(task.pictures[0].figure.title, "V");  // not the scale, though x comes before y
}

TEST(Implied, WhatTheJobGivesIsKept) {
  const BoundTask task = bound(job_of("line", {{"x", "/t"}, {"y", "/V[:, 0, 0]"}}),
                               {on_a_grid(), testing::dataset("/t", {3})});
  EXPECT_EQ(task.reads.size(), 2u);
  EXPECT_EQ(task.pictures[0].figure.x.label, "");
}

}  // namespace
}  // namespace rankplot::plan
