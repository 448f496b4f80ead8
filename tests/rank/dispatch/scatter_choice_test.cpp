
#include <gtest/gtest.h>

#include "rank/dispatch/dispatch.hpp"

namespace rankplot::dispatch {
namespace {

plan::FileCatalog catalog(std::vector<std::uint64_t> chunk, bool compressed) {
  plan::FileCatalog made;
  plan::DatasetInfo info;
  info.object = "/run_3/ez";
  info.shape = {64, 64, 100};
  info.chunk = std::move(chunk);
  info.compressed = compressed;
  made.datasets.push_back(info);
  return made;
}

job::Job job_with(const std::string& value, const std::string& data = "") {
  job::Job job;
  job.figures.emplace_back().data = data;
  job.figures[0].layers.emplace_back().roles["value"] = expr::Expression::parse(value);
  return job;
}

bool choose(const job::Job& job, const plan::FileCatalog& found) {
  return wants_scatter(job, {found}, true);
}

TEST(WantsScatter, WhenCasesShareACompressedChunk) {
  const job::Job along = job_with("/run_{run}/ez[:, :, {t}]");
  EXPECT_TRUE(choose(along, catalog({8, 8, 10}, true)));
  EXPECT_FALSE(choose(along, catalog({8, 8, 1}, true))) << "one case a chunk";
  EXPECT_FALSE(choose(along, catalog({8, 8, 10}, false))) << "not compressed";
  EXPECT_FALSE(choose(along, catalog({}, false)));
  EXPECT_FALSE(choose(job_with("/run_{run}/ez[:, :, 5]"), catalog({8, 8, 10}, true)));
  EXPECT_FALSE(choose(job_with("/other/ez[:, :, {t}]"), catalog({8, 8, 10}, true)));
}

TEST(WantsScatter, ResolvesRelativeNamesAgainstTheFiguresData) {
  EXPECT_TRUE(choose(job_with("ez[:, :, {t}]", "a:/run_{run}"), catalog({1, 1, 10}, true)));
  EXPECT_TRUE(choose(job_with("ez[:, :, {t}]", "/run_3/"), catalog({1, 1, 10}, true)));
}

TEST(WantsScatter, WhenTheJobSaysSo) {
  job::Job job = job_with("/run_{run}/ez[:, :, {t}]");
  job.distribute = job::Distribute::Shared;
  EXPECT_FALSE(choose(job, catalog({8, 8, 10}, true)));
  job = job_with("/x");
  job.distribute = job::Distribute::Scatter;
  EXPECT_TRUE(choose(job, catalog({}, false)));
}

TEST(WantsScatter, WhenNotAllRanksSeeTheSameFiles) {
  job::Job job = job_with("/x");
  EXPECT_TRUE(wants_scatter(job, {catalog({}, false)}, false));
  job.distribute = job::Distribute::Shared;
  EXPECT_FALSE(wants_scatter(job, {catalog({}, false)}, false));
}

}  // namespace
}  // namespace rankplot::dispatch
