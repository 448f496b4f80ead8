#pragma once

#include <string>
#include <vector>

#include "core/job/job.hpp"
#include "core/plan/movies.hpp"
#include "core/plan/plan.hpp"
#include "rank/app/workbench.hpp"

namespace CLI {
class App;
}

namespace rankplot::app {

/// The job that a command is about.
struct JobOptions {
  std::string job;
  std::string directory;               ///< -C; empty: stay
  std::vector<std::string> overrides;  ///< of --set
};
/// Declares JOB, -C and --set.
void add_job_options(CLI::App& command, JobOptions& options);

/// A job file read and checked; changes to the folder of -C. Throws base::Error with all that is
/// wrong in the text.
job::Job read_job(const JobOptions& options);

/// A job with its files scanned: what a run would draw.
struct Survey {
  job::Job job;
  std::vector<plan::FileCatalog> catalogs;
  plan::Plan plan;
  std::vector<plan::Film> films;
};
/// Throws base::Error with what is wrong in each figure, in file order, a line each.
Survey survey(job::Job job, Workbench& workbench);

/// The plan's refusals as the outcomes that a run would give them.
std::vector<plan::Outcome> refused(const Survey& survey);

}  // namespace rankplot::app
