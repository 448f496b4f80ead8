#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <sstream>

#include <CLI/CLI.hpp>

#include "core/base/error.hpp"
#include "rank/app/commands.hpp"
#include "rank/app/exit_code.hpp"
#include "rank/app/failures.hpp"
#include "rank/app/forecast.hpp"
#include "rank/app/place.hpp"
#include "rank/app/report.hpp"
#include "rank/app/say.hpp"
#include "rank/app/survey.hpp"
#include "rank/site/batch.hpp"

namespace rankplot::app {
namespace fs = std::filesystem;

extern const unsigned char render_sbatch_text[];
extern const std::size_t render_sbatch_text_size;

namespace {

struct SubmitOptions {
  JobOptions job;
  std::string output, partition;
  double minutes = 10;
  bool dry_run = false;
};

site::Work work_of(const Survey& survey, const Forecast& forecast) {
  std::vector<std::uint64_t> memory;
  for (const plan::Task& task : survey.plan.tasks) memory.push_back(task.memory_bytes);
  std::sort(memory.begin(), memory.end());
  return {forecast.painters_s, memory.back(), memory[memory.size() / 2]};
}

/// Of the partition asked for; of this machine where Slurm is not at hand.
site::Nodes find_nodes(const SubmitOptions& options, const Workbench& workbench) {
  const std::string answer = site::sinfo();
  if (const auto nodes = site::nodes_of(answer, options.partition)) return *nodes;
  if (!answer.empty())
    base::fail("Slurm has no partition {}; it has: {}",
               options.partition.empty() ? "that is taken by default (--partition NAME)"
                                         : "'" + options.partition + "'",
               answer);
  if (!options.dry_run)
    base::fail(
        "sinfo does not answer: jobs are submitted where Slurm's commands are; "
        "--dry-run shows the script");
  say(stderr, "rankplot: sinfo does not answer: sized for nodes like this machine\n");
  return {"", 1 << 20, static_cast<int>(::sysconf(_SC_NPROCESSORS_ONLN)), workbench.memory_bytes()};
}

/// "": rankplot is found in PATH, and is this one.
std::string folder_of_programs() {
  const fs::path own = fs::read_symlink("/proc/self/exe");
  std::istringstream folders(std::getenv("PATH") ? std::getenv("PATH") : "");
  for (std::string folder; std::getline(folders, folder, ':');) {
    std::error_code absent;
    const fs::path found = fs::path(folder) / "rankplot";
    if (!fs::exists(found, absent)) continue;
    return fs::equivalent(found, own, absent) ? "" : own.parent_path().string();
  }
  return own.parent_path().string();
}

std::string sizes_text(const Survey& survey, const Forecast& forecast, const site::Nodes& nodes,
                       const site::Allocation& allocation) {
  return fmt::format("{}, {:.0f} s of painters' time: {}, {} and {} each, {} min{}\n",
                     count_of(survey.plan.picture_count - survey.plan.refusals.size(), "picture"),
                     forecast.painters_s,
                     count_of(static_cast<std::uint64_t>(allocation.nodes), "node"),
                     count_of(static_cast<std::uint64_t>(allocation.cores), "core"),
                     size_text(allocation.memory_bytes), allocation.minutes,
                     nodes.partition.empty() ? "" : " in partition '" + nodes.partition + "'");
}

/// sbatch with the script on its standard input; it prints the job's id.
int hand_over(const std::string& script) {
  std::FILE* pipe = ::popen("sbatch", "we");
  if (pipe == nullptr) base::fail("sbatch cannot be started: {}", base::errno_text(errno));
  const std::size_t put = std::fwrite(script.data(), 1, script.size(), pipe);
  if (::pclose(pipe) != 0 || put != script.size())
    base::fail("sbatch did not take the script; --dry-run shows it");
  return kAllDrawn;
}

int submit(const SubmitOptions& options) {
  const std::string job_path = fs::absolute(options.job.job).string();
  const job::Job job = read_job(options.job);  // changes to -C
  Workbench workbench;
  const site::Nodes nodes = find_nodes(options, workbench);
  const Survey found = survey(job, workbench);
  say(stderr, failures_text(refused(found)));
  if (found.plan.tasks.empty()) base::fail("{}: nothing of it can be drawn", job.file);
  const Forecast drawing = forecast(found, workbench);
  const site::Allocation allocation =
      site::allocation_for(work_of(found, drawing), nodes, options.minutes);
  const std::string script = site::batch_script(
      {reinterpret_cast<const char*>(render_sbatch_text), render_sbatch_text_size}, allocation,
      {fs::proximate(job_path).string(), options.output, fs::current_path().string(),
       folder_of_programs(), options.partition});
  say(stderr, sizes_text(found, drawing, nodes, allocation));
  if (!options.dry_run) return hand_over(script);
  say(stdout, script);
  return kAllDrawn;
}

}  // namespace

void add_submit(CLI::App& program, Action& action) {
  auto options = std::make_shared<SubmitOptions>();
  CLI::App* command = program.add_subcommand(
      "submit", "Write a Slurm batch script for a job, sized by what it draws, and submit it");
  command->add_option("JOB", options->job.job, "Job file (TOML)")->required();
  command
      ->add_option("-C,--directory", options->job.directory,
                   "Folder that inputs and output are relative to")
      ->type_name("DIR");
  command->add_option("-o,--output", options->output, "Output folder, instead of the job's")
      ->type_name("DIR");
  command->add_option("--partition", options->partition, "Partition, instead of Slurm's default")
      ->type_name("NAME");
  command
      ->add_option("--minutes", options->minutes,
                   "As few nodes as draw it in about so many minutes (10)")
      ->check(CLI::Range(1.0, 10080.0));
  command->add_flag("--dry-run", options->dry_run, "Show the script, submit nothing");
  command->callback([options, &action] {
    action = on_one_rank("submit " + options->job.job, [options] { return submit(*options); });
  });
}

}  // namespace rankplot::app
