#include <memory>

#include <CLI/CLI.hpp>

#include "rank/app/command_tree.hpp"
#include "rank/app/commands.hpp"
#include "rank/app/exit_code.hpp"
#include "rank/app/say.hpp"

namespace rankplot::app {

void add_completion(CLI::App& program, Action& action) {
  auto shell = std::make_shared<std::string>();
  CLI::App* command = program.add_subcommand("completion", "Print a completion for a shell");
  command->add_option("SHELL", *shell, "Which shell")->required()->check(CLI::IsMember({"bash"}));
  command->callback([shell, &program, &action] {  // which keeps the word that CLI11 writes to
    action = [&program] {
      say(stdout, bash_completion(command_tree(program)));
      return int{kAllDrawn};
    };
  });
}

void add_manual(CLI::App& program, Action& action) {
  CLI::App* command =
      program.add_subcommand("manual", "Print the manual page: rankplot manual | man -l -");
  command->callback([&program, &action] {
    action = [&program] {
      say(stdout, manual_page(command_tree(program)));
      return int{kAllDrawn};
    };
  });
}

}  // namespace rankplot::app
