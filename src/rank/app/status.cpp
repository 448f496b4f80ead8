#include <algorithm>
#include <memory>
#include <set>

#include <CLI/CLI.hpp>

#include "rank/app/commands.hpp"
#include "rank/app/exit_code.hpp"
#include "rank/app/report.hpp"
#include "rank/app/say.hpp"
#include "rank/journal/journal.hpp"
#include "rank/journal/lock.hpp"

namespace rankplot::app {
namespace {

/// What the journal in `output` says of the last run there, with the codes of `run`: the truth
/// where a launcher replaced them.
int status(const std::string& output) {
  const journal::Record record = journal::read(output);
  std::set<std::uint64_t> saved, failed;
  for (const plan::Outcome& outcome : record.outcomes) {
    (outcome.saved ? saved : failed).insert(outcome.picture);
  }
  const std::uint64_t known = saved.size() + failed.size();
  const std::uint64_t not_drawn = record.header.pictures - std::min(record.header.pictures, known);
  say(stdout, failures_text(record.outcomes));
  std::string line = fmt::format("{} ({}): {}", output, record.header.job_file,
                                 counts_text(saved.size(), failed.size(), not_drawn));
  if (const auto holder = journal::holder(output)) {
    line += "; still running: " + journal::describe(*holder);
  }
  say(stdout, line + "\n");
  return code_of(failed.size(), not_drawn);
}

}  // namespace

void add_status(CLI::App& program, Action& action) {
  auto output = std::make_shared<std::string>();
  CLI::App* command =
      program.add_subcommand("status", "Say what became of the run that wrote to a folder");
  command->add_option("DIR", *output, "Output folder")->required();
  command->callback([output, &action] { action = [output] { return status(*output); }; });
}

}  // namespace rankplot::app
