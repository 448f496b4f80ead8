#include "jobs.hpp"

namespace rankplot::plan {
namespace {

using testing::catalog;
using testing::dataset;
using testing::figure;
using testing::job_of;

constexpr std::uint64_t kPixels = 640 * 480;
constexpr std::uint64_t kDrawn = 3 * kPixels;   // cost of a picture
constexpr std::uint64_t kImage = 12 * kPixels;  // memory of a picture

Task task_of(const std::vector<job::Figure>& figures, std::vector<DatasetInfo> datasets) {
  const Plan plan = make(job_of({{"", "a.h5"}}, figures), {catalog("a.h5", std::move(datasets))});
  EXPECT_EQ(plan.tasks.size(), 1U);
  return plan.tasks.at(0);
}

TEST(Estimate, CountsTheHyperslabThatIsRead) {
  const Task task =
      task_of({figure("v", "v.png", {{"value", "/V[:, ::2, 3]"}})}, {dataset("/V", {10, 9, 8}, 4)});
  const std::uint64_t elements = 10 * 5;
  EXPECT_EQ(task.cost_bytes, elements * 4 + kDrawn);
  EXPECT_EQ(task.memory_bytes, elements * 4 + elements * 8 + kImage);
}

TEST(Estimate, CountsAnArrayOnceThatSeveralPicturesRead) {
  auto large = figure("w", "w.png", {{"x", "/x"}, {"y", "/x"}});
  large.width_px = 1280;
  const Task task = task_of({figure("v", "v.png", {{"x", "/x"}, {"y", "/y"}}), large},
                            {dataset("/x", {100}, 4), dataset("/y", {100}, 2)});
  EXPECT_EQ(task.cost_bytes, 100 * 4 + 100 * 2 + kDrawn + 2 * kDrawn);
  // Pictures are drawn one after another: the larger one, with two roles in doubles.
  EXPECT_EQ(task.memory_bytes, 100 * 4 + 100 * 2 + 2 * 100 * 8 + 2 * kImage);
}

TEST(Estimate, CountsWhatAnExpressionMakes) {
  const Task task = task_of({figure("v", "v.png", {{"value", "/x + /y"}})},
                            {dataset("/x", {100}), dataset("/y", {})});
  EXPECT_EQ(task.memory_bytes, 101 * 8 + (100 + 1 + 100) * 8 + kImage);
}

TEST(Estimate, SaturatesWhereAFileClaimsTooMuch) {
  const Task task = task_of({figure("v", "v.png", {{"value", "/V"}})},
                            {dataset("/V", {std::uint64_t{1} << 62}, 8)});
  EXPECT_EQ(task.memory_bytes, UINT64_MAX);
  EXPECT_EQ(task.cost_bytes, UINT64_MAX);
}

}  // namespace
}  // namespace rankplot::plan
