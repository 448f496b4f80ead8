#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/base/array.hpp"
#include "painter/read/hdf5.hpp"

namespace rankplot::read {

/// What a type in a file becomes in memory: a number type, or why it becomes none.
struct Kept {
  std::optional<base::ElementType> type;
  std::string refusal;
};

/// Integers (enumerations and bools are their integers) keep their sign and go to the next width of
/// 8 to 64 bits; floats of up to 32 bits to float32, all others to float64.
Kept kept_as(hid_t file_type);

/// HDF5's name for an element type in this machine's byte order. Nobody closes it.
hid_t native(base::ElementType type);

bool is_compound(hid_t file_type);
std::vector<std::string> columns_of(hid_t file_type);  ///< of a compound type, in file order
/// What column `index` becomes in memory.
Kept column_kept_as(hid_t file_type, unsigned index);

}  // namespace rankplot::read
