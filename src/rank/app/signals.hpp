#pragma once

namespace rankplot::app {

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
