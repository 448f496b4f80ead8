#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/plan/outcome.hpp"
#include "rank/app/progress_display.hpp"
#include "rank/dispatch/dispatch.hpp"
#include "rank/journal/journal.hpp"
#include "rank/journal/lock.hpp"

namespace rankplot::app {

/// Rank 0's memory of a run: holds the output folder's lock, writes the journal as outcomes come,
/// shows progress, and sums up.
class Recorder {
 public:
  /// Throws journal::OutputError when the folder cannot be had.
  Recorder(const std::string& output, const journal::Header& header, bool quiet);

  /// Never throws: a journal that cannot be written is an error() that ends the run.
  void record(const plan::Outcome& outcome);
  void show(const dispatch::Progress& progress);
  const std::string& error() const { return error_; }

  /// Syncs the journal, writes data.csv, prints the summary. Throws journal::OutputError, also for
  /// error().
  void finish(const dispatch::Totals& totals);

 private:
  void print_summary(const dispatch::Totals& totals) const;

  std::string output_;
  bool quiet_;
  journal::Lock lock_;
  journal::Journal journal_;
  std::optional<ProgressDisplay> display_;
  std::vector<plan::Outcome> outcomes_;
  std::string error_;
};

}  // namespace rankplot::app
