#include "rank/stream/history.hpp"

#include <algorithm>
#include <cmath>

namespace rankplot::stream {

void Bucket::add(const Point& point) {
  if (point.y < min.y || std::isnan(min.y)) {
    min = point;
    min_first = false;
  }
  if (point.y > max.y || std::isnan(max.y)) {
    max = point;
    min_first = true;
  }
  last = point;
  ++count;
}

void Bucket::add(const Bucket& next) {
  // Strictly beyond, so that of equal extremes the first stays, as when points come one by one.
  const bool lower = next.min.y < min.y || std::isnan(min.y);
  const bool higher = next.max.y > max.y || std::isnan(max.y);
  if (lower && higher) {
    min_first = next.min_first;
  } else if (lower || higher) {
    min_first = higher;
  }
  if (lower) min = next.min;
  if (higher) max = next.max;
  last = next.last;
  count += next.count;
}

void Bucket::append_to(std::vector<Point>& points) const {
  const auto append = [&, begin = points.size()](const Point& point) {
    if (points.size() == begin || points.back() != point) points.push_back(point);
  };
  append(first);
  if (count > 2 && !std::isnan(min.y)) {
    append(min_first ? min : max);
    append(min_first ? max : min);
  }
  if (count > 1) append(last);
}

namespace {

/// Consecutive items as at most `most` buckets, each of equally many items.
template <class Item, class ToBucket>
std::vector<Bucket> gathered(std::size_t count, std::size_t most, Item item, ToBucket bucket_of) {
  const std::size_t together = (count + most - 1) / most;
  std::vector<Bucket> buckets;
  buckets.reserve(together == 0 ? 0 : (count + together - 1) / together);
  for (std::size_t i = 0; i < count; ++i) {
    if (i % together == 0)
      buckets.push_back(bucket_of(item(i)));
    else
      buckets.back().add(item(i));
  }
  return buckets;
}

}  // namespace

History::History(const HistoryLimits& limits) : limits_(limits) {}

void History::add(std::span<const Point> points) {
  for (const Point& point : points) {
    add_to_buckets(point);
    ++size_;
  }
  add_to_tail(points);
}

void History::add_to_buckets(const Point& point) {
  if (!buckets_.empty() && buckets_.back().count < width_) return buckets_.back().add(point);
  if (buckets_.size() == limits_.buckets) halve();
  buckets_.push_back(Bucket::of(point));
}

void History::halve() {
  for (std::size_t i = 0; i < buckets_.size() / 2; ++i) {
    Bucket both = buckets_[2 * i];
    both.add(buckets_[2 * i + 1]);
    buckets_[i] = both;
  }
  buckets_.resize(buckets_.size() / 2);
  width_ *= 2;
}

void History::add_to_tail(std::span<const Point> points) {
  std::uint64_t number = size_ - points.size();
  if (points.size() > limits_.tail) {
    number = size_ - limits_.tail;
    points = points.last(limits_.tail);
    tail_.resize(limits_.tail);
  }
  for (const Point& point : points) {
    if (tail_.size() < limits_.tail)
      tail_.push_back(point);
    else
      tail_[number % limits_.tail] = point;
    ++number;
  }
}

std::uint64_t History::tail_begin() const { return size_ - tail_.size(); }

Stretch History::since(std::uint64_t from, std::size_t most) const {
  from = std::min(from, size_);
  most = std::max<std::size_t>(most, 2);
  return from >= tail_begin() ? from_tail(from, most) : from_buckets(from, most);
}

Stretch History::from_tail(std::uint64_t from, std::size_t most) const {
  const auto point = [&](std::size_t i) { return tail_[(from + i) % limits_.tail]; };
  return {from, size_, gathered(static_cast<std::size_t>(size_ - from), most, point, Bucket::of)};
}

Stretch History::from_buckets(std::uint64_t from, std::size_t most) const {
  const auto begin = static_cast<std::size_t>(from / width_);
  const auto bucket = [&](std::size_t i) { return buckets_[begin + i]; };
  return {begin * width_, size_,
          gathered(buckets_.size() - begin, most, bucket, [](const Bucket& one) { return one; })};
}

std::size_t History::memory_bytes() const {
  return buckets_.capacity() * sizeof(Bucket) + tail_.capacity() * sizeof(Point);
}

}  // namespace rankplot::stream
