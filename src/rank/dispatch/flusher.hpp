#pragma once

#include <functional>
#include <future>
#include <optional>
#include <string>

namespace rankplot::dispatch {

/// Runs the observer's sync beside the event loop: a slow disk must not keep painters waiting for
/// work. One at a time; the destructor waits for it.
class Flusher {
 public:
  explicit Flusher(std::function<void()> sync) : sync_(std::move(sync)) {}

  void begin();
  /// The error ("": none) of a sync that has ended since the last call; empty: none has.
  std::optional<std::string> ended();

 private:
  std::function<void()> sync_;
  std::future<std::string> running_;
};

}  // namespace rankplot::dispatch
