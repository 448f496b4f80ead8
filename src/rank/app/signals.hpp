#pragma once

namespace rankplot::app {

/// While it lives, SIGUSR1 asks the run to end what it has begun and to leave: what Slurm sends
/// some time before the end, and launchers pass on. It waits where it comes before there is a run
/// to stop.
class LeaveSignal {
 public:
  LeaveSignal();
  ~LeaveSignal();
  LeaveSignal(const LeaveSignal&) = delete;
  LeaveSignal& operator=(const LeaveSignal&) = delete;

  bool asked() const;
};

/// While it lives, the first SIGINT or SIGTERM asks the run to stop, and the second ends it.
class StopSignals {
 public:
  StopSignals();
  ~StopSignals();
  StopSignals(const StopSignals&) = delete;
  StopSignals& operator=(const StopSignals&) = delete;

  bool asked() const;
};

}  // namespace rankplot::app
