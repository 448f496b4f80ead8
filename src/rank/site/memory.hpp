#pragma once

#include <cstdint>
#include <string>

#include "rank/site/launch.hpp"

namespace rankplot::site {

/// The memory that the ranks of this node may use together: the least of the cgroups' limits (v1
/// and v2, this process's and those above it), what Slurm granted the job on this node, and what
/// the kernel calls available; less 10 %. `root` stands before /proc and /sys (tests).
struct MemoryBudget {
  std::uint64_t bytes = 0;
  std::string source;  ///< "memory available", "cgroup limit", "Slurm's grant"
};
MemoryBudget memory_budget(const Environment& environment, const std::string& root = "");

}  // namespace rankplot::site
