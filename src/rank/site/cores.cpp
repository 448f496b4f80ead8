#include "rank/site/cores.hpp"

#include <sched.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <sstream>

#include "core/base/error.hpp"
#include "rank/site/cgroup.hpp"

namespace rankplot::site {
namespace {

constexpr int kMostCores = 1 << 16;
constexpr int kNobody = -1;

/// Who owns each core while cores are given to the ranks of a node.
class Assignment {
 public:
  explicit Assignment(const std::vector<std::vector<int>>& masks) : masks_(masks) {
    for (std::size_t rank = 0; rank < masks.size(); ++rank) {
      for (const int core : masks[rank]) owner_.emplace(core, kNobody);
    }
    counts_.assign(masks.size(), 0);
    free_ = owner_.size();
  }

  /// Gives cores, one at a time, to the ranks that have fewest, moving others along where masks
  /// stand in the way, until every core has its rank.
  void run() {
    std::vector<bool> closed(masks_.size(), false);
    while (free_ > 0) {
      const std::optional<int> rank = poorest(closed);
      if (!rank) return;
      std::set<int> seen;
      if (!take_one(*rank, seen)) closed[static_cast<std::size_t>(*rank)] = true;
    }
  }

  /// By rank: its cores, ascending. Ranks with equal masks have neighbouring cores.
  std::vector<std::vector<int>> cores() const {
    std::vector<std::vector<int>> owned(masks_.size());
    for (const auto& [core, rank] : owner_) {
      if (rank != kNobody) owned[static_cast<std::size_t>(rank)].push_back(core);
    }
    std::map<std::vector<int>, std::vector<std::size_t>> equal;
    for (std::size_t rank = 0; rank < masks_.size(); ++rank) equal[masks_[rank]].push_back(rank);
    for (const auto& [mask, ranks] : equal) put_together(ranks, owned);
    return owned;
  }

 private:
  std::optional<int> poorest(const std::vector<bool>& closed) const {
    std::optional<int> best;
    for (std::size_t rank = 0; rank < masks_.size(); ++rank) {
      if (closed[rank]) continue;
      if (!best || counts_[rank] < counts_[static_cast<std::size_t>(*best)]) {
        best = static_cast<int>(rank);
      }
    }
    return best;
  }

  /// An augmenting path of the bipartite graph ranks - cores: a free core for `rank`, or one of
  /// another rank that finds itself a different one.
  bool take_one(int rank, std::set<int>& seen) {
    const auto index = static_cast<std::size_t>(rank);
    for (const int core : masks_[index]) {
      if (owner_[core] == kNobody) {
        owner_[core] = rank;
        ++counts_[index];
        --free_;
        return true;
      }
    }
    for (const int core : masks_[index]) {
      const int other = owner_[core];
      if (other == rank || !seen.insert(core).second) continue;
      if (take_one(other, seen)) {
        --counts_[static_cast<std::size_t>(other)];
        owner_[core] = rank;
        ++counts_[index];
        return true;
      }
    }
    return false;
  }

  static void put_together(const std::vector<std::size_t>& ranks,
                           std::vector<std::vector<int>>& owned) {
    std::vector<int> pool;
    for (const std::size_t rank : ranks) {
      pool.insert(pool.end(), owned[rank].begin(), owned[rank].end());
    }
    std::sort(pool.begin(), pool.end());
    auto next = pool.begin();
    for (const std::size_t rank : ranks) {
      const auto end = next + static_cast<std::ptrdiff_t>(owned[rank].size());
      owned[rank].assign(next, end);
      next = end;
    }
  }

  const std::vector<std::vector<int>>& masks_;
  std::map<int, int> owner_;
  std::vector<std::size_t> counts_;
  std::size_t free_ = 0;
};

/// `count` painters over the cores of one rank: neighbours together, the first ones one core more;
/// all of the cores for each where there are more painters than cores.
std::vector<std::vector<int>> divide(const std::vector<int>& cores, std::size_t count) {
  std::vector<std::vector<int>> painters(count);
  if (count > cores.size()) {
    for (auto& painter : painters) painter = cores;
    return painters;
  }
  std::size_t begin = 0;
  for (std::size_t painter = 0; painter < count; ++painter) {
    const std::size_t end = cores.size() * (painter + 1) / count;
    painters[painter].assign(cores.begin() + static_cast<std::ptrdiff_t>(begin),
                             cores.begin() + static_cast<std::ptrdiff_t>(end));
    begin = end;
  }
  return painters;
}

/// Cores of each rank, and whether it shares them with others.
struct Owned {
  std::vector<int> cores;
  bool shared = false;
};

/// Ranks that got no core share those of their mask with the ranks that have them.
std::vector<Owned> own(const std::vector<std::vector<int>>& masks) {
  Assignment assignment(masks);
  assignment.run();
  std::vector<std::vector<int>> cores = assignment.cores();
  std::set<int> contested;
  for (std::size_t rank = 0; rank < masks.size(); ++rank) {
    if (cores[rank].empty()) contested.insert(masks[rank].begin(), masks[rank].end());
  }
  std::vector<Owned> owned(masks.size());
  for (std::size_t rank = 0; rank < masks.size(); ++rank) {
    const bool shared =
        cores[rank].empty() || std::any_of(cores[rank].begin(), cores[rank].end(),
                                           [&](int core) { return contested.contains(core); });
    owned[rank] = {shared ? masks[rank] : std::move(cores[rank]), shared};
  }
  return owned;
}

/// At most `quota` painters on the node, but one a rank: more would only wait for the quota.
std::size_t quota_of_rank(int quota, std::size_t rank, std::size_t ranks) {
  const auto total = static_cast<std::size_t>(quota);
  return std::max<std::size_t>(1, total * (rank + 1) / ranks - total * rank / ranks);
}

std::string count_of(std::size_t cores) {
  return cores == 1 ? "1 core" : fmt::format("{} cores", cores);
}

}  // namespace

std::vector<int> own_cores() {
  std::vector<int> cores;
  for (std::size_t most = 1024; most <= kMostCores; most *= 2) {
    const std::unique_ptr<cpu_set_t, void (*)(cpu_set_t*)> set(CPU_ALLOC(most),
                                                               [](cpu_set_t* s) { CPU_FREE(s); });
    const std::size_t bytes = CPU_ALLOC_SIZE(most);
    if (::sched_getaffinity(0, bytes, set.get()) != 0) {
      if (errno == EINVAL) continue;  // the kernel knows more cores than the set holds
      base::fail("cannot ask for the cores of this process: {}", base::errno_text(errno));
    }
    for (std::size_t core = 0; core < most; ++core) {
      if (CPU_ISSET_S(core, bytes, set.get())) cores.push_back(static_cast<int>(core));
    }
    return cores;
  }
  base::fail("this node has more than {} cores", kMostCores);
}

std::vector<int> parse_core_list(const std::string& text) {
  std::vector<int> cores;
  std::istringstream ranges(text);
  for (std::string range; std::getline(ranges, range, ',');) {
    int first = 0;
    const char* end = range.data() + range.size();
    auto parsed = std::from_chars(range.data(), end, first);
    if (parsed.ec != std::errc()) return {};
    int last = first;
    if (parsed.ptr != end && *parsed.ptr == '-') {
      parsed = std::from_chars(parsed.ptr + 1, end, last);
      if (parsed.ec != std::errc()) return {};
    }
    if (first < 0 || last < first || last >= kMostCores) return {};
    for (int core = first; core <= last; ++core) cores.push_back(core);
  }
  return cores;
}

std::vector<int> node_cores(const std::string& root) {
  for (const std::string& folder : cgroup_folders(root, "cpuset")) {
    for (const char* name : {"/cpuset.cpus.effective", "/cpuset.effective_cpus"}) {
      std::vector<int> cores = parse_core_list(text_or_empty(folder + name));
      if (!cores.empty()) return cores;
    }
  }
  return parse_core_list(text_or_empty(root + "/sys/devices/system/cpu/online"));
}

int core_quota(const std::string& root) {
  double least = 0;
  const auto consider = [&](double quota_us, double period_us) {
    if (quota_us <= 0 || period_us <= 0) return;
    least = least == 0 ? quota_us / period_us : std::min(least, quota_us / period_us);
  };
  for (const std::string& folder : cgroup_folders(root, "cpu")) {
    double quota_us = 0, period_us = 0;
    std::istringstream v2(text_or_empty(folder + "/cpu.max"));  // "max 100000" sets no quota
    if (v2 >> quota_us >> period_us) consider(quota_us, period_us);
    std::istringstream v1(text_or_empty(folder + "/cpu.cfs_quota_us") + " " +
                          text_or_empty(folder + "/cpu.cfs_period_us"));
    if (v1 >> quota_us >> period_us) consider(quota_us, period_us);
  }
  const int whole = static_cast<int>(std::min(least, double{kMostCores}));
  return whole + (least > whole ? 1 : 0);
}

Sharing share_cores(const Node& node, int painters_per_rank) {
  Sharing sharing;
  const std::vector<Owned> owned = own(node.masks);
  std::set<int> used;
  bool fewer = false;
  for (std::size_t rank = 0; rank < owned.size(); ++rank) {
    const std::vector<int>& cores = owned[rank].cores;
    std::size_t count = owned[rank].shared ? 1 : std::max<std::size_t>(1, cores.size());
    if (painters_per_rank > 0) {
      count = static_cast<std::size_t>(painters_per_rank);
    } else if (node.quota > 0) {
      const std::size_t fed = quota_of_rank(node.quota, rank, owned.size());
      fewer = fewer || fed < count;
      count = std::min(count, fed);
    }
    sharing.painters.push_back(divide(cores, count));
    used.insert(cores.begin(), cores.end());
  }
  std::set_difference(node.cores.begin(), node.cores.end(), used.begin(), used.end(),
                      std::back_inserter(sharing.idle));
  if (!sharing.idle.empty()) {
    sharing.why_idle = fmt::format(
        "{} idle: the launcher bound the ranks to others (mpirun --bind-to none, srun "
        "--cpu-bind=none, or more ranks, would use them)",
        count_of(sharing.idle.size()));
  } else if (fewer) {
    sharing.why_idle = fmt::format("the container's quota feeds {}",
                                   count_of(static_cast<std::size_t>(node.quota)));
  }
  return sharing;
}

}  // namespace rankplot::site
