#pragma once

#include <chrono>
#include <string>

#include "rank/dispatch/dispatch.hpp"

namespace rankplot::app {

/// How far the run is, on stderr: a bar that is drawn over on a terminal, else a line at most every
/// five seconds.
class ProgressDisplay {
 public:
  explicit ProgressDisplay(bool quiet);
  ~ProgressDisplay();  ///< leaves a clean line
  ProgressDisplay(const ProgressDisplay&) = delete;
  ProgressDisplay& operator=(const ProgressDisplay&) = delete;

  void show(const dispatch::Progress& progress);

 private:
  using Clock = std::chrono::steady_clock;
  bool quiet_;
  bool terminal_;
  Clock::time_point begun_;
  Clock::time_point shown_;
  bool drawn_ = false;
};

/// "120 of 400 figures, 30 %, 950 a second, 0:03 left, 2 failed"
std::string progress_text(const dispatch::Progress& progress, double seconds);

/// `text` behind a bar, within `width` columns.
std::string progress_bar(const dispatch::Progress& progress, const std::string& text,
                         std::size_t width);

}  // namespace rankplot::app
