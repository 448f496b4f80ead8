#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include <nlohmann/json_fwd.hpp>

namespace rankplot::plan {

/// The range of many numbers and their percentiles, in little memory. Sketches of parts merge to
/// that of the whole, which is the same whatever the parts were and in whatever order they came.
///
/// Numbers are counted in buckets: all those with the same leading bits, of which as many are told
/// apart as kMostBuckets buckets allow. Up to that many different numbers percentiles are exact.
/// Numbers within a factor of two of each other are told apart to 1/2048 of the factor's span, and
/// those that span 32 factors of two on both sides of zero to 1/64 of themselves.
class Sketch {
 public:
  static constexpr std::size_t kMostBuckets = 4096;

  /// Takes finite numbers; without `percentiles` only their range is kept.
  void add(std::span<const double> values, bool percentiles);
  void merge(const Sketch& other);

  std::uint64_t count() const { return count_; }
  double least() const { return least_; }  ///< 0 of none
  double most() const { return most_; }
  /// Between the nearest two of them, in proportion, as NumPy does; `percent` from 0 to 100. To be
  /// asked only where percentiles were kept of all numbers.
  double percentile(double percent) const;

  bool operator==(const Sketch&) const = default;

 private:
  struct Bucket {
    std::uint64_t key = 0;  ///< the leading bits, in the order of the numbers
    std::uint64_t count = 0;
    bool operator==(const Bucket&) const = default;
  };

  void widen(double least, double most, std::uint64_t count);
  void add_buckets(const std::vector<Bucket>& more);
  void coarsen_to(unsigned level);
  void coarsen();
  double value_at(std::uint64_t rank) const;

  friend void to_json(nlohmann::json& json, const Sketch& sketch);
  friend void from_json(const nlohmann::json& json, Sketch& sketch);

  std::uint64_t count_ = 0;
  double least_ = 0, most_ = 0;
  unsigned level_ = 0;           ///< bits that are not told apart
  std::vector<Bucket> buckets_;  ///< ascending
};

/// from_json throws base::Error on what to_json does not write.
void to_json(nlohmann::json& json, const Sketch& sketch);
void from_json(const nlohmann::json& json, Sketch& sketch);

}  // namespace rankplot::plan
