#include "rank/painters/watch.hpp"

#include <algorithm>
#include <vector>

namespace rankplot::painters {
namespace {

constexpr std::size_t kMeasured = 63;
constexpr std::size_t kFewest = 5;      ///< before a median says anything
constexpr std::size_t kResidents = 10;  ///< a second

template <class Value>
Value median(std::vector<Value> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

}  // namespace

void Durations::add(double seconds, std::uint64_t cost_bytes) {
  last_.push_back({seconds, cost_bytes});
  if (last_.size() > kMeasured) last_.pop_front();
}

double Durations::deadline_s(const Limits& limits, std::uint64_t cost_bytes) const {
  if (last_.size() < kFewest) return limits.first_deadline_s;
  std::vector<double> seconds;
  std::vector<std::uint64_t> costs;
  for (const Measured& measured : last_) {
    seconds.push_back(measured.seconds);
    costs.push_back(measured.cost_bytes);
  }
  const auto usual_cost = static_cast<double>(std::max<std::uint64_t>(median(costs), 1));
  const double larger = std::max(1.0, static_cast<double>(cost_bytes) / usual_cost);
  return std::max(limits.least_deadline_s, limits.deadline_factor * median(seconds) * larger);
}

Watch::Watch(Clock::time_point now) : progress_(now) { moved_.fill(now); }

double Watch::still_s(const wire::StatusBlock& status, Clock::time_point now) {
  for (std::size_t i = 0; i < beats_.size(); ++i) {
    const std::uint64_t beats = status.threads[i].beats;
    if (beats == beats_[i]) continue;
    beats_[i] = beats;
    moved_[i] = now;
    progress_ = now;
  }
  return std::chrono::duration<double>(now - progress_).count();
}

std::optional<int> Watch::slowest_thread(const wire::StatusBlock& status) const {
  std::optional<int> slowest;
  for (std::size_t i = 0; i < beats_.size(); ++i) {
    const wire::ThreadStatus& thread = status.threads[i];
    if (thread.stage == plan::Stage::Idle || thread.task == 0) continue;
    if (!slowest || moved_[i] <= moved_[static_cast<std::size_t>(*slowest)]) {
      slowest = static_cast<int>(i);
    }
  }
  return slowest;
}

std::uint64_t Watch::grown_bytes(std::uint64_t resident_bytes) {
  residents_.push_back(resident_bytes);
  if (residents_.size() < kResidents) return 0;
  if (residents_.size() > kResidents) residents_.pop_front();
  const std::uint64_t least = *std::min_element(residents_.begin(), residents_.end());
  if (!first_resident_) first_resident_ = least;
  return least > *first_resident_ ? least - *first_resident_ : 0;
}

}  // namespace rankplot::painters
