#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/wire/messages.hpp"
#include "rank/app/signals.hpp"
#include "rank/app/windows_wanted.hpp"
#include "rank/painters/process.hpp"

namespace rankplot::app {

/// Windows on the display, each of a painter of its own, which ends with it.
class Windows {
 public:
  /// Starts the painter of the first one. Throws base::Error where $DISPLAY is not set.
  Windows();
  ~Windows();

  /// Waits until it has opened the display. Throws base::Error, which says what to do, where it
  /// cannot.
  void await_display();
  /// Opens all, at least one.
  void open(const wire::Setup& setup, const std::vector<WindowWanted>& wanted);
  /// Prints what is asked for in them until the last was closed, or until asked to stop. Returns
  /// the exit code: kSomeFailed where one could not be drawn or its painter died.
  int watch(const StopSignals& signals);

 private:
  struct One {
    std::string name;
    std::unique_ptr<painters::Process> process;
    bool failed = false;
  };

  void start();
  void wait();
  bool send_on(One& one);
  void hear(One& one);
  void print(One& one, const plan::Outcome& outcome);
  void take_leave(One& one);

  std::vector<One> windows_;
};

}  // namespace rankplot::app
