#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace CLI {
class App;
}

/// The commands of the program, one file each. `add_X` declares the command; when it was the one
/// given, `action` becomes what it does, which returns the exit code.
namespace rankplot::app {

using Action = std::function<int()>;

void add_run(CLI::App& program, Action& action);
void add_check(CLI::App& program, Action& action);
void add_plot(CLI::App& program, Action& action);
void add_show(CLI::App& program, Action& action);
void add_plan(CLI::App& program, Action& action);
void add_status(CLI::App& program, Action& action);
void add_diff(CLI::App& program, Action& action);
void add_clean(CLI::App& program, Action& action);
void add_reproduce(CLI::App& program, Action& action);
void add_submit(CLI::App& program, Action& action);
void add_sample(CLI::App& program, Action& action);
void add_list(CLI::App& program, Action& action);
void add_inspect(CLI::App& program, Action& action);
void add_doctor(CLI::App& program, Action& action);
void add_completion(CLI::App& program, Action& action);
void add_manual(CLI::App& program, Action& action);

}  // namespace rankplot::app
