#include <memory>
#include <optional>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "core/base/error.hpp"
#include "core/base/json_text.hpp"
#include "core/plan/suggest.hpp"
#include "rank/app/commands.hpp"
#include "rank/app/exit_code.hpp"
#include "rank/app/inspection_text.hpp"
#include "rank/app/painter_program.hpp"
#include "rank/app/say.hpp"
#include "rank/app/team.hpp"
#include "rank/painters/crew.hpp"
#include "rank/site/launch.hpp"

namespace rankplot::app {
namespace {

constexpr auto kWait = std::chrono::milliseconds(1000);
constexpr std::size_t kMostBlocks = 10;  // printed behind a tree; --job prints them all

struct Wanted {
  plan::InspectRequest request{"", 16, 100};
  bool json = false;
  bool job = false;
  double timeout_s = 60;
};

/// What became of the painter that looked into a damaged file.
std::string why_lost(const std::string& file, const painters::Lost& lost) {
  const std::string where = lost.object.empty() ? "" : fmt::format(" at '{}'", lost.object);
  return fmt::format(
      "{}: the painter that read it ended{}: {}; the file is damaged, or HDF5 cannot "
      "read it",
      file, where, lost.cause);
}

/// HDF5 is read in a painter: a file that ends it ends no more.
plan::Inspection ask_painter(const Wanted& wanted) {
  painters::Settings settings = painter_settings();
  settings.limits.first_deadline_s = wanted.timeout_s;
  settings.limits.memory_bytes = own_card().memory_bytes;
  painters::Crew crew(std::move(settings));
  const int painter = crew.start({});
  crew.send(painter, wire::Inspect{wanted.request});
  while (true) {
    for (painters::Event& event : crew.wait(kWait)) {
      if (const auto* lost = std::get_if<painters::Lost>(&event)) {
        return {{}, why_lost(wanted.request.file, *lost)};
      }
      auto& said = std::get<painters::Said>(event);
      if (auto* answer = std::get_if<wire::Inspected>(&said.message)) {
        return std::move(answer->inspection);
      }
    }
    if (!crew.broken().empty()) base::fail("painters cannot be started: {}", crew.broken());
  }
}

std::string as_json(const std::string& file, const plan::Inspection& inspection,
                    const std::vector<plan::Suggestion>& suggestions) {
  nlohmann::json json = {{"file", file}, {"root", inspection.root}};
  json["figures"] = nlohmann::json::array();
  for (const plan::Suggestion& one : suggestions) {
    json["figures"].push_back({{"object", one.object}, {"kind", one.kind}, {"block", one.block}});
  }
  return base::json_text(json, 1) + '\n';
}

std::string as_text(const std::string& file, const plan::Inspection& inspection,
                    std::vector<plan::Suggestion> suggestions) {
  std::string text = shown(file) + '\n' + tree_text(inspection.root);
  if (suggestions.empty()) return text + "\nNothing here can be drawn.\n";
  const std::size_t all = suggestions.size();
  suggestions.resize(std::min(all, kMostBlocks));
  try {
    const std::string job = plan::suggested_job(file, suggestions);
    text += "\n# A job that draws it: rankplot inspect --job FILE > job.toml\n" + job;
  } catch (const base::Error& error) {
    return text + fmt::format("\n# {}\n", shown(error.what()));
  }
  if (all > kMostBlocks) text += fmt::format("\n# ... {} more\n", with_commas(all - kMostBlocks));
  return text;
}

int inspect(const Wanted& wanted) {
  const std::string& file = wanted.request.file;
  const site::Launch launch =
      site::read_launch(site::process_environment(), "rankplot inspect " + file);
  if (launch.rank > 0) return kAllDrawn;  // one rank is enough
  const plan::Inspection inspection = ask_painter(wanted);
  if (!inspection.error.empty()) {
    say(stderr, fmt::format("rankplot: {}\n", shown(inspection.error)));
    return kSomeFailed;
  }
  const std::vector<plan::Suggestion> suggestions = plan::suggest(inspection.root);
  if (wanted.job && suggestions.empty()) base::fail("{}: nothing in it can be drawn", file);
  say(stdout, wanted.json  ? as_json(file, inspection, suggestions)
              : wanted.job ? plan::suggested_job(file, suggestions)
                           : as_text(file, inspection, suggestions));
  const std::string& problem = inspection.root.problem;
  if (problem.empty()) return kAllDrawn;
  say(stderr, fmt::format("rankplot: {}: '/' {}\n", file, shown(problem)));
  return kSomeFailed;
}

}  // namespace

void add_inspect(CLI::App& program, Action& action) {
  auto wanted = std::make_shared<Wanted>();
  CLI::App* command = program.add_subcommand(
      "inspect", "Show what an HDF5 file holds, and figure blocks that draw it");
  command->add_option("FILE", wanted->request.file, "HDF5 file")->required();
  CLI::Option* json = command->add_flag("--json", wanted->json, "Print JSON");
  command->add_flag("--job", wanted->job, "Print a job that draws what is shown")->excludes(json);
  command->add_option("--depth", wanted->request.depth, "Groups below the root that are entered")
      ->capture_default_str()
      ->check(CLI::Range(0, 200));
  command
      ->add_option("--members", wanted->request.most_members, "Members of a group that are shown")
      ->capture_default_str()
      ->check(CLI::Range(1, 1'000'000));
  command->add_option("--timeout", wanted->timeout_s, "Seconds to wait for one object")
      ->capture_default_str()
      ->check(CLI::Range(0.1, 86'400.0));
  command->callback([wanted, &action] { action = [wanted] { return inspect(*wanted); }; });
}

}  // namespace rankplot::app
