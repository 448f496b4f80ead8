#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "core/base/names.hpp"
#include "core/plan/plan.hpp"
#include "painter/read/types.hpp"

namespace rankplot::read {

/// Elements as H5Dread gave them in memory_type(...): one after the other.
struct Raw {
  std::span<const std::byte> bytes;
  std::size_t element_bytes = 0;
  std::size_t leaf_bytes = 0;  ///< of one number or string in them
};

/// True where each element is one number, or all numbers of it are wanted: H5Dread can then write
/// to where they go. `inner` are the axes of a hyperslab behind the dataset's own; empty: all.
bool wants_all(const Kept& kept, std::span<const plan::Slab::Axis> inner);

/// Writes what `inner` takes of each element to `to`, as kept.type; labels and text as numbers.
/// `leaf` is leaf_type of what was read. Returns the names that the numbers stand for. Throws
/// base::Error.
base::Names convert(const Raw& raw, const Kept& kept, std::span<const plan::Slab::Axis> inner,
                    hid_t leaf, std::byte* to);

}  // namespace rankplot::read
