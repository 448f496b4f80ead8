#pragma once

#include <string>

#include "core/plan/catalog.hpp"
#include "painter/read/attributes.hpp"
#include "painter/read/hdf5.hpp"

namespace rankplot::read {

/// An open dataset as the plan needs to know it, with those of its own attributes that `wanted`
/// names; what is odd about it is its `refusal`. Throws ReadError where HDF5 itself fails on it.
plan::DatasetInfo describe(hid_t dataset, const std::string& file, const std::string& object,
                           const Names& wanted);

}  // namespace rankplot::read
