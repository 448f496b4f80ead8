#pragma once

#include <string>

#include "core/plan/outcome.hpp"

namespace rankplot::app {

/// Why a picture cannot be saved.
struct Failure {
  plan::Stage stage = plan::Stage::Idle;
  std::string reason;
  std::string file, object;  ///< what it is about, where that is known
};

/// The outcome of a picture that is not saved, or not in all its formats.
void set_failure(plan::Outcome& outcome, Failure failure);

/// To be called in a handler: the exception at hand as a failure of this stage, whatever it is.
/// Exceptions that name no file are taken to be about `file`.
Failure current_failure(plan::Stage stage, const std::string& file = {},
                        const std::string& object = {});

}  // namespace rankplot::app
