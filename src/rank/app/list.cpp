#include <filesystem>
#include <memory>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "core/base/error.hpp"
#include "core/job/words.hpp"
#include "core/wire/colormaps_role.hpp"
#include "rank/app/commands.hpp"
#include "rank/app/exit_code.hpp"
#include "rank/app/painter_answer.hpp"
#include "rank/app/place.hpp"
#include "rank/app/reference.hpp"
#include "rank/app/say.hpp"
#include "rank/app/vocabulary.hpp"

namespace rankplot::app {
namespace {

struct ListOptions {
  std::vector<std::string> names;
  bool all = false;
  bool as_json = false;
  std::string colormaps;  ///< a file
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

/// Throws base::Error unless pictures are saved with this file's suffix.
void check_suffix(const std::string& file) {
  std::vector<std::string> known;
  for (const job::Entry& format : vocabulary().formats)
    known.insert(known.end(), format.suffixes.begin(), format.suffixes.end());
  std::string suffix = std::filesystem::path(file).extension().string();
  if (!suffix.empty()) suffix.erase(0, 1);
  if (job::contains(known, suffix)) return;
  if (suffix.empty())
    base::fail("--colormaps {}: it has no suffix that names a format; known: {}", file,
               job::joined(known));
  base::fail("--colormaps {}: format '{}' {}", file, suffix, job::not_known(suffix, known));
}

/// The painter draws it: it alone has the colours.
int draw_colormaps(const std::string& file) {
  check_suffix(file);
  const PainterAnswer answer = ask_painter({wire::kColormapsOption, file});
  if (answer.exited_with(wire::kSheetRefused)) {
    say(stderr, "rankplot: " + answer.text);
    return kOutputRefused;
  }
  if (!answer.exited_with(0)) refuse(answer);
  say(stdout, fmt::format("{} in {}\n", count_of(vocabulary().colormaps.size(), "colormap"), file));
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
  command
      ->add_option("--colormaps", options->colormaps,
                   "Draw all colormaps into this file, whose suffix is the format")
      ->type_name("FILE")
      ->excludes("NAME", "--all", "--json");
  command->callback([options, &action] {
    if (options->colormaps.empty())
      action = [options] { return list(*options); };
    else
      action = on_one_rank("list --colormaps " + options->colormaps,
                           [options] { return draw_colormaps(options->colormaps); });
  });
}

}  // namespace rankplot::app
