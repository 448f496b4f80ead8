#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/job/job.hpp"
#include "core/plan/outcome.hpp"
#include "rank/app/vitals.hpp"
#include "rank/comm/session.hpp"
#include "rank/dispatch/dispatch.hpp"
#include "rank/monitor/state.hpp"
#include "rank/painters/crew.hpp"
#include "rank/record/record.hpp"
#include "rank/record/window.hpp"
#include "rank/stream/collector.hpp"
#include "rank/stream/probes.hpp"
#include "rank/stream/producer.hpp"
#include "rank/stream/source.hpp"
#include "rank/stream/view.hpp"

namespace rankplot::app {

/// Points over time during a run, on every rank: the job's sources, what the rank says of itself,
/// and on the monitor rank what collects, keeps and shows all of it.
class Streaming {
 public:
  static bool wanted(const job::Job& job);

  /// The rank that collects the points and serves the page.
  static int monitor_rank(const job::Job& job, int ranks);

  /// The session, the job and the crew outlive it. `news`: on the monitor rank, what rank 0 tells
  /// the page; may be empty. `window`: the points are shown in one on the monitor rank's display.
  Streaming(comm::Session& session, const job::Job& job, const painters::Crew& crew,
            std::function<void(const std::string&)> news, bool window);

  /// Short; to be called about every millisecond.
  void turn();
  /// On rank 0: what a probe found, in this run or an earlier one.
  void take(const plan::Outcome& outcome);
  /// On rank 0: news for the page on the monitor rank.
  void tell(std::string news) { own_.tell(std::move(news)); }
  /// On rank 0, while figures are drawn.
  void progress(const dispatch::Progress& progress);

  /// Collective, when the figures are drawn: goes on until every source has made its points (or
  /// `stop`), and all have arrived and are kept; `show` hears of the progress about ten
  /// times a second. What came of it, for the summary.
  std::string finish(const std::function<bool()>& stop,
                     const std::function<void(const dispatch::Progress&)>& show);

  /// After finish(), on every rank alike: a source with a count was stopped before it.
  bool cut_short() const { return cut_short_; }

  /// What the page shows of it; nothing where this is not the monitor rank.
  std::vector<monitor::Series> series() const;

 private:
  using Clock = std::chrono::steady_clock;
  /// What only the monitor rank has.
  struct Monitor {
    stream::View view;
    std::unique_ptr<record::Record> record;  ///< may be null
    std::unique_ptr<record::Window> window;  ///< may be null
    bool said_that_it_stays = false;
    std::unique_ptr<stream::Collector> collector;
    std::size_t producers = 0;  ///< of all ranks
  };
  void begin_monitor(std::function<void(const std::string&)> news);
  void open_window();
  void show_in_window();
  bool is_looked_at();
  void declare_own();
  void say_own(Clock::time_point now);
  bool produced();
  bool done();
  Clock::duration pause(Clock::time_point now, bool busy);
  std::string summary() const;
  /// On the monitor rank: whether a source made less than it was to.
  bool lacks_points() const;

  comm::Session& session_;
  const job::Job& job_;
  const painters::Crew& crew_;
  int monitor_rank_;
  Clock::time_point start_ = Clock::now();
  std::vector<std::unique_ptr<stream::Source>> sources_;
  std::optional<stream::Probes> probes_;  ///< on rank 0, where the job has some
  stream::Producer own_;
  bool speaks_ = false;  ///< there are few enough ranks for each to say how it is
  std::uint32_t memory_ = 0, busy_ = 0, read_ = 0, figures_ = 0;
  Usage usage_;
  Clock::time_point said_ = start_, shown_ = start_;
  dispatch::Progress progress_, said_progress_;
  std::unique_ptr<Monitor> monitor_;
  bool cut_short_ = false;
};

}  // namespace rankplot::app
