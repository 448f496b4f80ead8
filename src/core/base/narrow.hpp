#pragma once

#include <utility>

#include "core/base/error.hpp"

namespace rankplot::base {

/// The one checked narrowing of the program (MPI counts are int, HDF5 extents 64-bit).
/// Throws Error naming `what` when the value does not fit.
template <class To, class From>
To narrow(From value, const char* what) {
  if (!std::in_range<To>(value)) fail("{} of {} does not fit its type", what, value);
  return static_cast<To>(value);
}

}  // namespace rankplot::base
