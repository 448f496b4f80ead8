#include <memory>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "rank/app/commands.hpp"
#include "rank/app/exit_code.hpp"
#include "rank/app/reference.hpp"
#include "rank/app/say.hpp"
#include "rank/app/vocabulary.hpp"

namespace rankplot::app {
namespace {

struct ListOptions {
  std::vector<std::string> names;
  bool all = false;
  bool as_json = false;
};

int list(const ListOptions& options) {
  const job::Vocabulary& words = vocabulary();
  if (options.as_json) {
    say(stdout, reference_json(words).dump(1) + "\n");
    return kAllDrawn;
  }
  const std::vector<std::string> names = options.all ? reference_names(words) : options.names;
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : "\n") + reference(name, words);
  say(stdout, names.empty() ? overview(words) : text);
  return kAllDrawn;
}

}  // namespace

void add_list(CLI::App& program, Action& action) {
  auto options = std::make_shared<ListOptions>();
  CLI::App* command = program.add_subcommand("list", "Say what can be drawn, and its options");
  command->add_option("NAME", options->names, "A layer kind, or a page of the reference")
      ->check(CLI::IsMember(reference_names(vocabulary())));
  command->add_flag("--all", options->all, "Every page");
  command->add_flag("--json", options->as_json, "All of it as JSON");
  command->callback([options, &action] { action = [options] { return list(*options); }; });
}

}  // namespace rankplot::app
