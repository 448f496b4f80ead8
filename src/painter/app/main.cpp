#include <charconv>
#include <cstdio>
#include <exception>
#include <optional>
#include <string_view>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "core/base/descriptor.hpp"
#include "core/base/error.hpp"
#include "core/base/files.hpp"
#include "core/base/json_text.hpp"
#include "core/job/vocabulary.hpp"
#include "core/wire/colormaps_role.hpp"
#include "core/wire/compare_role.hpp"
#include "core/wire/window_role.hpp"
#include "painter/app/colormap_sheet.hpp"
#include "painter/app/comparing.hpp"
#include "painter/app/examine.hpp"
#include "painter/app/painter.hpp"
#include "painter/app/showing.hpp"
#include "painter/app/work.hpp"
#include "painter/encode/encode.hpp"
#include "painter/render/draw.hpp"

namespace {

using rankplot::base::Descriptor;

constexpr int kWrongCommand = 2;
constexpr int kOurFault = 70;

void print_vocabulary() {
  rankplot::job::Vocabulary vocabulary;
  rankplot::render::describe(vocabulary);
  rankplot::encode::describe(vocabulary);
  fmt::print("{}\n", nlohmann::json(vocabulary).dump(1));
}

/// What cannot be written is told as the rank will print it.
int save_colormap_sheet(const std::string& file) {
  try {
    const auto bytes = rankplot::app::colormap_sheet(rankplot::app::suffix_of(file));
    rankplot::base::write_atomically(file, bytes);
    return 0;
  } catch (const rankplot::base::Error& error) {
    fmt::print(stderr, "{}\n", error.what());
    return rankplot::wire::kSheetRefused;
  }
}

std::optional<int> number_after(const std::vector<std::string_view>& words,
                                std::string_view option) {
  for (std::size_t i = 0; i + 1 < words.size(); ++i) {
    if (words[i] != option) continue;
    const std::string_view word = words[i + 1];
    int number = -1;
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), number);
    if (error == std::errc() && end == word.data() + word.size() && number >= 0) return number;
  }
  return std::nullopt;
}

int run(const std::vector<std::string_view>& words) {
  if (words.size() == 1 && words[0] == "--version") {
    fmt::print("rankplot-painter " RANKPLOT_VERSION "\n");
    return 0;
  }
  if (words.size() == 1 && words[0] == "--vocabulary") {
    print_vocabulary();
    return 0;
  }
  if (words.size() == 1 && words[0] == "--examine") {
    fmt::print("{}\n", rankplot::app::examine().dump(1));
    return 0;
  }
  if (words.size() == 2 && words[0] == rankplot::wire::kColormapsOption)
    return save_colormap_sheet(std::string(words[1]));
  if (words.size() == 3 && words[0] == rankplot::wire::kCompareOption) {
    const auto said = rankplot::app::compare(std::string(words[1]), std::string(words[2]));
    fmt::print("{}\n", rankplot::base::json_text(said));
    return 0;
  }
  const auto channel = number_after(words, "--channel");
  const auto status = number_after(words, "--status");
  const auto window = number_after(words, rankplot::wire::kWindowOption);
  const std::size_t expected = window ? 6 : 4;
  if (words.size() != expected || !channel || !status) {
    fmt::print(stderr,
               "rankplot-painter is started by rankplot, once for each core; to draw a job: "
               "rankplot run JOB.toml\n");
    return kWrongCommand;
  }
  if (window) return rankplot::app::show(Descriptor(*channel), Descriptor(*status), *window);
  return rankplot::app::paint(Descriptor(*channel), Descriptor(*status));
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return run({argv + 1, argv + argc});
  } catch (const std::exception& error) {
    fmt::print(stderr, "rankplot-painter: {}\n", error.what());
    return kOurFault;
  }
}
