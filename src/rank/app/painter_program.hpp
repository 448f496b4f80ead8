#pragma once

#include "rank/painters/crew.hpp"

namespace rankplot::app {

/// How painters are started: the program beside this one. Throws base::Error when there is none.
painters::Settings painter_settings();

}  // namespace rankplot::app
