#include "rank/painters/watch.hpp"

#include <memory>

#include <gtest/gtest.h>

namespace rankplot::painters {
namespace {

using std::chrono::seconds;

TEST(Durations, AreUnknownAtFirst) {
  Durations durations;
  Limits limits;
  limits.first_deadline_s = 60;
  for (int i = 0; i < 4; ++i) durations.add(1, 100);
  EXPECT_EQ(durations.deadline_s(limits, 100), 60);
}

TEST(Durations, GiveAMultipleOfTheMedian) {
  Durations durations;
  Limits limits;
  limits.deadline_factor = 50;
  limits.least_deadline_s = 10;
  for (const double measured_s : {0.5, 2.0, 1.0, 9.0, 0.1}) durations.add(measured_s, 100);
  EXPECT_EQ(durations.deadline_s(limits, 100), 50 * 1.0);
  EXPECT_EQ(durations.deadline_s(limits, 1), 50 * 1.0);
  EXPECT_EQ(durations.deadline_s(limits, 400), 50 * 1.0 * 4) << "a task four times the usual one";
}

TEST(Durations, KeepTheLeastDeadline) {
  Durations durations;
  Limits limits;
  limits.least_deadline_s = 10;
  for (int i = 0; i < 5; ++i) durations.add(0.001, 0);
  EXPECT_EQ(durations.deadline_s(limits, 0), 10);
}

class Watching : public testing::Test {
 protected:
  void beat(int thread) { wire::report(page_.block().threads[thread], 1, plan::Stage::Draw); }
  double still_s(int at_s) { return watch_.still_s(page_.block(), start_ + seconds(at_s)); }

  wire::StatusPage page_ = wire::StatusPage::create();
  Clock::time_point start_ = Clock::now();
  Watch watch_{start_};
};

TEST_F(Watching, CountsFromTheLastBeatOfAnyThread) {
  EXPECT_EQ(still_s(3), 3);
  beat(1);
  EXPECT_EQ(still_s(4), 0);
  EXPECT_EQ(still_s(9), 5);
  watch_.progress(start_ + seconds(10));
  EXPECT_EQ(still_s(12), 2);
}

TEST_F(Watching, FindsTheThreadThatStoodStillForLongest) {
  EXPECT_FALSE(watch_.slowest_thread(page_.block())) << "all are idle";
  beat(2);
  still_s(1);
  beat(0);
  still_s(2);
  EXPECT_EQ(watch_.slowest_thread(page_.block()), 2);
}

TEST_F(Watching, MeasuresGrowthByTheLeastSizeOfAWhile) {
  for (int i = 0; i < 10; ++i) EXPECT_EQ(watch_.grown_bytes(100), 0U);
  // A peak is no growth; a floor that has risen is.
  EXPECT_EQ(watch_.grown_bytes(900), 0U);
  for (int i = 0; i < 9; ++i) watch_.grown_bytes(150);
  EXPECT_EQ(watch_.grown_bytes(150), 50U);
}

}  // namespace
}  // namespace rankplot::painters
