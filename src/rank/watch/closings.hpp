#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "core/base/descriptor.hpp"

namespace rankplot::watch {

/// Files that their writers have closed or moved into place, as this machine's kernel tells
/// (inotify). What happens on other nodes of a network file system is not heard: who listens must
/// look as well.
class Closings {
 public:
  Closings();
  /// Listens in a folder from now on; one that cannot be listened in is passed over.
  void listen(const std::string& folder);
  /// The files since the last call, as folder + "/" + name. Returns at once.
  std::vector<std::string> take();

 private:
  base::Descriptor queue_;              ///< none where the kernel gives no more
  std::map<int, std::string> folders_;  ///< by watch
  std::set<std::string> listened_;
};

}  // namespace rankplot::watch
