#include "rank/record/points.hpp"

#include <gtest/gtest.h>

namespace rankplot::record {
namespace {

stream::Series named(const std::string& name) { return {name, {}, {}, {}, 0, false}; }

stream::Run run(std::vector<stream::Point> points) {
  const std::uint64_t count = points.size();
  return {0, count, std::move(points)};
}

TEST(Points, GathersRunsAndTellsOfNewSeriesOnce) {
  Points points;
  points.declare(named("a"));
  points.add(0, run({{1, 10}, {2, 20}}));
  points.add(0, run({{3, 30}}));
  points.declare(named("b"));
  points.add(1, run({{4, 40}}));
  ASSERT_TRUE(points.close(true));
  const wire::RecordPoints* batch = points.next();
  ASSERT_NE(batch, nullptr);
  EXPECT_EQ(batch->batch, 1U);
  EXPECT_TRUE(batch->flush);
  ASSERT_EQ(batch->declared.size(), 2U);
  ASSERT_EQ(batch->runs.size(), 2U);
  EXPECT_EQ(batch->runs[0].count, 3U);
  EXPECT_EQ(batch->arrays.at(0).count(), 4U);
  EXPECT_EQ(points.next(), nullptr);
  EXPECT_FALSE(points.empty());
  points.forget(1);
  EXPECT_TRUE(points.empty());
  EXPECT_FALSE(points.close(true));
  points.add(0, run({{5, 50}}));
  ASSERT_TRUE(points.close(false));
  EXPECT_TRUE(points.next()->declared.empty());
}

TEST(Points, AreSentAgainToANewRecorderBehindThoseThatItsPredecessorKept) {
  Points points;
  points.declare(named("a"));
  points.declare(named("b"));
  for (int i = 0; i < 3; ++i) {
    points.add(0, run({{static_cast<double>(i), 0}}));
    points.close(i == 0);
    points.next();
  }
  points.forget(1);
  const Points::Flushed flushed = points.start_again();
  ASSERT_EQ(flushed.declared.size(), 2U);
  ASSERT_EQ(flushed.runs.size(), 2U);
  EXPECT_EQ(flushed.runs[0].count, 1U);
  EXPECT_EQ(flushed.runs[0].stands_for, 1U);
  EXPECT_EQ(flushed.runs[1].series, 1U);
  EXPECT_EQ(flushed.runs[1].count, 0U);
  const wire::RecordPoints* batch = points.next();
  ASSERT_NE(batch, nullptr);
  EXPECT_EQ(batch->batch, 2U);
  EXPECT_EQ(batch->declared.size(), 2U);  // the new file knows of none
  EXPECT_EQ(points.next()->batch, 3U);
  EXPECT_EQ(points.next(), nullptr);

  points.forget(3);
  EXPECT_EQ(points.start_again().runs[0].count, 2U);  // of the second file
  points.add(1, run({{9, 9}}));
  points.close(true);
  EXPECT_EQ(points.next()->declared.size(), 2U);
}

TEST(Points, HaveNoRoomForMoreThanTheRecorderFlushes) {
  Points points;
  points.declare(named("a"));
  const stream::Run large = run(std::vector<stream::Point>(1 << 20));  // 16 MiB
  for (int i = 0; i < 4; ++i) {
    EXPECT_TRUE(points.room());
    points.add(0, large);
    points.close(false);
    points.next();
  }
  EXPECT_FALSE(points.room());
  points.forget(2);
  EXPECT_TRUE(points.room());
}

}  // namespace
}  // namespace rankplot::record
