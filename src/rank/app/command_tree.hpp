#pragma once

#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace rankplot::app {

/// What the word behind an option, or at a place of its own, may be.
enum class Word { Free, Choice, Job, File, Folder };

struct CommandOption {
  std::vector<std::string> names;  ///< "-o", "--output"; one without dashes: at a place of its own
  std::string summary;
  std::string value;  ///< "DIR"; empty: takes none
  Word word = Word::Free;
  std::vector<std::string> choices;
  bool required = false;
  bool several = false;

  bool positional() const { return !names.front().starts_with('-'); }
};

/// A command as declared to CLI11: what the completion and the manual are made of.
struct Command {
  std::string name;
  std::string summary;
  std::vector<CommandOption> options;
};

/// The commands of the program in their order; first the program itself.
std::vector<Command> command_tree(const CLI::App& program);

/// A completion for bash. It needs no other package.
std::string bash_completion(const std::vector<Command>& commands);

/// The manual page rankplot(1), for man.
std::string manual_page(const std::vector<Command>& commands);

}  // namespace rankplot::app
