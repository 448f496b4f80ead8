#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <random>

#include "core/job/live.hpp"
#include "rank/stream/producer.hpp"

namespace rankplot::stream {

/// Makes the points of one [[source]], each when its time has come. The points are the same in
/// every run, whatever the clock says.
class Source {
 public:
  using Clock = std::chrono::steady_clock;

  /// `number` is that of its producer.
  Source(const job::Source& job, comm::Session& session, int monitor_rank, std::uint32_t number,
         Clock::time_point start);

  /// Makes what is due by `now` and sends what can be sent.
  void turn(Clock::time_point now);
  /// No more points but those that are due already; the termination message follows.
  void stop();
  bool endless() const { return job_.count == 0; }
  bool finished() const { return producer_.finished(); }
  std::uint64_t made() const { return made_; }
  /// When it has something to do next, if it is not waiting for the monitor.
  std::optional<Clock::time_point> next() const;

 private:
  bool complete() const { return stopped_ || (!endless() && made_ == job_.count); }
  Clock::time_point time_of(std::uint64_t point) const;
  Point make();
  double value_of(const expr::Expression& expression);

  job::Source job_;
  Producer producer_;
  std::uint32_t series_;
  Clock::time_point start_;
  std::mt19937_64 random_;
  std::uint64_t made_ = 0;
  bool stopped_ = false;
};

}  // namespace rankplot::stream
