#include "rank/stream/probes.hpp"

#include "core/base/error.hpp"

namespace rankplot::stream {

Probes::Probes(const std::vector<job::Probe>& probes, comm::Session& session, int monitor_rank,
               std::uint32_t number)
    : producer_(session, monitor_rank, number, job::Overflow::Wait) {
  for (const job::Probe& probe : probes) {
    series_[probe.name] =
        producer_.declare({probe.name, probe.group, probe.fmt, probe.unit, 0, false});
  }
}

void Probes::add(const std::string& name, const Point& point) {
  const auto series = series_.find(name);
  if (series == series_.end()) base::fail("a value came of '{}', which is no probe", name);
  waiting_.push_back({series->second, point});
}

void Probes::turn() {
  for (; !waiting_.empty() && producer_.room() > 0; waiting_.pop_front())
    producer_.push(waiting_.front().series, waiting_.front().point);
  if (finishing_ && waiting_.empty()) producer_.finish();
  producer_.turn();
}

}  // namespace rankplot::stream
