#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "core/job/vocabulary.hpp"
#include "rank/painters/process.hpp"
#include "rank/stream/view.hpp"

namespace rankplot::record {

/// monitor.png in a window on this rank's display, drawn anew as points come. A painter of its own,
/// which ends when the window is closed. Never throws after its making and never stops the run:
/// what goes wrong is a complaint. One thread.
class Window {
 public:
  /// Throws base::Error where $DISPLAY is not set or the painter cannot be started. The view and
  /// the vocabulary outlive it.
  Window(const std::string& program, const stream::View& view, const job::Vocabulary& vocabulary,
         std::chrono::duration<double> refresh);
  ~Window();
  Window(const Window&) = delete;
  Window& operator=(const Window&) = delete;

  /// Shows what is new, `refresh` after the last time at the earliest.
  void turn();
  /// False: it was closed, or could not be opened.
  bool is_open() const { return process_ != nullptr; }
  std::vector<std::string> complaints() { return std::exchange(complaints_, {}); }

 private:
  using Clock = std::chrono::steady_clock;
  void hear();
  void send();
  void lose();

  const stream::View& view_;
  const job::Vocabulary& vocabulary_;
  Clock::duration refresh_;
  std::unique_ptr<painters::Process> process_;
  bool ready_ = false;    ///< the display was opened
  bool drawing_ = false;  ///< what was sent is not seen yet
  bool shown_ = false;    ///< something was sent
  std::uint64_t drawn_version_ = 0;
  Clock::time_point drawn_{};
  std::vector<std::string> complaints_;
};

}  // namespace rankplot::record
