#pragma once

#include <string>

#include "painter/read/hdf5.hpp"

namespace rankplot::read {

/// Opens a file read-only with locking off (it may still be open for writing, or lie where locks do
/// not work). Throws ReadError that says what is wrong with it: missing, a folder, empty, no HDF5
/// file, damaged, still open for writing.
FileHandle open_file(const std::string& path);

/// Opens a dataset. Throws ReadError that names the nearest existing name, or says what stands
/// there instead.
DatasetHandle open_dataset(const FileHandle& file, const std::string& path,
                           const std::string& object, hid_t access = H5P_DEFAULT);

/// Why `object` is not a dataset that can be opened: missing (with the nearest name beside it), a
/// group (with its members), a link to nothing, damaged.
std::string why_not_a_dataset(const FileHandle& file, const std::string& object);

}  // namespace rankplot::read
