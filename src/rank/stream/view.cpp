#include "rank/stream/view.hpp"

#include "core/base/error.hpp"

namespace rankplot::stream {

std::size_t View::declare(const Series& series) {
  const auto found = place_of_name_.find(series.name);
  if (found != place_of_name_.end()) return found->second;
  if (series_.size() == kMostSeries)
    base::fail("series '{}' cannot be shown: there are {} already, which is the most", series.name,
               kMostSeries);
  series_.push_back(series);
  kept_.push_back({History(limits_), 0});
  place_of_name_.emplace(series.name, series_.size() - 1);
  ++version_;
  return series_.size() - 1;
}

void View::add(std::size_t series, std::span<const Point> points, std::uint64_t stands_for) {
  Kept& kept = kept_.at(series);
  kept.history.add(points);
  if (stands_for > points.size()) kept.merged += stands_for - points.size();
  points_ += points.size();
  ++version_;
}

std::size_t View::memory_bytes() const {
  std::size_t bytes = 0;
  for (const Kept& kept : kept_) bytes += kept.history.memory_bytes();
  return bytes;
}

}  // namespace rankplot::stream
