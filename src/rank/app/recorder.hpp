#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/plan/outcome.hpp"
#include "rank/app/progress_display.hpp"
#include "rank/dispatch/dispatch.hpp"
#include "rank/journal/journal.hpp"
#include "rank/journal/lock.hpp"
#include "rank/journal/resume.hpp"

namespace rankplot::app {

/// What a run leaves in its output folder besides pictures.
enum class Keep { Records, Nothing };

/// Rank 0's memory of a run: holds the output folder's lock, reads what earlier runs left, writes
/// the journal as outcomes come, shows progress, and sums up.
class Recorder {
 public:
  /// Throws journal::OutputError when the folder cannot be had.
  Recorder(const std::string& output, const journal::Share& share, bool quiet,
           Keep keep = Keep::Records);

  /// The journals of earlier runs. One that cannot be read is put away with a word: what it
  /// recorded is drawn again.
  std::vector<journal::Record> earlier();
  /// Begins the journal with what earlier runs left, and earlier rounds of this one: what they drew
  /// counts as drawn by this run. Throws journal::OutputError.
  /// `films`: of earlier runs, still true.
  void begin(journal::Header header, journal::Resumed resumed,
             std::vector<plan::FilmOutcome> films);

  /// Never throws: a journal that cannot be written is an error() that ends the run.
  void record(const plan::Outcome& outcome);
  void record(const plan::FilmOutcome& film);
  void show(const dispatch::Progress& progress);
  const std::string& error() const { return error_; }
  /// The longest that a picture took so far.
  double longest_s() const { return longest_s_; }

  /// What earlier runs left of this plan.
  const std::vector<plan::Outcome>& kept() const { return kept_; }
  /// The pictures that the round began with: these, and those of this run's earlier rounds.
  std::vector<plan::Outcome> begun() const;
  /// The same with what was there before the run.
  dispatch::Totals with_kept(dispatch::Totals totals) const;

  /// Syncs the journal and writes data.csv: the folder is as a run that ends here leaves it. Throws
  /// journal::OutputError.
  void end_round();
  /// Ends the last round, prints the summary. Throws journal::OutputError, also for
  /// error(). Returns the exit code.
  int finish(const dispatch::Totals& totals);

 private:
  void print_summary(const dispatch::Totals& totals) const;
  std::uint64_t kept_saved() const;
  std::uint64_t kept_failed() const;
  void divide(std::vector<plan::Outcome> begun);
  template <class Line>
  void append(const Line& line);
  void check_journal();
  void write_table() const;
  void sweep() const;

  std::string output_;
  journal::Share share_;
  bool quiet_;
  bool resumed_ = false;
  std::optional<journal::Lock> lock_;  ///< with Keep::Records; the journal likewise
  std::optional<journal::Journal> journal_;
  std::optional<ProgressDisplay> display_;
  std::vector<plan::Outcome> kept_;
  std::vector<plan::Outcome> outcomes_;  ///< of this run, what it drew again left out
  dispatch::Totals before_;              ///< of this run's rounds before the last
  std::vector<std::string> leftovers_;
  std::vector<plan::FilmOutcome> films_;  ///< of this run
  std::string error_;
  double longest_s_ = 0;
};

}  // namespace rankplot::app
