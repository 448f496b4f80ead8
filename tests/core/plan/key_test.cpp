#include <functional>
#include <set>

#include "jobs.hpp"

namespace rankplot::plan {
namespace {

using testing::catalog;
using testing::dataset;
using testing::figure;
using testing::job_of;

struct Sample {
  job::Job job;
  FileCatalog file;
  std::size_t task = 0;
};

Sample sample() {
  Sample sample{job_of({{"", "1.h5"}}, {figure("v", "{t}.png", {{"value", "/V[{t}]"}})}),
                catalog("1.h5", {dataset("/V", {3, 2})})};
  sample.job.figures[0].title = "a";
  sample.file.file = {"1.h5", 100, 5, 7};
  return sample;
}

std::string key_of(const Sample& sample) {
  const Plan plan = make(sample.job, {sample.file});
  return plan.tasks.at(sample.task).pictures.at(0).key;
}

TEST(Key, IsThirtyTwoHexDigits) {
  EXPECT_EQ(key_of(sample()).size(), 32U);
  EXPECT_EQ(key_of(sample()).find_first_not_of("0123456789abcdef"), std::string::npos);
  EXPECT_EQ(key_of(sample()), key_of(sample()));
}

TEST(Key, ChangesWithAllThatThePictureShows) {
  const std::vector<std::function<void(Sample&)>> changes{
      [](Sample&) {},
      [](Sample& s) { s.job.figures[0].title = "b"; },
      [](Sample& s) { s.job.figures[0].width_px = 641; },
      [](Sample& s) { s.job.figures[0].save = {"{t}.jpg"}; },
      [](Sample& s) { s.job.figures[0].save = {"elsewhere/{t}.png"}; },
      [](Sample& s) { s.job.png = job::PngSize::Small; },
      [](Sample& s) { s.job.figures[0].layers[0].options.emplace("alpha", 0.5); },
      [](Sample& s) {
        s.job.figures[0].layers[0].roles["value"] = expr::Expression::parse("/V[{t}] * 2");
      },
      [](Sample& s) { s.file.file.mtime_ns = 6; },
      [](Sample& s) { s.file.file.size = 101; },
      [](Sample& s) { s.task = 1; }};
  std::set<std::string> keys;
  for (const auto& change : changes) {
    Sample changed = sample();
    change(changed);
    keys.insert(key_of(changed));
  }
  EXPECT_EQ(keys.size(), changes.size());
}

TEST(Key, StaysWhereOnlyThePlaceInTheJobOrOnTheDiskChanges) {
  Sample moved = sample();
  moved.job.figures[0].line = 17;
  moved.job.output = "other";
  moved.job.figures.push_back(figure("w", "w_{t}.png", {{"value", "/V[{t}]"}}));
  moved.job.inputs.push_back({"unused", "2.h5"});
  moved.file.file.inode = 8;
  EXPECT_EQ(key_of(moved), key_of(sample()));
}

TEST(Key, StaysWhenOtherCasesAreSelectedUnlessThePictureShowsItsPlace) {
  Sample few = sample();
  few.job.figures[0].select["t"] = std::vector<std::string>{"1", "2"};
  Sample all = sample();
  all.task = 1;
  EXPECT_EQ(key_of(few), key_of(all)) << "t = 1";
  few.job.figures[0].title = all.job.figures[0].title = "number {index}";
  EXPECT_NE(key_of(few), key_of(all));
}

TEST(Key, TellsThePicturesOfAPlanApart) {
  const Plan plan = make(sample().job, {sample().file});
  std::set<std::string> keys;
  for (const Task& task : plan.tasks) keys.insert(task.pictures.at(0).key);
  EXPECT_EQ(keys.size(), 3U);
}

}  // namespace
}  // namespace rankplot::plan
