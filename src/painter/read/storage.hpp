#pragma once

#include <string>
#include <vector>

#include "painter/read/hdf5.hpp"

namespace rankplot::read {

/// Why data that lie in raw files outside of their HDF5 file cannot be read: one is missing or too
/// short (HDF5 would read zeros). Empty: they can, or lie in the file. `creation` are the dataset's
/// properties, `file` its HDF5 file.
std::string missing_raw_file(hid_t creation, const std::string& file);

/// What the journal should say of a virtual dataset: how many of the files that it is made of are
/// missing, and that the fill value stands for them. Empty: none, or it is not virtual.
std::string missing_sources(hid_t creation, const std::string& file);

}  // namespace rankplot::read
