#pragma once

#include <functional>

#include "painter/app/work.hpp"

namespace rankplot::app {

/// Reads one array.
using LoadRead = std::function<ArrayOrFailure(const plan::Read&)>;

/// Fills task.arrays (one per read) where pictures still to be drawn need them, and what they
/// gather. Arrays that are only gathered are read one value at a time and let go when nothing needs
/// them any more: a gather over many large files holds one of them. Where `given`, all arrays are
/// there already. What fails is noted in its picture.
void fill_arrays(TaskToDraw& task, bool given, const LoadRead& load);

/// Thrown where a role needs an array that could not be read.
struct Unread {
  Failure failure;
};

/// The array as numbers. Throws Unread.
base::Field field_of(const ArrayOrFailure& loaded);

}  // namespace rankplot::app
