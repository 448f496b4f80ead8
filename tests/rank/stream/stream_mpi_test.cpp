#include <gtest/gtest.h>

#include "rank/comm/mpi_main.hpp"
#include "rank/stream/collector.hpp"
#include "rank/stream/producer.hpp"

namespace rankplot::stream {
namespace {

using comm::session;
using comm::until;

/// Every rank makes `count` points as fast as it can; `idle` turns pass before the monitor listens.
struct Result {
  std::uint64_t received = 0, made = 0;
  std::size_t ended = 0;
};
Result stream_all(std::size_t count, job::Overflow overflow, int monitor) {
  View view;
  Collector collector(session(), view, {});
  Producer producer(session(), monitor, 0, overflow);
  const auto series =
      producer.declare({"rank " + std::to_string(session().rank()), {}, {}, {}, 0, false});
  const bool collects = session().rank() == monitor;
  const auto producers = static_cast<std::size_t>(session().size());
  std::size_t made = 0;
  EXPECT_TRUE(until([&] {
    std::size_t now = std::min<std::size_t>(1000, count - made);
    if (overflow == job::Overflow::Wait) now = std::min(now, producer.room());
    for (std::size_t i = 0; i < now; ++i, ++made)
      producer.push(series, {static_cast<double>(made), 1});
    if (made == count) producer.finish();
    producer.turn();
    if (collects) collector.turn();
    return producer.finished() && session().unsent_stream() == 0 &&
           (!collects || collector.ended() == producers);
  }));
  for (std::size_t i = 0; i < view.series().size(); ++i) {
    const auto all = view.history(i).since(0, 1'000'000).buckets;
    for (std::size_t n = 1; n < all.size(); ++n) EXPECT_GT(all[n].first.x, all[n - 1].last.x);
    EXPECT_EQ(all.back().last.x, static_cast<double>(count - 1));
  }
  session().barrier();
  return {collector.received(), collector.made(), collector.ended()};
}

TEST(StreamMpi, BringsEveryPointWhereProducersWait) {
  const int last = session().size() - 1;
  const Result result = stream_all(200'000, job::Overflow::Wait, last);
  if (session().rank() != last) return;
  EXPECT_EQ(result.received, 200'000U * static_cast<std::size_t>(session().size()));
  EXPECT_EQ(result.made, result.received);
}

TEST(StreamMpi, AccountsForEveryPointWhereTheyAreMerged) {
  const Result result = stream_all(200'000, job::Overflow::Merge, 0);
  if (session().rank() != 0) return;
  EXPECT_EQ(result.made, 200'000U * static_cast<std::size_t>(session().size()));
  EXPECT_EQ(result.ended, static_cast<std::size_t>(session().size()));
}

}  // namespace
}  // namespace rankplot::stream
