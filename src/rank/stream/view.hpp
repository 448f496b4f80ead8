#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "rank/stream/history.hpp"
#include "rank/stream/point.hpp"

namespace rankplot::stream {

/// Everything that was streamed, in memory that does not grow with the number of points. For one
/// thread (the monitor rank's loop).
class View {
 public:
  explicit View(const HistoryLimits& limits = {}) : limits_(limits) {}

  /// The series' place; that of the one with this name where there is one already, whose other
  /// texts stay. Throws base::Error when there are too many.
  std::size_t declare(const Series& series);
  /// Points in order. `stands_for` is how many were made: more than came where the producer had to
  /// merge neighbours.
  void add(std::size_t series, std::span<const Point> points, std::uint64_t stands_for);

  const std::vector<Series>& series() const { return series_; }
  const History& history(std::size_t series) const { return kept_.at(series).history; }
  /// Points made that are in the history only as part of others.
  std::uint64_t merged(std::size_t series) const { return kept_.at(series).merged; }
  /// Grows with every change: who saw this number has seen all.
  std::uint64_t version() const { return version_; }
  std::uint64_t points() const { return points_; }  ///< that came, of all series
  std::size_t memory_bytes() const;

 private:
  struct Kept {
    History history;
    std::uint64_t merged = 0;
  };
  HistoryLimits limits_;
  std::vector<Series> series_;
  std::vector<Kept> kept_;
  std::map<std::string, std::size_t> place_of_name_;
  std::uint64_t version_ = 0;
  std::uint64_t points_ = 0;
};

}  // namespace rankplot::stream
