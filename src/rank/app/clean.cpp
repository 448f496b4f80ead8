#include <unistd.h>

#include <filesystem>
#include <iostream>
#include <memory>
#include <string>

#include <CLI/CLI.hpp>

#include "core/plan/texts.hpp"
#include "rank/app/commands.hpp"
#include "rank/app/exit_code.hpp"
#include "rank/app/report.hpp"
#include "rank/app/say.hpp"
#include "rank/journal/journal.hpp"
#include "rank/journal/lock.hpp"

namespace rankplot::app {
namespace fs = std::filesystem;
namespace {

/// Yes, said by someone: a script that says nothing has not agreed.
bool is_agreed(std::size_t files) {
  say(stdout, fmt::format("remove {}? [y/N] ", count_of(files, "file")));
  std::string answer;
  return std::getline(std::cin, answer) && (answer == "y" || answer == "yes");
}

/// Those that are there. A journal that names what is not below the folder is not obeyed.
std::vector<std::string> leftovers_of(const std::string& output, const journal::Record& record) {
  std::vector<std::string> there;
  for (const std::string& file : record.leftovers) {
    const std::string path = plan::save_path(output, file);
    if (fs::is_regular_file(fs::symlink_status(path))) there.push_back(file);
  }
  return there;
}

void remove(const std::string& output, const std::vector<std::string>& files) {
  for (const std::string& file : files) {
    const fs::path path = plan::save_path(output, file);
    std::error_code reason;
    fs::remove(path, reason);
    if (reason) {
      throw journal::OutputError(
          fmt::format("cannot remove '{}': {}", path.string(), reason.message()));
    }
    // Folders that held nothing else go too; those that do stay, and say so by an error.
    for (fs::path folder = path.parent_path(); folder != fs::path(output) && !reason;
         folder = folder.parent_path()) {
      if (!fs::remove(folder, reason)) break;
    }
  }
}

int clean(const std::string& output, bool agreed) {
  const journal::Record record = journal::read(output);
  const std::vector<std::string> files = leftovers_of(output, record);
  if (files.empty()) {
    say(stdout, fmt::format("nothing to remove: the job still makes all that is in {}\n", output));
    return kAllDrawn;
  }
  const journal::Lock lock(output);
  for (const std::string& file : files)
    say(stdout, fmt::format("no longer made: {}/{}\n", output, file));
  if (!agreed && !is_agreed(files.size())) {
    say(stdout, "nothing was removed\n");
    return kAllDrawn;
  }
  remove(output, files);
  say(stdout, fmt::format("{} removed\n", count_of(files.size(), "file")));
  return kAllDrawn;
}

}  // namespace

void add_clean(CLI::App& program, Action& action) {
  struct Given {
    std::string output;
    bool agreed = false;
  };
  auto given = std::make_shared<Given>();
  CLI::App* command = program.add_subcommand(
      "clean", "Remove the files of earlier runs that the job does not make any more");
  command->add_option("DIR", given->output, "Output folder")->required();
  command->add_flag("-y,--yes", given->agreed, "Do not ask");
  command->callback(
      [given, &action] { action = [given] { return clean(given->output, given->agreed); }; });
}

}  // namespace rankplot::app
