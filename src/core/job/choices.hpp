#pragma once

#include <string>
#include <vector>

#include "core/job/vocabulary.hpp"

namespace rankplot::job {

/// The choices of an option, the vocabulary's where it has none of its own.
std::vector<std::string> choices_of(const Option& option, const Vocabulary& vocabulary);

}  // namespace rankplot::job
