#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <deque>
#include <optional>

#include "core/wire/status_page.hpp"
#include "rank/painters/crew.hpp"

namespace rankplot::painters {

using Clock = std::chrono::steady_clock;

/// How long tasks took, all painters of a rank together: what deadlines are made from.
class Durations {
 public:
  void add(double seconds, std::uint64_t cost_bytes);
  /// How long a painter may stand still with a task of this cost: the measured median, more for a
  /// task larger than the median one, times the factor.
  double deadline_s(const Limits& limits, std::uint64_t cost_bytes) const;

 private:
  struct Measured {
    double seconds;
    std::uint64_t cost_bytes;
  };
  std::deque<Measured> last_;
};

/// What one painter does with its time and memory, from what its status page says.
class Watch {
 public:
  explicit Watch(Clock::time_point now);

  /// It finished something, or was given work when it had none.
  void progress(Clock::time_point now) { progress_ = now; }
  /// Looks at the page, at most every 100 ms; seconds since anything moved.
  double still_s(const wire::StatusBlock& status, Clock::time_point now);
  /// Of the threads that do something, the one that has stood still for longest; of several, the
  /// furthest down the line.
  std::optional<int> slowest_thread(const wire::StatusBlock& status) const;
  /// Since when a thread's page has said the same, as far as still_s() looked.
  Clock::time_point moved(int thread) const { return moved_.at(static_cast<std::size_t>(thread)); }
  /// How much its least resident size of the last second at work lies above that of its first.
  /// To be called with every look.
  std::uint64_t grown_bytes(std::uint64_t resident_bytes);

 private:
  Clock::time_point progress_;
  std::array<std::uint64_t, wire::kStatusThreads> beats_{};
  std::array<Clock::time_point, wire::kStatusThreads> moved_{};
  std::deque<std::uint64_t> residents_;
  std::optional<std::uint64_t> first_resident_;
};

}  // namespace rankplot::painters
