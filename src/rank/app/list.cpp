#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "core/expr/array_functions.hpp"
#include "core/expr/functions.hpp"
#include "rank/app/commands.hpp"
#include "rank/app/exit_code.hpp"
#include "rank/app/say.hpp"
#include "rank/app/vocabulary.hpp"

namespace rankplot::app {
namespace {

constexpr std::size_t kWidth = 100;

/// Words in lines of at most kWidth columns, the first behind `title`.
std::string wrapped(const std::string& title, const std::vector<std::string>& words) {
  const std::string indent = "  ";
  std::string text = title;
  std::size_t column = title.size();
  for (const std::string& word : words) {
    if (column + 1 + word.size() > kWidth) {
      text += "\n" + indent;
      column = indent.size();
    }
    text += " " + word;
    column += 1 + word.size();
  }
  return text + "\n";
}

std::vector<std::string> names_of(const job::Entry& entry) {
  std::vector<std::string> names;
  for (const job::Option& option : entry.options) names.push_back(option.name);
  return names;
}

template <class Function>
std::vector<std::string> names_of(const std::vector<Function>& functions) {
  std::vector<std::string> names;
  for (const Function& function : functions) {
    if (names.empty() || names.back() != function.name) names.emplace_back(function.name);
  }
  return names;
}

std::string roles_of(const job::Entry& entry) {
  std::string text;
  for (const job::Role& role : entry.roles) {
    if (!text.empty()) text += ", ";
    text += role.required ? role.name : "[" + role.name + "]";
  }
  return text;
}

int list() {
  const job::Vocabulary& words = vocabulary();
  std::string text = "layer kinds\n";
  for (const job::Entry& entry : words.layers) {
    text += fmt::format("  {} ({}): {}\n", entry.name, roles_of(entry), entry.summary);
    text += wrapped("    options:", names_of(entry));
  }
  text += "formats\n";
  for (const job::Entry& entry : words.formats) {
    text += fmt::format("  {}: {}\n", entry.name, entry.summary);
  }
  text += wrapped("colormaps (each also as NAME_r):", words.colormaps);
  text += wrapped("markers:", words.markers);
  text += wrapped("line styles:", words.linestyles);
  text += wrapped("colours (and #rrggbb, #rgb, C0 to C9):", words.colors);
  text += wrapped("functions of values:", names_of(expr::functions()));
  text += wrapped("functions of arrays (mean(V), mean(V, axis=0), percentile(V, 95)):",
                  names_of(expr::array_functions()));
  say(stdout, text);
  return kAllDrawn;
}

}  // namespace

void add_list(CLI::App& program, Action& action) {
  CLI::App* command = program.add_subcommand("list", "Say what can be drawn, and its options");
  command->callback([&action] { action = list; });
}

}  // namespace rankplot::app
