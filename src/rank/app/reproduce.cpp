#include <algorithm>
#include <filesystem>
#include <memory>
#include <string>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "core/base/error.hpp"
#include "rank/app/commands.hpp"
#include "rank/app/run.hpp"
#include "rank/app/say.hpp"
#include "rank/journal/journal.hpp"

namespace rankplot::app {
namespace fs = std::filesystem;
namespace {

const plan::Outcome& outcome_of(const journal::Record& record, const std::string& output,
                                std::uint64_t picture) {
  const auto found =
      std::find_if(record.outcomes.begin(), record.outcomes.end(),
                   [&](const plan::Outcome& outcome) { return outcome.picture == picture; });
  if (found == record.outcomes.end()) {
    base::fail("the journal in '{}' says nothing of picture {}; its run has pictures 0 to {}",
               output, picture,
               record.header.pictures - std::min<std::uint64_t>(record.header.pictures, 1));
  }
  if (found->key.empty()) {
    base::fail("picture {} was refused before it could be drawn: {}", picture, found->reason);
  }
  return *found;
}

/// Draws one picture of an earlier run again, by its own job, with one painter, into a folder of
/// its own: neither the run's files nor its journal are touched.
int reproduce(const std::string& output, std::uint64_t picture, std::string to) {
  const journal::Record record = journal::read(output);
  const plan::Outcome& outcome = outcome_of(record, output, picture);
  if (record.header.job_path.empty()) {
    base::fail("the journal in '{}' does not say where the job of its run is", output);
  }
  if (to.empty()) to = (fs::path(output) / ".rankplot" / "reproduced").string();
  RunOptions options;
  options.directory = record.header.directory;
  options.job = record.header.job_path;
  options.overrides = record.header.overrides;
  options.overrides.push_back("output=" + nlohmann::json(fs::absolute(to).string()).dump());
  options.painters = 1;
  options.choice.key = outcome.key;
  options.choice.force = true;
  return run(options);
}

}  // namespace

void add_reproduce(CLI::App& program, Action& action) {
  struct Given {
    std::string output, to;
    std::uint64_t picture = 0;
  };
  auto given = std::make_shared<Given>();
  CLI::App* command = program.add_subcommand(
      "reproduce", "Draw one picture of an earlier run alone, to see what is wrong with it");
  command->add_option("DIR", given->output, "Output folder of that run")->required();
  command->add_option("ID", given->picture, "Its number, as messages and the journal have it")
      ->required();
  command->add_option("-o,--output", given->to,
                      "Folder to draw it into, instead of DIR/.rankplot/reproduced");
  command->callback([given, &action] {
    action = [given] { return reproduce(given->output, given->picture, given->to); };
  });
}

}  // namespace rankplot::app
