#pragma once

#include <nlohmann/json_fwd.hpp>

namespace rankplot::app {

/// What `rankplot-painter --examine` says of itself. A painter that cannot be started, dies or says
/// nothing for half a minute is a base::Error with its last words.
nlohmann::json painter_facts();

}  // namespace rankplot::app
