#include "core/plan/sketch.hpp"

#include <algorithm>
#include <bit>
#include <cmath>

#include <nlohmann/json.hpp>

#include "core/base/error.hpp"
#include "core/plan/strict_json.hpp"

namespace rankplot::plan {
namespace {

constexpr std::size_t kAtOnce = 65536;
constexpr std::uint64_t kSign = std::uint64_t{1} << 63U;

/// The bits of a number so that greater numbers have greater ones; both zeros are one.
std::uint64_t ordered(double value) {
  const auto bits = std::bit_cast<std::uint64_t>(value == 0 ? 0.0 : value);
  return (bits & kSign) != 0 ? ~bits : bits | kSign;
}

double number_of(std::uint64_t ordered) {
  return std::bit_cast<double>((ordered & kSign) != 0 ? ordered & ~kSign : ~ordered);
}

}  // namespace

void Sketch::widen(double least, double most, std::uint64_t count) {
  least_ = count_ == 0 ? least : std::min(least_, least);
  most_ = count_ == 0 ? most : std::max(most_, most);
  count_ += count;
}

void Sketch::add(std::span<const double> values, bool percentiles) {
  if (values.empty()) return;
  const auto [least, most] = std::minmax_element(values.begin(), values.end());
  widen(*least, *most, values.size());
  if (!percentiles) return;
  std::vector<std::uint64_t> keys;
  for (; !values.empty(); values = values.subspan(std::min(kAtOnce, values.size()))) {
    keys.clear();
    for (const double value : values.first(std::min(kAtOnce, values.size()))) {
      keys.push_back(ordered(value) >> level_);
    }
    std::sort(keys.begin(), keys.end());
    std::vector<Bucket> found;
    for (const std::uint64_t key : keys) {
      if (found.empty() || found.back().key != key) found.push_back({key, 0});
      ++found.back().count;
    }
    add_buckets(found);
  }
}

void Sketch::merge(const Sketch& other) {
  if (other.count_ == 0) return;
  widen(other.least_, other.most_, other.count_);
  Sketch finer = other;
  coarsen_to(other.level_);
  finer.coarsen_to(level_);
  add_buckets(finer.buckets_);
}

/// Of this sketch's own level. It becomes no coarser than all that is in it demands: that is why
/// the order of merging does not matter.
void Sketch::add_buckets(const std::vector<Bucket>& more) {
  std::vector<Bucket> all;
  all.reserve(buckets_.size() + more.size());
  std::merge(buckets_.begin(), buckets_.end(), more.begin(), more.end(), std::back_inserter(all),
             [](const Bucket& a, const Bucket& b) { return a.key < b.key; });
  buckets_.clear();
  for (const Bucket& bucket : all) {
    if (!buckets_.empty() && buckets_.back().key == bucket.key) {
      buckets_.back().count += bucket.count;
    } else {
      buckets_.push_back(bucket);
    }
  }
  while (buckets_.size() > kMostBuckets) coarsen();
}

void Sketch::coarsen_to(unsigned level) {
  while (level_ < level) coarsen();
}

void Sketch::coarsen() {
  ++level_;
  std::size_t kept = 0;
  for (std::size_t i = 0; i < buckets_.size(); ++i) {
    const Bucket bucket{buckets_[i].key >> 1U, buckets_[i].count};
    if (kept > 0 && buckets_[kept - 1].key == bucket.key) {
      buckets_[kept - 1].count += bucket.count;
    } else {
      buckets_[kept++] = bucket;
    }
  }
  buckets_.resize(kept);
}

/// The middle of the bucket that holds the number of this rank.
double Sketch::value_at(std::uint64_t rank) const {
  std::uint64_t below = 0;
  for (const Bucket& bucket : buckets_) {
    below += bucket.count;
    if (rank >= below) continue;
    const std::uint64_t first = bucket.key << level_;
    const std::uint64_t last = first | ((std::uint64_t{1} << level_) - 1);
    const double low = number_of(std::max(first, ordered(least_)));
    const double high = number_of(std::min(last, ordered(most_)));
    return low + (high / 2 - low / 2);
  }
  return most_;
}

double Sketch::percentile(double percent) const {
  if (count_ == 0) return 0;
  const double rank = percent / 100 * static_cast<double>(count_ - 1);
  const auto below = static_cast<std::uint64_t>(std::floor(rank));
  const double part = rank - std::floor(rank);
  const double low = value_at(below);
  if (part == 0) return low;
  const double high = value_at(below + 1);
  return low * (1 - part) + high * part;
}

void to_json(nlohmann::json& json, const Sketch& sketch) {
  std::vector<std::uint64_t> buckets;  // by distance from the one before, which is short
  std::uint64_t last = 0;
  for (const auto& [key, count] : sketch.buckets_) {
    buckets.insert(buckets.end(), {key - last, count});
    last = key;
  }
  json = {{"count", sketch.count_},
          {"least", sketch.least_},
          {"most", sketch.most_},
          {"level", sketch.level_},
          {"buckets", buckets}};
}

void from_json(const nlohmann::json& json, Sketch& sketch) {
  sketch = {};
  std::vector<std::uint64_t> buckets;
  StrictObject object(json, "a sketch");
  object.required("count", sketch.count_)
      .required("least", sketch.least_)
      .required("most", sketch.most_)
      .required("level", sketch.level_)
      .required("buckets", buckets);
  object.finish();
  if (sketch.level_ > 63 || buckets.size() % 2 != 0 || buckets.size() / 2 > Sketch::kMostBuckets) {
    base::fail(
        "a sketch in JSON has level {} and {} numbers of buckets; at most 63 and {} pairs "
        "can be",
        sketch.level_, buckets.size(), Sketch::kMostBuckets);
  }
  std::uint64_t key = 0;
  for (std::size_t i = 0; i < buckets.size(); i += 2) {
    key += buckets[i];
    sketch.buckets_.push_back({key, buckets[i + 1]});
  }
}

}  // namespace rankplot::plan
