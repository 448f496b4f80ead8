#pragma once

#include <string>

#include "painter/read/hdf5.hpp"

namespace rankplot::read {

/// The first filter of a dataset's creation properties that this machine lacks: its number, its
/// name and the Debian package that brings it; empty when all are there.
std::string missing_filter(hid_t creation);

}  // namespace rankplot::read
