#include <signal.h>

#include <CLI/CLI.hpp>

#include "core/base/error.hpp"
#include "rank/app/commands.hpp"
#include "rank/app/exit_code.hpp"
#include "rank/app/say.hpp"

using namespace rankplot;

int main(int argc, char** argv) {
  ::signal(SIGPIPE, SIG_IGN);  // a reader that left (`| head`) ends no run
  app::Action action;
  CLI::App program("Draws figures from HDF5 files, shared out to MPI ranks", "rankplot");
  program.set_version_flag("--version", "rankplot " RANKPLOT_VERSION);
  program.require_subcommand(1);
  app::add_run(program, action);
  app::add_check(program, action);
  app::add_plot(program, action);
  app::add_show(program, action);
  app::add_plan(program, action);
  app::add_status(program, action);
  app::add_diff(program, action);
  app::add_clean(program, action);
  app::add_reproduce(program, action);
  app::add_submit(program, action);
  app::add_sample(program, action);
  app::add_list(program, action);
  app::add_inspect(program, action);
  app::add_doctor(program, action);
  app::add_completion(program, action);
  app::add_manual(program, action);
  try {
    program.parse(argc, argv);
    return action();
  } catch (const CLI::ParseError& error) {
    return program.exit(error) == 0 ? app::kAllDrawn : app::kWrongJob;
  } catch (const base::Error& error) {
    app::say(stderr, fmt::format("rankplot: {}\n", error.what()));
    return app::kWrongJob;
  } catch (const std::exception& error) {
    app::say(stderr, fmt::format("rankplot: {}\n", error.what()));
    return app::kOurFault;
  }
}
