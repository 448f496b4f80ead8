#pragma once

#include <string>
#include <vector>

#include "core/base/array.hpp"

namespace rankplot::expr {

/// An array that a piece of code works on, with the name that messages give it.
struct Operand {
  const base::Field* field = nullptr;
  std::string name;
};

/// The shape of what is computed from the operands together, by NumPy's rules: axes are matched
/// from the last one backwards, and an axis of one index, or none, is repeated. Throws Error naming
/// the operands that differ, and where the result would be far larger than any of them.
std::vector<std::size_t> broadcast_shape(const std::vector<Operand>& operands);

/// For each axis of `shape` how far to move in `from`, an operand's shape: 0 where it is repeated.
std::vector<std::size_t> broadcast_strides(const std::vector<std::size_t>& from,
                                           const std::vector<std::size_t>& shape);

}  // namespace rankplot::expr
