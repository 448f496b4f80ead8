#pragma once

#include <string>

#include "core/plan/catalog.hpp"
#include "painter/read/hdf5.hpp"

namespace rankplot::read {

/// An open dataset as the plan needs to know it; what is odd about it is its `refusal`. Throws
/// ReadError where HDF5 itself fails on it.
plan::DatasetInfo describe(hid_t dataset, const std::string& file, const std::string& object);

}  // namespace rankplot::read
