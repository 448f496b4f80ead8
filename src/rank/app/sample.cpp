#include <memory>
#include <optional>

#include <CLI/CLI.hpp>

#include "core/base/error.hpp"
#include "rank/app/commands.hpp"
#include "rank/app/exit_code.hpp"
#include "rank/app/painter_program.hpp"
#include "rank/app/place.hpp"
#include "rank/app/say.hpp"
#include "rank/painters/crew.hpp"

namespace rankplot::app {
namespace {

constexpr auto kWait = std::chrono::milliseconds(1000);

/// Asks the painter and waits for its answer; HDF5 is written there, as it is read there.
wire::Sampled ask_painter(const wire::Sample& sample) {
  painters::Crew crew(painter_settings());
  const int painter = crew.start({});
  crew.send(painter, sample);
  while (true) {
    for (painters::Event& event : crew.wait(kWait)) {
      if (const auto* lost = std::get_if<painters::Lost>(&event)) {
        base::fail("the painter that wrote the samples ended: {}", lost->cause);
      }
      auto& said = std::get<painters::Said>(event);
      if (auto* sampled = std::get_if<wire::Sampled>(&said.message)) return std::move(*sampled);
    }
    if (!crew.broken().empty()) base::fail("painters cannot be started: {}", crew.broken());
  }
}

int sample(const wire::Sample& wanted) {
  const wire::Sampled sampled = ask_painter(wanted);
  if (!sampled.error.empty()) {
    say(stderr, "rankplot: " + sampled.error + "\n");
    return kOutputRefused;
  }
  say(stdout, fmt::format("{} in {}\n", count_of(sampled.files.size(), "file"), wanted.folder));
  return kAllDrawn;
}

}  // namespace

void add_sample(CLI::App& program, Action& action) {
  auto wanted = std::make_shared<wire::Sample>(wire::Sample{"", 400, 128, 2000, 100, 1});
  CLI::App* command =
      program.add_subcommand("sample", "Write the HDF5 files that the jobs in jobs/ draw");
  command->add_option("DIR", wanted->folder, "Folder to write to")->required();
  command->add_option("--plots", wanted->random_plots, "Random scatter plots")
      ->capture_default_str()
      ->check(CLI::Range(1, 10'000'000));
  command->add_option("--grid", wanted->grid, "Cells a side of the Gray-Scott run")
      ->capture_default_str()
      ->check(CLI::Range(8, 16'384));
  command->add_option("--steps", wanted->steps, "Steps of the Gray-Scott run")
      ->capture_default_str()
      ->check(CLI::Range(0, 100'000'000));
  command->add_option("--every", wanted->every, "Steps between its files")
      ->capture_default_str()
      ->check(CLI::Range(1, 100'000'000));
  command->add_option("--seed", wanted->seed, "Of the random numbers")->capture_default_str();
  command->callback([wanted, &action] {
    action = on_one_rank("sample " + wanted->folder, [wanted] { return sample(*wanted); });
  });
}

}  // namespace rankplot::app
