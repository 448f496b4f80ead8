#include <fmt/format.h>

#include "rank/app/command_tree.hpp"

namespace rankplot::app {
namespace {

constexpr const char* kHead = R"(# bash completion for rankplot; made by: rankplot completion bash
_rankplot_words() { COMPREPLY=($(compgen -W "$1" -- "$current")); }
_rankplot_folders() {
  compopt -o filenames 2>/dev/null
  mapfile -t COMPREPLY < <(compgen -d -- "$current")
}
_rankplot_files() {
  compopt -o filenames 2>/dev/null
  mapfile -t COMPREPLY < <(compgen -d -- "$current"; compgen -f -X "$1" -- "$current" |
    while IFS= read -r file; do [ -d "$file" ] || printf '%s\n' "$file"; done)
}
_rankplot() {
  local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]} command='' i
  COMPREPLY=()
  # bash takes --option=value apart at the sign
  if [ "$current" = '=' ]; then current=''
  elif [ "$previous" = '=' ]; then previous=${COMP_WORDS[COMP_CWORD-2]}; fi
  for ((i = 1; i < COMP_CWORD; ++i)); do
    case ${COMP_WORDS[i]} in
      @commands@) command=${COMP_WORDS[i]}; break ;;
    esac
  done
)";

std::string joined(const std::vector<std::string>& words, const char* between) {
  return fmt::format("{}", fmt::join(words, between));
}

/// The shell command that completes such a word; empty: nothing is known of it.
std::string action_of(const CommandOption& option) {
  switch (option.word) {
    case Word::Choice: return fmt::format("_rankplot_words '{}'", joined(option.choices, " "));
    case Word::Job: return "_rankplot_files '!*.toml'";
    case Word::File: return "_rankplot_files ''";
    case Word::Folder: return "_rankplot_folders";
    case Word::Free: return "";
  }
  return "";
}

/// What follows an option that takes a value.
std::string values_of(const Command& command) {
  std::string text;
  for (const CommandOption& option : command.options) {
    if (option.positional() || option.value.empty()) continue;
    std::vector<std::string> patterns;
    for (const std::string& name : option.names) patterns.push_back(command.name + ":" + name);
    const std::string action = action_of(option);
    text += fmt::format("    {}) {}return ;;\n", joined(patterns, "|"),
                        action.empty() ? "" : action + "; ");
  }
  return text;
}

std::string options_of(const Command& command) {
  std::vector<std::string> names;
  for (const CommandOption& option : command.options) {
    if (option.positional()) continue;
    names.insert(names.end(), option.names.begin(), option.names.end());
  }
  return joined(names, " ");
}

/// The first word at a place of its own is completed; others of its kind are alike.
std::string places_of(const Command& command) {
  for (const CommandOption& option : command.options) {
    if (option.positional()) return action_of(option);
  }
  return "";
}

}  // namespace

std::string bash_completion(const std::vector<Command>& commands) {
  std::vector<std::string> names;
  for (std::size_t i = 1; i < commands.size(); ++i) names.push_back(commands[i].name);
  std::string text = kHead;
  const std::string mark = "@commands@";
  text.replace(text.find(mark), mark.size(), joined(names, "|"));
  text += "  case $command:$previous in\n";
  for (std::size_t i = 1; i < commands.size(); ++i) text += values_of(commands[i]);
  text += "  esac\n  case $command in\n";
  text += fmt::format("    '') _rankplot_words '{} {}' ;;\n", joined(names, " "),
                      options_of(commands.front()));
  for (std::size_t i = 1; i < commands.size(); ++i) {
    const std::string place = places_of(commands[i]);
    text += fmt::format("    {})\n      if [[ $current == -* ]]; then _rankplot_words '{}'\n",
                        commands[i].name, options_of(commands[i]));
    text += fmt::format("      else {}; fi ;;\n", place.empty() ? "COMPREPLY=()" : place);
  }
  return text + "  esac\n}\ncomplete -F _rankplot rankplot\n";
}

}  // namespace rankplot::app
