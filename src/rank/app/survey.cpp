#include "rank/app/survey.hpp"

#include <algorithm>
#include <filesystem>
#include <map>
#include <optional>

#include <CLI/CLI.hpp>

#include "core/base/error.hpp"
#include "core/base/files.hpp"
#include "core/job/parse.hpp"
#include "rank/app/place.hpp"
#include "rank/app/vocabulary.hpp"

namespace rankplot::app {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t kMostJobBytes = std::size_t{16} << 20;

/// What is wrong in the figures, each error once.
class Errors {
 public:
  template <class Task>
  bool none_in(const Task& task) {
    try {
      task();
      return true;
    } catch (const base::Error& error) {
      const std::string text = error.what();
      if (std::find(texts_.begin(), texts_.end(), text) == texts_.end()) texts_.push_back(text);
      return false;
    }
  }
  void throw_if_any() const {
    if (!texts_.empty()) base::fail("{}", fmt::join(texts_, "\n"));
  }

 private:
  std::vector<std::string> texts_;
};

job::Job with_figure(const job::Job& job, const job::Figure& figure) {
  job::Job alone = job;
  alone.figures = {figure};
  return alone;
}

void add(const std::vector<std::string>& from, std::vector<std::string>& to) {
  to.insert(to.end(), from.begin(), from.end());
  std::sort(to.begin(), to.end());
  to.erase(std::unique(to.begin(), to.end()), to.end());
}

/// What another figure asks of the same file.
void add(const plan::ScanRequest& from, plan::ScanRequest& to) {
  to.file = from.file;
  add(from.patterns, to.patterns);
  add(from.attributes, to.attributes);
  to.time = to.time || from.time;
}

/// Each figure as if it were the only one, so that one's error hides no other's; returns when they
/// are only wrong together.
void throw_errors_of_figures(const job::Job& job, Workbench& workbench) {
  Errors errors;
  std::map<std::string, plan::ScanRequest> by_file;
  std::vector<job::Job> sound;
  for (const job::Figure& figure : job.figures) {
    const job::Job alone = with_figure(job, figure);
    const bool found = errors.none_in([&] {
      for (const plan::ScanRequest& request : plan::scans(alone))
        add(request, by_file[request.file]);
    });
    if (found) sound.push_back(alone);
  }
  std::vector<plan::ScanRequest> requests;
  for (auto& [file, request] : by_file) requests.push_back(std::move(request));
  const std::vector<plan::FileCatalog> catalogs = workbench.scan(requests);
  for (const job::Job& alone : sound) errors.none_in([&] { plan::make(alone, catalogs); });
  errors.throw_if_any();
}

}  // namespace

void add_job_options(CLI::App& command, JobOptions& options) {
  command.add_option("JOB", options.job, "Job file (TOML)")->required();
  command
      .add_option("-C,--directory", options.directory,
                  "Folder that inputs and output are relative to")
      ->type_name("DIR");
  command
      .add_option("--set", options.overrides,
                  "KEY=VALUE: replaces a value of the job, as in figure.v.title='V'")
      ->type_name("KEY=VALUE")
      ->allow_extra_args(false);
}

job::Job read_job(const JobOptions& options) {
  const std::string text = base::read_text(options.job, kMostJobBytes);
  job::Job job = job::parse(text, options.job, vocabulary(), options.overrides);
  change_directory(options.directory);
  return job;
}

Survey survey(job::Job job, Workbench& workbench) {
  Survey found;
  found.job = std::move(job);
  workbench.setup(found.job);
  try {
    found.catalogs = workbench.scan(plan::scans(found.job));
    found.plan = plan::make(found.job, found.catalogs);
    found.films = plan::films(found.job, found.plan);
  } catch (const base::Error&) {
    throw_errors_of_figures(found.job, workbench);
    throw;
  }
  return found;
}

std::vector<plan::Outcome> refused(const Survey& survey) {
  std::vector<plan::Outcome> outcomes;
  for (const plan::Refusal& refusal : survey.plan.refusals) {
    plan::Outcome outcome;
    outcome.picture = refusal.picture.id;
    outcome.figure = survey.job.figures[refusal.picture.figure].name;
    outcome.captures = refusal.captures;
    outcome.stage = plan::Stage::Plan;
    outcome.reason = refusal.reason;
    outcomes.push_back(std::move(outcome));
  }
  return outcomes;
}

}  // namespace rankplot::app
