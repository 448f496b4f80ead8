#pragma once

#include <memory>
#include <string>
#include <vector>

#include "rank/dispatch/coordinator.hpp"
#include "rank/dispatch/flusher.hpp"
#include "rank/dispatch/loader.hpp"
#include "rank/dispatch/worker.hpp"

namespace rankplot::dispatch {

/// What only rank 0 has.
struct Lead {
  Coordinator coordinator;
  std::unique_ptr<Loader> loader;                    ///< when scattering
  std::function<void()> progress;                    ///< about ten times a second; may be empty
  std::function<Totals(const Coordinator&)> totals;  ///< when all is done
};

/// The event loop of one rank while work is shared out: connects Worker, and on rank 0 Lead, with
/// the session and the crew. Sleeps when there is nothing to do.
class Run {
 public:
  Run(comm::Session& session, painters::Crew& crew, const Observer& observer, Lead* lead);

  /// Collective. The same totals on all ranks, or the same base::Error. With an error of this
  /// rank's nothing is done but to tell the others.
  Totals until_done(std::string error = {});

 private:
  void step();
  void hear_painters();
  void on_painter(const painters::Event& event);
  void hear_ranks();
  void on_message(const comm::Message& message);
  void hear_arrays();
  void on_loaded(Loader::Result result);
  void watch();
  void settle_files();
  void report();
  void report_activity();
  void take_report(int rank, Report report);
  void hand_out();
  void feed();
  void lead();
  void settle_loader();
  std::chrono::milliseconds pause() const;

  void leave_as_lead(const std::string& error);
  void leave_as_member(const std::string& error);
  void drain_until(const std::function<bool()>& done);
  double now_s() const;

  comm::Session& session_;
  painters::Crew& crew_;
  const Observer& observer_;
  Lead* lead_;
  Worker worker_;
  Flusher flusher_;
  bool told_broken_ = false;
  double last_progress_s_ = 0;
  double last_activity_s_ = 0;
  std::optional<Leave> leave_;
  std::vector<std::uint64_t> sent_transfers_;  ///< by rank
  std::uint64_t received_transfers_ = 0;
  int byes_ = 0;
};

}  // namespace rankplot::dispatch
