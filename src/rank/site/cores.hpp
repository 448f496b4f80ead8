#pragma once

#include <string>
#include <vector>

namespace rankplot::site {

/// The cores that this process may use (its affinity mask), ascending.
std::vector<int> own_cores();

/// The cores of this node that the job could use at all: those of its cgroup's cpuset, else those
/// online. `root` stands before /proc and /sys (tests).
std::vector<int> node_cores(const std::string& root = "");

/// The cores' worth of time that the cgroups grant a second (cpu.max, cfs_quota_us), rounded up; 0:
/// no limit.
int core_quota(const std::string& root = "");

/// "0-3,8" -> 0 1 2 3 8; what is not a list of cores gives none.
std::vector<int> parse_core_list(const std::string& text);

/// What one node has for its ranks.
struct Node {
  std::vector<std::vector<int>> masks;  ///< by rank of the node: the cores it may use
  std::vector<int> cores;               ///< node_cores
  int quota = 0;                        ///< core_quota
};

/// Which cores each painter of each rank of a node is pinned to.
struct Sharing {
  std::vector<std::vector<std::vector<int>>> painters;  ///< by rank, by painter: cores
  std::vector<int> idle;                                ///< cores that no painter has
  std::string why_idle;                                 ///< empty when none is
};

/// Pure, the same on every rank. Each core is given to one of the ranks that may use it, as evenly
/// as the masks allow, neighbours together; a rank has one painter a core, or `painters_per_rank`
/// (0: not said), which divide its cores among them. With more ranks than cores, ranks share their
/// cores and have one painter each. Under a quota there are only as many painters as it feeds.
Sharing share_cores(const Node& node, int painters_per_rank);

}  // namespace rankplot::site
