#pragma once

#include <string>
#include <vector>

#include "core/plan/outcome.hpp"

namespace rankplot::app {

/// The failed pictures in the order of the plan, each with what it is about: figure and captures,
/// file, object, rank, stage and reason. More than 20 are grouped by reason, most frequent first:
/// how many there are, and the first three of them.
std::string failures_text(std::vector<plan::Outcome> outcomes);

}  // namespace rankplot::app
