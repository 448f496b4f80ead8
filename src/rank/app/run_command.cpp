#include <cstdlib>
#include <memory>
#include <optional>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "core/base/error.hpp"
#include "core/job/duration.hpp"
#include "rank/app/commands.hpp"
#include "rank/app/run.hpp"

namespace rankplot::app {
namespace {

struct Given {
  RunOptions options;
  std::string output;
  std::string distribute;
  bool monitor = false, no_monitor = false, software = false;
  std::optional<int> monitor_rank;
  std::string share;
  std::string settle, idle;
};

/// Seconds of what an option says; `fallback` where it was not given.
double seconds_of(const char* option, const std::string& said, double fallback) {
  if (said.empty()) return fallback;
  const auto seconds = job::parse_duration(said);
  if (!seconds)
    base::fail("{} takes a time as in \"500 ms\", \"2 s\" or \"10 min\", not '{}'", option, said);
  return *seconds;
}

/// The short options stand for --set, and win over it.
RunOptions with_overrides(const Given& given) {
  RunOptions options = given.options;
  const auto add = [&](const char* key, const std::string& value) {
    if (value.empty()) return;
    // A TOML string, since a folder may be called 2024 or true.
    options.overrides.push_back(std::string(key) + "=" + nlohmann::json(value).dump());
  };
  add("output", given.output);
  add("distribute", given.distribute);
  if (given.monitor) options.monitor = Serve::Yes;
  if (given.monitor_rank)
    options.overrides.push_back(fmt::format("monitor.rank={}", *given.monitor_rank));
  if (given.no_monitor) options.monitor = Serve::No;
  Watching& watching = options.watching;
  watching.settle_s = seconds_of("--settle", given.settle, watching.settle_s);
  watching.until.idle_s = seconds_of("--until-idle", given.idle, watching.until.idle_s);
  if (!given.share.empty()) options.choice.share = journal::Share::parse(given.share);
  return options;
}

void add_choices(CLI::App& command, Given& given) {
  journal::Choice& choice = given.options.choice;
  command.add_flag("--force", choice.force, "Draw also what is drawn already");
  command
      .add_option("--only", given.options.only,
                  "Draw only what failed before (failed), or the figures of this name")
      ->type_name("failed|FIGURE")
      ->allow_extra_args(false);
  command.add_flag("--retry-quarantined", choice.retry_set_aside,
                   "Draw also what killed painters in an earlier run");
  command
      .add_option("--share", given.share,
                  "Draw part I of N of the figures: each part is a run of its own, all of them "
                  "write to the same folder")
      ->type_name("I/N");
  command.add_flag("--first", given.options.look.first,
                   "Only the first picture of each figure: a look before the whole run");
  command
      .add_option("--case", given.options.look.cases,
                  "Only this case, as in step=100 or step=100,run=a; may be given again")
      ->type_name("NAME=VALUE")
      ->allow_extra_args(false);
}

}  // namespace

void add_watching(CLI::App& command, Given& given) {
  Watching& watching = given.options.watching;
  CLI::Option* watch = command.add_flag(
      "--watch", watching.on, "Draw each file's figures as it lands, until one of the following");
  const auto needs_watch = [&](CLI::Option* option, const char* type) {
    option->needs(watch)->type_name(type);
  };
  needs_watch(command.add_option("--until", watching.until.marker, "This file is there"), "FILE");
  needs_watch(
      command.add_option("--until-job", watching.until.slurm_job, "This Slurm job has ended"),
      "ID");
  needs_watch(
      command.add_option("--until-idle", given.idle, "No file has come or changed for so long"),
      "TIME");
  needs_watch(command.add_option("--settle", given.settle,
                                 "A file that stayed as it is for so long is finished (2 s)"),
              "TIME");
  for (const char* look : {"--first", "--case", "--only"})
    watch->excludes(command.get_option(look));
}

void add_run(CLI::App& program, Action& action) {
  auto given = std::make_shared<Given>();
  CLI::App* command = program.add_subcommand("run", "Draw the figures of a job file");
  command->add_option("JOB", given->options.job, "Job file (TOML)")->required();
  command
      ->add_option("-C,--directory", given->options.directory,
                   "Folder that inputs and output are relative to")
      ->type_name("DIR");
  command->add_option("-o,--output", given->output, "Output folder, instead of the job's")
      ->type_name("DIR");
  command
      ->add_option("--set", given->options.overrides,
                   "KEY=VALUE: replaces a value of the job, as in figure.v.title='V'")
      ->type_name("KEY=VALUE")
      ->allow_extra_args(false);
  command
      ->add_option("--painters", given->options.painters,
                   "Painters a rank, instead of one for each of its cores")
      ->check(CLI::Range(1, 4096));
  command
      ->add_option(
          "--memory", given->options.memory_bytes,
          "Memory that the painters of a node may use together, as in 8G; at most what the "
          "node and Slurm allow")
      ->transform(CLI::AsSizeValue(false))
      ->type_name("SIZE");
  command
      ->add_option("--distribute", given->distribute,
                   "Who reads: every rank, or rank 0's node which then sends")
      ->check(CLI::IsMember({"auto", "shared", "scatter"}));
  CLI::Option* monitor = command->add_flag("--monitor", given->monitor,
                                           "Serve a page that shows the run as it goes on");
  command->add_flag("--no-monitor", given->no_monitor, "Serve none, whatever the job says")
      ->excludes(monitor);
  command
      ->add_option("--monitor-rank", given->monitor_rank,
                   "The rank that collects the points and serves the page, instead of the job's")
      ->check(CLI::NonNegativeNumber)
      ->type_name("RANK");
  command->add_flag("--window", given->options.window,
                    "Show the points of sources and probes in a window too, on the display of the "
                    "rank that collects them");
  add_choices(*command, *given);
  add_watching(*command, *given);
  command->add_flag("-q,--quiet", given->options.quiet, "Say only what failed");
  command->add_flag("--software", given->software,
                    "Draw 3-D scenes on the CPU, whatever GPUs there are");
  command->callback([given, &action] {
    action = [given] {
      if (given->software) ::setenv("RANKPLOT_SOFTWARE", "1", 1);  // painters inherit it
      return run(with_overrides(*given));
    };
  });
}

}  // namespace rankplot::app
