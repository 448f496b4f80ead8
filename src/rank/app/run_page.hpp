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

/// What a page is told of a run.
class PageSink {
 public:
  virtual ~PageSink() = default;
  virtual void record(const plan::Outcome& outcome) = 0;
  virtual void activity(int rank, const std::vector<painters::Doing>& doing) = 0;
  virtual void show(const dispatch::Progress& progress) = 0;
  /// Another round of the run begins, with these pictures of earlier ones.
  virtual void begin_round(const std::vector<plan::Outcome>& kept, std::uint64_t pictures) = 0;
};

/// The monitor of a run: the page, where it is asked for, and index.html. What goes wrong in it is
/// said on stderr and stops nothing.
class RunPage : public PageSink {
 public:
  /// `host`: this rank's, for the ssh line; `where`: the run's nodes, ranks and cores in words.
  RunPage(const RunOptions& options, const job::Job& job, const dispatch::Team& team,
          const std::string& host, const std::string& where, std::uint64_t pictures);

  void record(const plan::Outcome& outcome) override;
  void activity(int rank, const std::vector<painters::Doing>& doing) override;
  void show(const dispatch::Progress& progress) override;
  /// Asked for what was streamed each time that the page is refreshed, until the end.
  void series_from(std::function<std::vector<monitor::Series>()> source);
  void begin_round(const std::vector<plan::Outcome>& kept, std::uint64_t pictures) override;
  /// What is due goes to viewers and to index.html; show() does it too.
  void tick();
  void finish(const dispatch::Totals& totals);

 private:
  void say_problem();

  monitor::Monitor monitor_;
  dispatch::Team team_;
  std::uint64_t pictures_;
  std::uint64_t recorded_ = 0;
  bool said_ = false;
};

}  // namespace rankplot::app
