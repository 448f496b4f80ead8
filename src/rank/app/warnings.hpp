#pragma once

#include <string>
#include <vector>

#include "core/plan/outcome.hpp"

namespace rankplot::app {

/// The warnings of saved pictures (base::warning), the first few each in a line, and how many
/// pictures have any, and, of a run that is `recorded`, where they stand; empty: none has.
std::string warnings_text(std::vector<plan::Outcome> outcomes, bool recorded);

/// How many pictures have warnings.
std::size_t warned_count(const std::vector<plan::Outcome>& outcomes);

}  // namespace rankplot::app
