#pragma once

namespace rankplot::scene {

/// The cores that this process may run on.
int cores_of_this_process();

/// VTK's filters start no more threads than that.
void bound_filter_threads();

}  // namespace rankplot::scene
