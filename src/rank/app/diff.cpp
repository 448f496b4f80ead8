#include <algorithm>
#include <array>
#include <fstream>
#include <memory>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "core/base/files.hpp"
#include "core/base/json_text.hpp"
#include "core/wire/compare_role.hpp"
#include "rank/app/commands.hpp"
#include "rank/app/difference_page.hpp"
#include "rank/app/painter_answer.hpp"
#include "rank/app/run_difference.hpp"
#include "rank/app/say.hpp"

namespace rankplot::app {
namespace {

using nlohmann::json;

/// As diff returns.
constexpr int kSame = 0, kDifferent = 1;

struct DiffOptions {
  std::string old_folder, new_folder, page;
  bool as_json = false;
};

bool are_equal(const std::string& old_file, const std::string& new_file) {
  std::ifstream one(old_file, std::ios::binary), other(new_file, std::ios::binary);
  if (!one || !other) return false;
  std::array<char, 1 << 16> a{}, b{};
  do {
    one.read(a.data(), a.size());
    other.read(b.data(), b.size());
    if (one.gcount() != other.gcount() ||
        !std::equal(a.begin(), a.begin() + one.gcount(), b.begin()))
      return false;
  } while (one && other);
  return true;
}

/// By a painter of its own: what crashes a decoder ends the comparison of one picture.
Change change(const std::string& old_file, const std::string& new_file) {
  try {
    const PainterAnswer answer = ask_painter({wire::kCompareOption, old_file, new_file});
    if (!answer.exited_with(0)) refuse(answer);
    const json said = json::parse(answer.text);
    if (said.contains("refusal")) return {0, 0, 0, said.at("refusal").get<std::string>()};
    return {said.at("pixels").get<std::uint64_t>(), said.at("changed").get<std::uint64_t>(),
            said.at("greatest").get<int>(), ""};
  } catch (const json::exception& error) {
    return {0, 0, 0, fmt::format("the painter's answer is none: {}", error.what())};
  } catch (const base::Error& error) {
    return {0, 0, 0, error.what()};
  }
}

json json_of(const FilePair& pair) {
  json file{{"old", pair.old_file}, {"new", pair.new_file}, {"same", pair.same}};
  if (!pair.change) return file;
  if (!pair.change->refusal.empty()) {
    file["refusal"] = pair.change->refusal;
    return file;
  }
  file["pixels"] = pair.change->pixels;
  file["changed"] = pair.change->changed;
  file["greatest"] = pair.change->greatest;
  return file;
}

json json_of(const PictureDifference& picture) {
  json one{{"figure", picture.figure},
           {"captures", picture.captures},
           {"verdict", verdict_text(picture.verdict)},
           {"files", json::array()}};
  for (const FilePair& pair : picture.files) one["files"].push_back(json_of(pair));
  if (!picture.old_reason.empty()) one["old_reason"] = picture.old_reason;
  if (!picture.new_reason.empty()) one["new_reason"] = picture.new_reason;
  if (picture.old_value) one["old_value"] = {picture.old_value->x, picture.old_value->y};
  if (picture.new_value) one["new_value"] = {picture.new_value->x, picture.new_value->y};
  return one;
}

std::string json_text_of(const DiffOptions& options, const std::vector<PictureDifference>& all) {
  json said{{"old", options.old_folder}, {"new", options.new_folder}, {"figures", json::array()}};
  for (const PictureDifference& picture : all) said["figures"].push_back(json_of(picture));
  return base::json_text(said) + "\n";
}

/// A line each that is not the same, in columns, and how many are.
std::string table_of(const std::vector<PictureDifference>& pictures) {
  std::size_t widest = 0, same = 0;
  for (const PictureDifference& picture : pictures)
    if (is_same(picture))
      ++same;
    else
      widest = std::max(widest, name_of(picture).size());
  std::string text;
  for (const PictureDifference& picture : pictures) {
    if (is_same(picture)) continue;
    const std::string details = details_of(picture);
    text += fmt::format("{:<{}}  {}{}{}\n", name_of(picture), widest, verdict_text(picture.verdict),
                        details.empty() ? "" : ": ", details);
  }
  return text + fmt::format("{}: {} the same, {} not\n", count_of(pictures.size(), "figure"), same,
                            pictures.size() - same);
}

int diff(const DiffOptions& options) {
  const RunFolder old_run{options.old_folder, journal::read(options.old_folder)};
  const RunFolder new_run{options.new_folder, journal::read(options.new_folder)};
  const auto pictures = compare_runs(old_run, new_run, {are_equal, change});
  if (!options.page.empty())
    base::write_atomically(options.page, difference_page(options.page, options.old_folder,
                                                         options.new_folder, pictures));
  say(stdout, options.as_json ? json_text_of(options, pictures) : table_of(pictures));
  return std::all_of(pictures.begin(), pictures.end(), is_same) ? kSame : kDifferent;
}

}  // namespace

void add_diff(CLI::App& program, Action& action) {
  auto options = std::make_shared<DiffOptions>();
  CLI::App* command = program.add_subcommand(
      "diff", "Compare the figures of two runs; returns 0 where they are the same, else 1");
  command->add_option("OLD", options->old_folder, "Output folder of a run")
      ->required()
      ->type_name("DIR");
  command->add_option("NEW", options->new_folder, "Output folder of another run")
      ->required()
      ->type_name("DIR");
  command->add_flag("--json", options->as_json, "All figures of both, as JSON");
  command
      ->add_option(
          "--page", options->page,
          "Also write a page with the old, the new and the difference of each that changed")
      ->type_name("FILE");
  command->callback([options, &action] { action = [options] { return diff(*options); }; });
}

}  // namespace rankplot::app
