#include "rank/stream/history.hpp"

#include <cmath>
#include <limits>

#include <gtest/gtest.h>

namespace rankplot::stream {
namespace {

constexpr HistoryLimits kSmall{8, 16};
constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

/// Points 0 to count - 1, y = 0 but for a spike.
std::vector<Point> flat(std::size_t count) {
  std::vector<Point> points;
  for (std::size_t i = 0; i < count; ++i) points.push_back({static_cast<double>(i), 0});
  return points;
}

/// Ends of neighbouring buckets meet and all points are counted.
void expect_whole(const Stretch& stretch, std::size_t most) {
  EXPECT_LE(stretch.buckets.size(), most);
  std::uint64_t count = 0;
  for (const Bucket& bucket : stretch.buckets) {
    EXPECT_EQ(bucket.first.x, static_cast<double>(stretch.from + count));
    count += bucket.count;
    EXPECT_EQ(bucket.last.x, static_cast<double>(stretch.from + count - 1));
  }
  EXPECT_EQ(count, stretch.end - stretch.from);
}

TEST(History, GivesFewPointsAsTheyCame) {
  History history(kSmall);
  const std::vector<Point> points{{3, 1}, {1, 2}, {2, kNan}};
  history.add(points);
  const Stretch all = history.since(0, 100);
  ASSERT_EQ(all.buckets.size(), 3U);
  EXPECT_EQ(all.buckets[1].first, (Point{1, 2}));
  EXPECT_EQ(all.buckets[1].count, 1U);
  EXPECT_TRUE(std::isnan(all.buckets[2].min.y));
  EXPECT_EQ(history.since(2, 100).buckets.size(), 1U);
  EXPECT_EQ(history.since(3, 100).buckets.size(), 0U);
  EXPECT_EQ(history.since(99, 100).end, 3U);
}

TEST(History, DoublesTheWidthOfItsBucketsAsItGrows) {
  History history(kSmall);
  const std::vector<Point> points = flat(100);
  // 8 buckets of 1, then 4 of 2 and on: 100 points need buckets of 16 (8 x 8 = 64 < 100).
  for (const Point& point : points) history.add({&point, 1});
  EXPECT_EQ(history.bucket_points(), 16U);
  EXPECT_EQ(history.tail_begin(), 84U);
  const Stretch all = history.since(0, 8);
  EXPECT_EQ(all.buckets.size(), 7U);
  expect_whole(all, 8);
  expect_whole(history.since(0, 3), 3);
  expect_whole(history.since(90, 100), 10);
  expect_whole(history.since(90, 4), 4);
}

TEST(History, BeginsAtABucketWhereThePointsAreNotKeptAnyMore) {
  History history(kSmall);
  history.add(flat(100));
  const Stretch part = history.since(50, 100);
  EXPECT_EQ(part.from, 48U);  // a multiple of 16
  expect_whole(part, 100);
}

TEST(History, IsTheSameForOneBatchAndForMany) {
  History one(kSmall), many(kSmall);
  const std::vector<Point> points = flat(1001);
  one.add(points);
  for (std::size_t i = 0; i < points.size(); i += 7)
    many.add(std::span(points).subspan(i, std::min<std::size_t>(7, points.size() - i)));
  for (const std::uint64_t from : {0U, 500U, 990U}) {
    const Stretch a = one.since(from, 1000), b = many.since(from, 1000);
    ASSERT_EQ(a.buckets.size(), b.buckets.size());
    for (std::size_t i = 0; i < a.buckets.size(); ++i)
      EXPECT_EQ(a.buckets[i].last, b.buckets[i].last);
  }
}

TEST(History, LosesNoExtremeAndNoneOfTheirPlaces) {
  History history({64, 128});
  std::vector<Point> points = flat(100'000);
  points[0].y = kNan;
  points[12345].y = 7;
  points[12346].y = -8;
  points[99'999].y = kNan;
  history.add(points);
  for (const std::size_t most : {2U, 10U, 1000U}) {
    std::vector<Point> drawn;
    for (const Bucket& bucket : history.since(0, most).buckets) bucket.append_to(drawn);
    const auto top = std::find(drawn.begin(), drawn.end(), Point{12345, 7});
    ASSERT_NE(top, drawn.end());
    EXPECT_EQ(*(top + 1), (Point{12346, -8}));  // in the order in which they came
  }
}

TEST(History, KeepsItsMemoryWhateverComes) {
  History history({8192, 65536});
  const std::vector<Point> points = flat(10'000);
  for (int i = 0; i < 100; ++i) history.add(points);
  const std::size_t bytes = history.memory_bytes();
  for (int i = 0; i < 100; ++i) history.add(points);
  EXPECT_EQ(history.memory_bytes(), bytes);
  EXPECT_LT(16 * bytes, 40U << 20);  // 16 series, whatever their length
  EXPECT_EQ(history.size(), 2'000'000U);
}

TEST(Bucket, GivesItsPointsInTheOrderInWhichTheyCameAndNoneTwice) {
  Bucket bucket = Bucket::of({0, 5});
  for (const Point& point : {Point{1, 9}, Point{2, -1}, Point{3, 4}}) bucket.add(point);
  std::vector<Point> points;
  bucket.append_to(points);
  EXPECT_EQ(points, (std::vector<Point>{{0, 5}, {1, 9}, {2, -1}, {3, 4}}));
  Bucket rising = Bucket::of({0, 0});
  rising.add(Point{1, 1});
  rising.add(Point{2, 2});
  points.clear();
  rising.append_to(points);
  EXPECT_EQ(points, (std::vector<Point>{{0, 0}, {2, 2}}));
}

}  // namespace
}  // namespace rankplot::stream
