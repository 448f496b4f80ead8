#pragma once

#include "core/job/vocabulary.hpp"

namespace rankplot::app {

/// What the painter built with this program can draw: embedded by CMake from `rankplot-painter
/// --vocabulary`.
const job::Vocabulary& vocabulary();

}  // namespace rankplot::app
