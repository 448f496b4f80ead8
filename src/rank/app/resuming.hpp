#pragma once

#include <string>
#include <vector>

#include "core/job/job.hpp"
#include "core/plan/plan.hpp"
#include "rank/app/run.hpp"
#include "rank/journal/journal.hpp"
#include "rank/journal/resume.hpp"

namespace rankplot::app {

/// Puts the words of --only into the choice. Throws base::Error on a name that no figure has.
void choose_figures(const std::vector<std::string>& only, const job::Job& job,
                    journal::Choice& choice);

/// What the journal says of this run: with it the same can be done again.
journal::Header header_of(const RunOptions& options, const std::string& job_path,
                          const job::Job& job, const plan::Plan& plan);

}  // namespace rankplot::app
