#include <filesystem>
#include <memory>

#include <CLI/CLI.hpp>

#include "core/base/error.hpp"
#include "core/job/parse.hpp"
#include "core/job/source_text.hpp"
#include "rank/app/commands.hpp"
#include "rank/app/exit_code.hpp"
#include "rank/app/painter_program.hpp"
#include "rank/app/place.hpp"
#include "rank/app/plot_job.hpp"
#include "rank/app/run.hpp"
#include "rank/app/say.hpp"
#include "rank/app/vocabulary.hpp"

namespace rankplot::app {
namespace {

constexpr auto kWait = std::chrono::milliseconds(1000);
constexpr const char* kName = "rankplot plot";  // stands for the job file in messages

struct Given {
  PlotRequest request;
  RunOptions run;
  bool print = false;
};

/// What a painter that has nothing else to do finds in the file.
plan::FileCatalog scan(const plan::ScanRequest& request, painters::Crew& crew) {
  crew.send(0, wire::Scan{0, request});
  while (true) {
    for (painters::Event& event : crew.wait(kWait)) {
      if (const auto* lost = std::get_if<painters::Lost>(&event))
        base::fail("{}: the painter that read it ended: {}", request.file, lost->cause);
      auto& said = std::get<painters::Said>(event);
      if (auto* scanned = std::get_if<wire::Scanned>(&said.message))
        return std::move(scanned->catalog);
    }
    if (!crew.broken().empty()) base::fail("painters cannot be started: {}", crew.broken());
  }
}

/// The shell has expanded a pattern that was meant for rankplot.
void refuse_files(const PlotRequest& request) {
  for (const std::string& path : request.paths) {
    std::error_code ignored;
    if (path.starts_with('/') || !std::filesystem::is_regular_file(path, ignored)) continue;
    base::fail(
        "'{}' is a file, where the path of a dataset is wanted; several files are one "
        "pattern in quotes, as in 'run/gs_{{step}}.h5'",
        path);
  }
}

std::string job_text(const PlotRequest& request, painters::Crew& crew) {
  refuse_files(request);
  return plot_job(request, scan(plot_scan(request), crew), vocabulary());
}

int print(const Given& given) {
  change_directory(given.run.directory);
  painters::Crew crew(painter_settings());
  crew.start({});
  std::string text = job_text(given.request, crew);
  job::parse(text, kName, vocabulary(), given.run.overrides);
  if (!given.run.overrides.empty()) text = job::with_overrides(text, kName, given.run.overrides);
  say(stdout, text);
  return kAllDrawn;
}

}  // namespace

void add_plot(CLI::App& program, Action& action) {
  auto given = std::make_shared<Given>();
  given->run.job = kName;
  given->run.only_pictures = true;
  given->run.job_text = [request = &given->request](painters::Crew& crew) {
    return job_text(*request, crew);
  };
  CLI::App* command =
      program.add_subcommand("plot", "Draw datasets of a file, or of a pattern of files, at once");
  command->add_option("FILE", given->request.file, "HDF5 file, or a pattern as in 'gs_{step}.h5'")
      ->required();
  command
      ->add_option("PATH", given->request.paths,
                   "Dataset, hyperslab or expression: one to draw, or x and y, or x and several y")
      ->required();
  command
      ->add_option("-s,--save", given->request.save,
                   "Where to; its suffix is the format. Left out: named after the last PATH")
      ->type_name("FILE");
  command->add_option("-k,--kind", given->request.kind,
                      "Kind of layer, whose roles the paths are. Left out: line for one axis, "
                      "heatmap for two");
  command
      ->add_option("-C,--directory", given->run.directory,
                   "Folder that the file and the picture are relative to")
      ->type_name("DIR");
  command
      ->add_option("--set", given->run.overrides,
                   "KEY=VALUE: replaces a value of the job, as in figure.plot.title='V'")
      ->type_name("KEY=VALUE")
      ->allow_extra_args(false);
  command->add_flag("--print-job", given->print, "Print the job file that does this; draw nothing");
  command->add_flag("-q,--quiet", given->run.quiet, "Say only what failed");
  command->callback([given, &action] {
    if (given->print) {
      action = on_one_rank("plot", [given] { return print(*given); });
    } else {
      action = [given] { return run(given->run); };
    }
  });
}

}  // namespace rankplot::app
