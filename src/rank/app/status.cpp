#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <optional>

#include <CLI/CLI.hpp>

#include "core/base/files.hpp"
#include "core/job/parse.hpp"
#include "rank/app/commands.hpp"
#include "rank/app/exit_code.hpp"
#include "rank/app/failures.hpp"
#include "rank/app/movie_texts.hpp"
#include "rank/app/report.hpp"
#include "rank/app/say.hpp"
#include "rank/app/vocabulary.hpp"
#include "rank/app/warnings.hpp"
#include "rank/journal/journal.hpp"
#include "rank/journal/lock.hpp"
#include "rank/journal/room.hpp"

namespace rankplot::app {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t kMostJobBytes = std::size_t{16} << 20;

struct Given {
  std::string where;  ///< output folder, or job file
  std::string share;
  bool only_saved = false;
  // For batch scripts: whether another run is worth it.
  std::optional<std::uint64_t> saved_before;
  int max_requeues = 20;
};

struct Counts {
  std::uint64_t saved = 0, failed = 0, not_drawn = 0;
};

/// The folder given, or the output folder of the job given.
std::string output_of(const std::string& where) {
  if (!fs::is_regular_file(where)) return where;
  return job::parse(base::read_text(where, kMostJobBytes), where, vocabulary()).output;
}

/// Of the whole, or of what one share draws of it.
journal::Record record_of(const std::string& output, const std::string& share) {
  if (share.empty()) return journal::read(output);
  const journal::Share wanted = journal::Share::parse(share);
  for (journal::Record& record : journal::read_each(output)) {
    if (record.header.share != wanted) continue;
    record.header.pictures = record.header.share_pictures;
    return std::move(record);
  }
  base::fail("'{}' has no journal of share {}", output, share);
}

Counts counts_of(const journal::Record& record) {
  Counts counts;
  for (const plan::Outcome& outcome : record.outcomes) {
    ++(outcome.saved ? counts.saved : counts.failed);
  }
  const std::uint64_t known = counts.saved + counts.failed;
  counts.not_drawn = record.header.pictures - std::min(record.header.pictures, known);
  return counts;
}

/// How many are saved: 0 where there is no journal yet.
int print_saved(const std::string& output, const std::string& share) {
  std::uint64_t saved = 0;
  if (!journal::read_each(output).empty()) {
    try {
      saved = counts_of(record_of(output, share)).saved;
    } catch (const base::Error&) {  // this share's is yet to come
    }
  }
  say(stdout, fmt::format("{}\n", saved));
  return kAllDrawn;
}

/// Why it is no use to draw what is left in another run; "": it is.
std::string against_requeue(const Counts& counts, const Given& given) {
  if (!given.saved_before) return "";
  if (counts.saved <= *given.saved_before) return "this run drew nothing new";
  const char* restarts = std::getenv("SLURM_RESTART_COUNT");
  if (restarts != nullptr && std::atoi(restarts) >= given.max_requeues) {
    return fmt::format("the job was requeued {} times already", restarts);
  }
  return "";
}

/// Throws base::Error, saying what to do, where no run has written to the folder.
void check_has_run(const std::string& output) {
  if (!journal::read_each(output).empty()) return;
  const bool there = fs::is_directory(output);
  base::fail("no run has written to '{}': {}; `rankplot run JOB -o {}` draws a job to it", output,
             there ? "it has no journal.jsonl" : "there is no such folder", output);
}

/// What the journals in the folder say of the last run there, with the codes of `run`: the truth
/// where a launcher replaced them.
int status(const Given& given) {
  const std::string output = output_of(given.where);
  if (given.only_saved) return print_saved(output, given.share);
  check_has_run(output);
  const journal::Record record = record_of(output, given.share);
  const Counts counts = counts_of(record);
  say(stdout, failures_text(record.outcomes) + failed_text(record.films));
  std::string line = fmt::format("{} ({}): {}", output, record.header.job_file,
                                 counts_text(counts.saved, counts.failed, counts.not_drawn));
  if (const std::size_t warned = warned_count(record.outcomes); warned > 0)
    line += fmt::format(", {} with warnings", warned);
  if (const auto holder = journal::holder(output)) {
    line += "; still running: " + journal::describe(*holder);
  }
  say(stdout, line + "\n");
  const int code = code_of(counts.failed + failed_count(record.films), counts.not_drawn);
  if (code == kAllDrawn) return code;
  if (const std::string lost = journal::lost_output(output); !lost.empty()) {
    say(stderr, "rankplot: " + lost + "\n");
    return kOutputRefused;
  }
  const std::string against = against_requeue(counts, given);
  if (code != kStoppedEarly || against.empty()) return code;
  say(stdout, "not worth requeuing: " + against + "\n");
  return kSomeFailed;
}

}  // namespace

void add_status(CLI::App& program, Action& action) {
  auto given = std::make_shared<Given>();
  CLI::App* command =
      program.add_subcommand("status", "Say what became of the run that wrote to a folder");
  command->add_option("DIR", given->where, "Output folder, or the job file that names it")
      ->required();
  command->add_option("--share", given->share, "Only of this share: I/N")->type_name("I/N");
  command->add_flag("--saved", given->only_saved, "Print only how many figures are saved");
  command->add_option("--saved-before", given->saved_before,
                      "For batch scripts: return 75 only if more than so many are saved now");
  command
      ->add_option("--max-requeues", given->max_requeues,
                   "With --saved-before: and if Slurm restarted the job less often than this")
      ->capture_default_str()
      ->check(CLI::Range(0, 1'000'000));
  command->callback([given, &action] { action = [given] { return status(*given); }; });
}

}  // namespace rankplot::app
