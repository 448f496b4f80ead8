#include <algorithm>

#include <gtest/gtest.h>

#include "core/base/error.hpp"
#include "rank/stream/collector.hpp"
#include "rank/stream/producer.hpp"
#include "rank/stream/source.hpp"

namespace rankplot::stream {
namespace {

using std::chrono::seconds;

Series named(const std::string& name) { return {name, {}, {}, {}, 0, false}; }

std::vector<Point> line(std::size_t count) {
  std::vector<Point> points;
  for (std::size_t i = 0; i < count; ++i)
    points.push_back({static_cast<double>(i), static_cast<double>(i % 100)});
  return points;
}

/// One rank: producers and collector in one process.
class Stream : public testing::Test {
 protected:
  void pump(Producer& producer) {
    for (int i = 0; i < 100'000 && !(producer.finished() && session.unsent_stream() == 0); ++i) {
      producer.turn();
      collector.turn();
    }
  }
  comm::Session session = comm::Session::alone();
  View view;
  Collector collector{session, view, {}};
};

TEST_F(Stream, BringsEveryPointInOrderAndOneTerminationMessage) {
  Producer producer(session, 0, 0, job::Overflow::Merge);
  const auto a = producer.declare(named("a"));
  const auto b = producer.declare(named("b"));
  const std::vector<Point> points = line(10'000);
  producer.push(a, points);
  producer.push(b, {1, 2});
  producer.finish();
  pump(producer);
  EXPECT_EQ(collector.ended(), 1U);
  EXPECT_EQ(collector.received(), 10'001U);
  EXPECT_EQ(collector.made(), 10'001U);
  EXPECT_EQ(view.history(0).size(), 10'000U);
  const auto kept = view.history(0).since(0, 10'000).buckets;
  for (std::size_t i = 0; i < kept.size(); ++i) ASSERT_EQ(kept[i].first, points[i]);
}

TEST_F(Stream, MergesNeighboursWhereNobodyReceivesAndCountsThem) {
  Producer producer(session, 0, 0, job::Overflow::Merge);
  const auto a = producer.declare(named("a"));
  std::vector<Point> points = line(3'000'000);
  points[1'234'567].y = 1e9;
  points[1'234'568].y = -1e9;
  for (std::size_t i = 0; i < points.size(); i += 1000) {
    producer.push(a, std::span(points).subspan(i, 1000));
    producer.turn();  // the window fills, and nobody empties it
  }
  producer.finish();
  pump(producer);
  EXPECT_EQ(collector.made(), points.size());
  EXPECT_LT(collector.received(), 200'000U);
  EXPECT_EQ(view.merged(0) + view.points(), points.size());
  std::vector<Point> drawn;
  for (const Bucket& bucket : view.history(0).since(0, 1000).buckets) bucket.append_to(drawn);
  EXPECT_EQ(drawn.front(), points.front());
  EXPECT_EQ(drawn.back(), points.back());
  const auto spike = std::find(drawn.begin(), drawn.end(), points[1'234'567]);
  ASSERT_NE(spike, drawn.end());
  EXPECT_EQ(*(spike + 1), points[1'234'568]);
}

TEST_F(Stream, TellsAProducerThatWaitsHowManyPointsItMayMake) {
  Producer producer(session, 0, 0, job::Overflow::Wait);
  const auto a = producer.declare(named("a"));
  const std::vector<Point> points = line(1'000'000);
  std::size_t made = 0;
  while (made < points.size()) {
    const std::size_t now = std::min(producer.room(), points.size() - made);
    producer.push(a, std::span(points).subspan(made, now));
    made += now;
    producer.turn();
    if (producer.room() == 0) collector.turn();
  }
  producer.finish();
  pump(producer);
  EXPECT_EQ(collector.received(), points.size());
  EXPECT_EQ(view.merged(0), 0U);
}

TEST_F(Stream, ReceivesNothingWhileTheSinkHasNoRoom) {
  bool room = false;
  std::uint64_t sunk = 0;
  Collector careful(session, view,
                    {[&](std::size_t, const stream::Run& run) { sunk += run.points.size(); },
                     [&] { return room; },
                     {}});
  Producer producer(session, 0, 0, job::Overflow::Merge);
  producer.push(producer.declare(named("a")), line(100));
  producer.finish();
  producer.turn();
  EXPECT_FALSE(careful.turn());
  room = true;
  EXPECT_TRUE(careful.turn());
  EXPECT_EQ(sunk, 100U);
}

TEST_F(Stream, RefusesBatchesThatAreNotInOrder) {
  Batch batch{0, 1, false, {}, {}, {}};  // the first is number 0
  session.stream(0, encode(batch));
  try {
    collector.turn();
    FAIL();
  } catch (const base::Error& error) {
    EXPECT_NE(std::string(error.what()).find("batch 1 of its producer 0 where 0 was to come"),
              std::string::npos)
        << error.what();
  }
}

job::Source twenty_points() {
  job::Source source;
  source.name = "random";
  source.count = 20;
  source.every_s = 0.5;
  source.x = expr::Expression::parse("random()", expr::Expression::Names::Captures);
  source.y = expr::Expression::parse("t + i", expr::Expression::Names::Captures);
  return source;
}

TEST_F(Stream, MakesTheSamePointsWheneverTheSourceIsAsked) {
  const auto start = Source::Clock::now();
  Source prompt(twenty_points(), session, 0, 1, start);
  for (int i = 0; i < 20; ++i) {
    prompt.turn(start + std::chrono::milliseconds(500 * i));
    EXPECT_EQ(prompt.made(), static_cast<std::uint64_t>(i) + 1);
    collector.turn();
  }
  EXPECT_TRUE(prompt.finished());
  View other;
  Collector of_late(session, other, {});
  collector.turn();
  Source late(twenty_points(), session, 0, 1, start);
  late.turn(start + seconds(100));
  of_late.turn();
  const auto a = view.history(0).since(0, 100).buckets, b = other.history(0).since(0, 100).buckets;
  ASSERT_EQ(a.size(), 20U);
  ASSERT_EQ(b.size(), 20U);
  for (std::size_t i = 0; i < 20; ++i) {
    EXPECT_EQ(a[i].first, b[i].first);
    EXPECT_EQ(a[i].first.y, 1.5 * static_cast<double>(i));
    EXPECT_GE(a[i].first.x, 0);
    EXPECT_LT(a[i].first.x, 1);
  }
  EXPECT_NE(a[0].first.x, a[1].first.x);
  EXPECT_EQ(collector.ended() + of_late.ended(), 2U);
}

TEST_F(Stream, EndsASourceWithoutCountWhenItIsStopped) {
  job::Source job = twenty_points();
  job.count = 0;
  const auto start = Source::Clock::now();
  Source source(job, session, 0, 1, start);
  source.turn(start + seconds(10));
  EXPECT_TRUE(source.endless());
  EXPECT_FALSE(source.finished());
  EXPECT_EQ(*source.next(), start + std::chrono::milliseconds(10'500));
  source.stop();
  source.turn(start + seconds(20));
  EXPECT_TRUE(source.finished());
  EXPECT_EQ(source.made(), 21U);
}

}  // namespace
}  // namespace rankplot::stream
