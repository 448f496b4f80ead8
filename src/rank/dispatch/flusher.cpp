#include "rank/dispatch/flusher.hpp"

#include <chrono>
#include <exception>

namespace rankplot::dispatch {

void Flusher::begin() {
  running_ = std::async(std::launch::async, [sync = sync_]() -> std::string {
    try {
      if (sync) sync();
      return {};
    } catch (const std::exception& error) {
      const std::string text = error.what();
      return text.empty() ? "unknown reason" : text;
    }
  });
}

std::optional<std::string> Flusher::ended() {
  if (!running_.valid() || running_.wait_for(std::chrono::seconds(0)) != std::future_status::ready)
    return std::nullopt;
  return running_.get();
}

}  // namespace rankplot::dispatch
