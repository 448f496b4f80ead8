#pragma once

#include <nlohmann/json_fwd.hpp>

namespace rankplot::app {

/// What this painter has to work with, for `rankplot doctor`: its HDF5 library with filters and
/// plugins, what it draws with, and whether a picture that it draws comes out right. `problems`
/// lists what does not.
nlohmann::json examine();

}  // namespace rankplot::app
