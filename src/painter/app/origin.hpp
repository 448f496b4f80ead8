#pragma once

#include <string>
#include <utility>
#include <vector>

#include "core/job/job.hpp"
#include "core/plan/plan.hpp"

namespace rankplot::app {

/// What a picture file says of itself: program, job, figure, case, and each array drawn. The same
/// wherever and whenever it is drawn: absolute paths lose their folders.
std::vector<std::pair<std::string, std::string>> origin(const job::Job& job,
                                                        const plan::Captures& captures,
                                                        const std::vector<plan::Read>& reads,
                                                        const plan::BoundPicture& picture);

}  // namespace rankplot::app
