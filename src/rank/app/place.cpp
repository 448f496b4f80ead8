#include "rank/app/place.hpp"

#include <filesystem>

#include "core/base/error.hpp"
#include "rank/app/exit_code.hpp"
#include "rank/site/launch.hpp"

namespace rankplot::app {

void change_directory(const std::string& directory) {
  if (directory.empty()) return;
  std::error_code reason;
  std::filesystem::current_path(directory, reason);
  if (reason) base::fail("cannot change to the folder '{}': {}", directory, reason.message());
}

Action on_one_rank(const std::string& command, Action action) {
  return [command, action = std::move(action)]() -> int {
    const site::Launch launch =
        site::read_launch(site::process_environment(), "rankplot " + command);
    return launch.rank > 0 ? int{kAllDrawn} : action();
  };
}

}  // namespace rankplot::app
