#include "rank/site/cgroup.hpp"

#include <filesystem>
#include <sstream>
#include <string_view>

#include "core/base/error.hpp"
#include "core/base/files.hpp"

namespace rankplot::site {
namespace fs = std::filesystem;
namespace {

bool names(const std::string& controllers, const std::string& controller) {
  return ("," + controllers + ",").find("," + controller + ",") != std::string::npos;
}

/// `mount` + `group` and each folder above it down to `mount`. In a container the group's path may
/// be the host's, which is not there: the folders above it are.
void add_upwards(const std::string& mount, const std::string& group,
                 std::vector<std::string>& folders) {
  for (fs::path path = group; path.has_relative_path(); path = path.parent_path()) {
    folders.push_back(mount + path.string());
  }
  folders.push_back(mount);
}

}  // namespace

std::string text_or_empty(const std::string& path) {
  try {
    return base::read_text(path, std::size_t{1} << 20);
  } catch (const base::Error&) {
    return "";
  }
}

std::vector<std::string> cgroup_folders(const std::string& root, const std::string& controller) {
  std::vector<std::string> folders;
  std::istringstream lines(text_or_empty(root + "/proc/self/cgroup"));
  for (std::string line; std::getline(lines, line);) {  // "4:memory:/path", v2: "0::/path"
    const std::size_t first = line.find(':');
    const std::size_t second = line.find(':', first + 1);
    if (first == std::string::npos || second == std::string::npos) continue;
    const std::string controllers = line.substr(first + 1, second - first - 1);
    const std::string group = line.substr(second + 1);
    if (controllers.empty()) add_upwards(root + "/sys/fs/cgroup", group, folders);
    if (names(controllers, controller)) {
      add_upwards(root + "/sys/fs/cgroup/" + controller, group, folders);
    }
  }
  return folders;
}

}  // namespace rankplot::site
