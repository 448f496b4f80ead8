#include "rank/app/command_tree.hpp"

#include <CLI/CLI.hpp>

namespace rankplot::app {
namespace {

/// The words of CLI::IsMember, which it tells as "TEXT:{a,b}".
std::vector<std::string> choices_of(const std::string& type) {
  const std::size_t open = type.find('{');
  const std::size_t close = type.rfind('}');
  if (open == type.npos || close == type.npos) return {};
  std::vector<std::string> words;
  std::size_t start = open + 1;
  while (start < close) {
    const std::size_t end = std::min(type.find(',', start), close);
    words.push_back(type.substr(start, end - start));
    start = end + 1;
  }
  return words;
}

Word word_of(const CommandOption& option) {
  if (!option.choices.empty()) return Word::Choice;
  if (option.value == "JOB") return Word::Job;
  if (option.value == "FILE") return Word::File;
  if (option.value == "DIR") return Word::Folder;
  return Word::Free;
}

CommandOption option_of(const CLI::Option& given) {
  CommandOption option;
  for (const std::string& name : given.get_snames()) option.names.push_back("-" + name);
  for (const std::string& name : given.get_lnames()) option.names.push_back("--" + name);
  if (option.names.empty()) option.names.push_back(given.get_single_name());
  option.summary = given.get_description();
  option.required = given.get_required();
  option.several = given.get_items_expected_max() > 1;
  if (given.get_items_expected_max() == 0) return option;  // a flag
  const std::string type = given.get_type_name();
  option.choices = choices_of(type);
  const std::string plain = type.substr(0, type.find_first_of(": "));
  option.value = option.positional() ? option.names.front() : plain.empty() ? "VALUE" : plain;
  option.word = word_of(option);
  return option;
}

Command command_of(const CLI::App& app) {
  Command command{app.get_name(), app.get_description(), {}};
  for (const CLI::Option* option : app.get_options()) {
    if (!option->get_group().empty()) command.options.push_back(option_of(*option));
  }
  return command;
}

}  // namespace

std::vector<Command> command_tree(const CLI::App& program) {
  std::vector<Command> commands{command_of(program)};
  for (const CLI::App* command : program.get_subcommands({})) {
    if (!command->get_group().empty()) commands.push_back(command_of(*command));
  }
  return commands;
}

}  // namespace rankplot::app
