#pragma once

#include <string>
#include <vector>

namespace rankplot::site {

/// The folders of this process's cgroup for a v1 controller (or v2), from its own up to the root;
/// none where there are no cgroups. `root` stands before /proc and /sys.
std::vector<std::string> cgroup_folders(const std::string& root, const std::string& controller);

/// A small file of /proc or /sys; "" when it is not there.
std::string text_or_empty(const std::string& path);

}  // namespace rankplot::site
