#pragma once

#include <cstddef>
#include <vector>

#include "core/base/array.hpp"
#include "painter/read/hdf5.hpp"

namespace rankplot::read {

/// How a dataset's numbers stand for others (netCDF's and CF's attributes; NetCDF Users Guide,
/// "Attribute Conventions"): what is missing, and what scale and offset unpack the rest.
struct Packing {
  std::vector<double> missing;  ///< `_FillValue`, `missing_value`, as they stand in the file
  double scale = 1;             ///< `scale_factor`
  double offset = 0;            ///< `add_offset`

  bool is_scaled() const { return scale != 1 || offset != 0; }
  bool empty() const { return missing.empty() && !is_scaled(); }
};

/// From the attributes of a dataset of numbers; one without attributes costs no more than being
/// asked whether it has any.
Packing packing_of(hid_t dataset);

/// What an array of `stored` elements is kept as once it is unpacked: a type that has NaN.
base::ElementType unpacked_type(const Packing& packing, base::ElementType stored);

/// Unpacks `count` elements of unpacked_type in place; what is missing becomes NaN.
void unpack(const Packing& packing, base::ElementType type, std::byte* elements, std::size_t count);

}  // namespace rankplot::read
