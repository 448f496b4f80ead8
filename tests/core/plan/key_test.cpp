#include <functional>
#include <set>

#include "core/plan/key.hpp"
#include "jobs.hpp"

namespace rankplot::plan {
namespace {

using testing::catalog;
using testing::dataset;
using testing::error_of;
using testing::figure;
using testing::job_of;

struct Sample {
  job::Job job;
  std::vector<FileIdentity> files{{"1.h5", 100, 5, 7}};
  std::size_t task = 0;
};

Sample sample() {
  Sample sample{job_of({{"", "1.h5"}}, {figure("v", "{t}.png", {{"value", "/V[{t}]"}})})};
  sample.job.figures[0].title = "a";
  return sample;
}

std::string key_of(const Sample& sample) {
  const Plan plan = make(sample.job, {catalog("1.h5", {dataset("/V", {3, 2})})});
  const Task& task = plan.tasks.at(sample.task);
  const BoundTask bound = bind(sample.job, task);
  return Keys(sample.job).of(bound.pictures.at(0), bound.reads, task.captures, sample.files);
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
      [](Sample& s) { s.job.png = job::PngSize::Small; },
      [](Sample& s) { s.job.figures[0].layers[0].options.emplace("alpha", 0.5); },
      [](Sample& s) {
        s.job.figures[0].layers[0].roles["value"] = expr::Expression::parse("/V[{t}] * 2");
      },
      [](Sample& s) { s.files[0].mtime_ns = 6; },
      [](Sample& s) { s.files[0].size = 101; },
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
  moved.job.figures[0].save = {"elsewhere/{t}.png"};
  moved.job.output = "other";
  moved.job.figures.push_back(figure("w", "w_{t}.png", {{"value", "/V[{t}]"}}));
  EXPECT_EQ(key_of(moved), key_of(sample()));
}

TEST(Key, ChangesWithThePlaceOfTheCaseOnlyWhereItIsShown) {
  const auto later = [](Sample given) {
    given.job.figures[0].select.emplace("t", std::vector<std::string>{"0", "1"});
    given.task = 1;  // t = 1: place 2 of 2, where below it is 1 of 1
    const std::string second = key_of(given);
    given.job.figures[0].select = {{"t", std::vector<std::string>{"1"}}};
    given.task = 0;
    return std::pair(second, key_of(given));
  };
  const auto [second, alone] = later(sample());
  EXPECT_EQ(second, alone);
  Sample shown = sample();
  shown.job.figures[0].title = "picture {index}";
  const auto [shown_second, shown_alone] = later(shown);
  EXPECT_NE(shown_second, shown_alone);
}

TEST(Key, NeedsTheIdentityOfEachFile) {
  Sample unknown = sample();
  unknown.files.clear();
  EXPECT_TRUE(testing::contains(error_of([&] { key_of(unknown); }), "1.h5"));
}

}  // namespace
}  // namespace rankplot::plan
