#include "core/plan/shared_limits.hpp"

#include "jobs.hpp"

namespace rankplot::plan {
namespace {

using testing::catalog;
using testing::dataset;
using testing::figure;
using testing::job_of;

DatasetInfo field(std::vector<double> limits) {
  DatasetInfo info = dataset("/V", {4, 4});
  if (!limits.empty()) info.attributes["limits"] = {"", std::move(limits)};
  return info;
}

/// What the files say of the limits of the first of a figure's pictures.
struct Asked {
  std::string value = "/V", limits = "shared", norm = "linear";

  std::vector<Measured> of(const std::vector<FileCatalog>& catalogs) const {
    auto shown = figure("v", "v_{step}.png", {{"value", value}});
    shown.layers[0].options = {{"limits", limits}, {"norm", norm}};
    const job::Job job = job_of({{"", "a_{step}.h5"}}, {shown});
    const auto shared = shared_limits(job);
    EXPECT_EQ(shared.size(), 1U);
    const job::Job measuring = measuring_job(job, shared);
    const Plan plan = measuring_plan(make(job, catalogs), shared);
    const Task& first = plan.tasks.at(0);
    return limits_said(measuring, first, first.pictures.at(0), said_limits(catalogs));
  }
};

TEST(SharedLimits, AreThoseThatTheFileSays) {
  const auto said =
      Asked{}.of({catalog("a_1.h5", {field({-2, 3})}), catalog("a_2.h5", {field({0, 9})})});
  ASSERT_EQ(said.size(), 1U);
  EXPECT_EQ(said[0].limits, 0U);
  EXPECT_EQ(said[0].values.least(), -2);
  EXPECT_EQ(said[0].values.most(), 3);
}

TEST(SharedLimits, OfAHyperslabAreThoseOfItsDataset) {
  const auto said = Asked{"/V[0]"}.of({catalog("a_1.h5", {field({-2, 3})})});
  ASSERT_EQ(said.size(), 1U);
  EXPECT_EQ(said[0].values.most(), 3);
}

TEST(SharedLimits, AreMeasuredWhereTheFileSaysNothingOfUse) {
  for (const std::vector<double>& limits : {std::vector<double>{}, {1}, {3, -2}, {2, 2}, {1, 2, 3}})
    EXPECT_TRUE(Asked{}.of({catalog("a_1.h5", {field(limits)})}).empty()) << limits.size();
}

TEST(SharedLimits, AreMeasuredOfExpressionsPercentilesAndBelowALogarithmsZero) {
  const std::vector<FileCatalog> files{catalog("a_1.h5", {field({-2, 3})})};
  EXPECT_TRUE((Asked{"V**2"}.of(files).empty()));
  EXPECT_TRUE((Asked{"/V", "shared 1%..99%"}.of(files).empty()));
  EXPECT_TRUE((Asked{"/V", "shared", "log"}.of(files).empty()));
  EXPECT_FALSE((Asked{"/V", "shared", "log"}.of({catalog("a_1.h5", {field({1, 3})})}).empty()));
}

}  // namespace
}  // namespace rankplot::plan
