#include "painter/render/scene/threads.hpp"

#include <sched.h>

#include <vtkSMPTools.h>

namespace rankplot::scene {

int cores_of_this_process() {
  cpu_set_t mask;
  CPU_ZERO(&mask);
  return ::sched_getaffinity(0, sizeof mask, &mask) == 0 ? CPU_COUNT(&mask) : 1;
}

void bound_filter_threads() { vtkSMPTools::Initialize(cores_of_this_process()); }

}  // namespace rankplot::scene
