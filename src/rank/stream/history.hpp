#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "rank/stream/point.hpp"

namespace rankplot::stream {

/// Neighbouring points in one: the ends, the extremes of y (NaN only where all are) and how many.
struct Bucket {
  Point first, min, max, last;
  std::uint64_t count = 0;
  bool min_first = true;  ///< the least value came before the greatest

  static Bucket of(const Point& point) { return {point, point, point, point, 1, true}; }
  void add(const Point& point);
  void add(const Bucket& next);  ///< of points that came later
  /// At most four points, in the order in which they came: drawn as a line they cover what all of
  /// the bucket's would.
  void append_to(std::vector<Point>& points) const;
};

/// Points `from` to `end` (numbered from 0 in the order in which they came) as consecutive buckets.
/// Who holds an earlier stretch replaces everything from number `from` on by this one.
struct Stretch {
  std::uint64_t from = 0, end = 0;
  std::vector<Bucket> buckets;
};

struct HistoryLimits {
  std::size_t buckets = 8192;  ///< even; when they are full, two become one
  std::size_t tail = 65536;    ///< newest points kept as they are
};

/// What is kept of a series of any length: buckets over all of it, whose width doubles as it grows,
/// and the newest points. Every extreme stays, at its own x.
class History {
 public:
  explicit History(const HistoryLimits& limits);

  void add(std::span<const Point> points);

  std::uint64_t size() const { return size_; }            ///< points that came
  std::uint64_t bucket_points() const { return width_; }  ///< points a bucket stands for
  std::uint64_t tail_begin() const;  ///< number of the oldest point kept as it is
  /// Points from number `from` on, as at most `most` (at least 2) buckets; single points where
  /// they fit. Begins earlier than asked where the points are in buckets already.
  Stretch since(std::uint64_t from, std::size_t most) const;
  std::size_t memory_bytes() const;

 private:
  void add_to_buckets(const Point& point);
  void add_to_tail(std::span<const Point> points);
  void halve();
  Stretch from_tail(std::uint64_t from, std::size_t most) const;
  Stretch from_buckets(std::uint64_t from, std::size_t most) const;

  HistoryLimits limits_;
  std::uint64_t size_ = 0;
  std::uint64_t width_ = 1;
  std::vector<Bucket> buckets_;  ///< the last one may not be full
  std::vector<Point> tail_;      ///< a ring: point n at n % limits_.tail
};

}  // namespace rankplot::stream
