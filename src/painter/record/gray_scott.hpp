#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace rankplot::record {

/// The Gray-Scott reaction U + 2V -> 3V, V -> P with feed and kill, on a periodic square grid:
///   dU/dt = Du lap(U) - U V^2 + F (1 - U)
///   dV/dt = Dv lap(V) + U V^2 - (F + k) V
/// J. E. Pearson, "Complex Patterns in a Simple System", Science 261 (1993) 189-192. Explicit Euler
/// steps of 1 with cells of 1, float32; the same numbers on each machine with IEEE arithmetic.
class GrayScott {
 public:
  /// `grid` cells a side, at least 1: U = 1, V = 0 and some squares of mixture in random places.
  GrayScott(std::size_t grid, std::uint64_t seed);

  void step();
  const std::vector<float>& u() const { return u_; }  ///< [y, x]
  const std::vector<float>& v() const { return v_; }

 private:
  std::size_t grid_;
  std::vector<float> u_, v_, next_u_, next_v_;
};

}  // namespace rankplot::record
