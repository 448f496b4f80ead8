#include <memory>
#include <set>

#include <CLI/CLI.hpp>

#include <nlohmann/json.hpp>

#include "core/base/json_text.hpp"
#include "rank/app/commands.hpp"
#include "rank/app/failures.hpp"
#include "rank/app/measuring.hpp"
#include "rank/app/place.hpp"
#include "rank/app/say.hpp"
#include "rank/app/survey.hpp"
#include "rank/app/windows.hpp"

namespace rankplot::app {
namespace {

struct ShowOptions {
  JobOptions job;
  std::vector<std::string> choices;
};

/// The plan's pictures of the figures that are to be seen.
plan::Plan plan_of(const plan::Plan& whole, const std::vector<WindowWanted>& windows) {
  std::set<std::uint32_t> figures;
  for (const WindowWanted& window : windows)
    figures.insert(window.cases.front().pictures.front().figure);
  plan::Plan plan = whole;
  for (plan::Task& task : plan.tasks)
    std::erase_if(task.pictures,
                  [&](const plan::Picture& picture) { return !figures.contains(picture.figure); });
  return plan;
}

/// The job with its shared limits found, as a run finds them.
job::Job with_limits(const Survey& survey, const plan::Plan& plan, Workbench& workbench) {
  const std::vector<plan::SharedLimits> limits = plan::shared_limits(survey.job);
  if (limits.empty()) return survey.job;
  Measuring measuring(survey.job, plan, survey.catalogs);
  if (measuring.plan().picture_count > 0) {
    const job::Job job = plan::measuring_job(survey.job, limits);
    workbench.staff(draw_work_s(measuring.plan()), measuring.plan().tasks.size());
    workbench.setup(job);
    dispatch::Observer observer;
    observer.outcome = [&](const plan::Outcome& outcome) { measuring.take(outcome); };
    workbench.draw(job, measuring.plan(), survey.catalogs, observer);
  }
  return measuring.finish();
}

int show(const ShowOptions& options) {
  const job::Job job = read_job(options.job);
  Windows windows;
  std::vector<WindowWanted> wanted;
  wire::Setup setup;
  {
    Workbench workbench;
    windows.await_display();
    const Survey found = survey(job, workbench);
    wanted = windows_wanted(found.job, found.plan, options.choices);
    const job::Job shown = with_limits(found, plan_of(found.plan, wanted), workbench);
    setup = {base::json_text(shown), 0, workbench.memory_bytes()};
    if (options.choices.empty()) say(stderr, failures_text(refused(found)));
  }
  const StopSignals signals;
  windows.open(setup, wanted);
  return windows.watch(signals);
}

}  // namespace

void add_show(CLI::App& program, Action& action) {
  auto options = std::make_shared<ShowOptions>();
  CLI::App* command = program.add_subcommand(
      "show", "Open figures in windows on a display, to pan, zoom and turn them");
  add_job_options(*command, options->job);
  command->add_option("FIGURE", options->choices,
                      "FIGURE (its first case) or FIGURE:NAME=VALUE; left out: all pictures");
  command->callback([options, &action] {
    action = on_one_rank("show " + options->job.job, [options] { return show(*options); });
  });
}

}  // namespace rankplot::app
