#pragma once

#include <chrono>
#include <cstdint>
#include <deque>
#include <span>
#include <string>
#include <vector>

#include "core/job/live.hpp"
#include "rank/comm/session.hpp"
#include "rank/stream/batch.hpp"

namespace rankplot::stream {

/// One origin of points on this rank. Points go out in numbered batches as the session's window
/// allows; what waits for it is bounded: neighbours of a series are merged into their first, least,
/// greatest and last point, and counted. Never waits. All producers of a rank share its window.
class Producer {
 public:
  /// `number` tells this rank's producers apart.
  Producer(comm::Session& session, int monitor_rank, std::uint32_t number, job::Overflow overflow);

  /// The series' number, for push(). Texts that are too long are cut.
  std::uint32_t declare(Series series);
  /// How many more points will go out as they are. With Overflow::Wait no more may be pushed.
  std::size_t room() const;
  void push(std::uint32_t series, std::span<const Point> points);
  void push(std::uint32_t series, const Point& point) { push(series, {&point, 1}); }
  /// News for the page: they arrive whole and in order.
  void tell(std::string news) { news_.push_back(std::move(news)); }
  /// Sends what the window has room for: full batches, and others that have waited for 20 ms.
  void turn();
  /// The termination message follows what was pushed; nothing may be pushed any more.
  void finish() { finishing_ = true; }
  bool finished() const { return ended_; }  ///< the termination message is on its way

  std::uint64_t pushed() const { return pushed_; }

 private:
  using Clock = std::chrono::steady_clock;
  struct Pending {
    std::vector<Point> points;
    std::uint64_t stands_for = 0;
  };
  bool due() const;
  bool empty() const { return waiting_ == 0 && declared_.empty() && news_.empty(); }
  Batch next_batch();
  void make_room(Pending& pending);

  comm::Session& session_;
  int monitor_rank_;
  std::uint32_t number_;
  job::Overflow overflow_;
  std::vector<Series> declared_;  ///< not sent yet
  std::vector<Pending> pending_;  ///< by series
  std::deque<std::string> news_;  ///< not sent yet
  std::size_t waiting_ = 0;       ///< points in `pending_`
  std::size_t next_series_ = 0;
  std::uint64_t batches_ = 0;
  std::uint64_t pushed_ = 0;
  Clock::time_point sent_ = Clock::now();
  bool finishing_ = false;
  bool ended_ = false;
};

}  // namespace rankplot::stream
