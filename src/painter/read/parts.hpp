#pragma once

#include <string>

#include "painter/read/hdf5.hpp"

namespace rankplot::read {

/// A file kept in several: HDF5's family, split and multi drivers.
struct Parts {
  FileHandle file;      ///< none: they could not be opened together
  std::string refusal;  ///< why, where `path` is a part of such a file
};

/// Opens the file that `path` is a part of. A family is known by its first member (its name with
/// zeros for a number: run_00000.h5), a split or multi file by the part that holds the metadata
/// (run-m.h5 beside run-r.h5, run.meta beside run.raw, run-s.h5); any other part may be named too.
/// `access` are the properties that each part is opened with. Neither file nor refusal: `path` is
/// no such part.
Parts open_parts(const std::string& path, hid_t access);

}  // namespace rankplot::read
