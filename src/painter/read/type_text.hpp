#pragma once

#include <string>

#include "painter/read/hdf5.hpp"

namespace rankplot::read {

/// A type in words: "float64", "int16 big-endian", "text of 8 bytes", "compound of 3 columns",
/// "float32[3]". Bounded, whatever the file says.
std::string type_text(hid_t type);

/// A filter with its level: "deflate 4", "shuffle", "filter 32015 (zstd), not installed".
std::string filter_text(hid_t creation, unsigned index);

}  // namespace rankplot::read
