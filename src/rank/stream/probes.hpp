#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <string>
#include <vector>

#include "core/job/live.hpp"
#include "rank/stream/producer.hpp"

namespace rankplot::stream {

/// Rank 0's end of the job's [[probe]]s: sends the value of each case to the monitor rank, all of
/// them and in the order in which they come.
class Probes {
 public:
  /// `number` is that of their producer.
  Probes(const std::vector<job::Probe>& probes, comm::Session& session, int monitor_rank,
         std::uint32_t number);

  /// A value of the probe of that name. Throws base::Error where there is none.
  void add(const std::string& name, const Point& point);
  /// Sends what can be sent.
  void turn();
  /// There are no more values; the termination message follows them.
  void finish() { finishing_ = true; }
  bool finished() const { return producer_.finished(); }

 private:
  struct Value {
    std::uint32_t series = 0;
    Point point;
  };
  Producer producer_;
  std::map<std::string, std::uint32_t> series_;
  std::deque<Value> waiting_;  ///< as many as there are cases, where the monitor keeps none
  bool finishing_ = false;
};

}  // namespace rankplot::stream
