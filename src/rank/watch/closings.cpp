#include "rank/watch/closings.hpp"

#include <sys/inotify.h>
#include <unistd.h>

#include <array>
#include <cstring>

namespace rankplot::watch {

Closings::Closings() : queue_(::inotify_init1(IN_NONBLOCK | IN_CLOEXEC)) {}

void Closings::listen(const std::string& folder) {
  if (!queue_ || !listened_.insert(folder).second) return;
  const int watch = ::inotify_add_watch(queue_.fd(), folder.empty() ? "." : folder.c_str(),
                                        IN_CLOSE_WRITE | IN_MOVED_TO | IN_ONLYDIR);
  if (watch >= 0) folders_[watch] = folder;
}

std::vector<std::string> Closings::take() {
  std::vector<std::string> closed;
  alignas(inotify_event) std::array<char, 16384> block;
  for (ssize_t got = 0; queue_ && (got = ::read(queue_.fd(), block.data(), block.size())) > 0;) {
    for (std::size_t at = 0; at < static_cast<std::size_t>(got);) {
      inotify_event event;
      std::memcpy(&event, block.data() + at, sizeof event);
      const char* name = block.data() + at + sizeof event;
      at += sizeof event + event.len;
      const auto folder = folders_.find(event.wd);
      if (event.len == 0 || folder == folders_.end()) continue;
      closed.push_back(folder->second.empty() ? name : folder->second + "/" + name);
    }
  }
  return closed;
}

}  // namespace rankplot::watch
