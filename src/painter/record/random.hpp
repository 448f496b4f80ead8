#pragma once

#include <cstdint>
#include <random>

namespace rankplot::record {

/// The same numbers with every standard library: its engines are specified, its distributions not.
class Random {
 public:
  explicit Random(std::uint64_t seed) : engine_(seed) {}

  /// Uniform in [0, 1), a multiple of 2^-53.
  double uniform() { return static_cast<double>(engine_() >> 11) * 0x1p-53; }

 private:
  std::mt19937_64 engine_;
};

}  // namespace rankplot::record
