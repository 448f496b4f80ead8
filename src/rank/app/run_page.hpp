#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "core/job/job.hpp"
#include "core/plan/outcome.hpp"
#include "rank/app/run.hpp"
#include "rank/dispatch/dispatch.hpp"
#include "rank/monitor/monitor.hpp"
#include "rank/painters/crew.hpp"

namespace rankplot::app {

/// Whether a run serves its page: as the command line says, else where the job has [monitor],
/// [[source]] or [[probe]] and does not forbid it.
bool serves_page(const RunOptions& options, const job::Job& job);

/// The monitor of a run: the page, where it is asked for, and index.html. What goes wrong in it is
/// said on stderr and stops nothing.
class RunPage {
 public:
  /// `host`: for the ssh line; `where`: the run's nodes, ranks and cores in words.
  RunPage(const RunOptions& options, const job::Job& job, const std::string& host,
          const std::string& where, std::uint64_t pictures);

  void record(const plan::Outcome& outcome);
  void activity(int rank, const dispatch::Member& member,
                const std::vector<painters::Doing>& doing);
  void show(const dispatch::Progress& progress);
  /// Asked for what was streamed each time that the page is refreshed, until the end.
  void series_from(std::function<std::vector<monitor::Series>()> source);
  /// Another round of the run begins, with these pictures of earlier ones.
  void begin_round(const std::vector<plan::Outcome>& kept, std::uint64_t pictures);
  void finish(const dispatch::Totals& totals);

 private:
  void say_problem();

  monitor::Monitor monitor_;
  std::uint64_t pictures_;
  std::uint64_t recorded_ = 0;
  bool said_ = false;
};

}  // namespace rankplot::app
