#include "rank/site/memory.hpp"

#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <limits>
#include <optional>
#include <sstream>
#include <string_view>

#include "core/base/error.hpp"
#include "core/base/files.hpp"
#include "rank/site/cgroup.hpp"

namespace rankplot::site {
namespace {

constexpr std::uint64_t kNone = std::numeric_limits<std::uint64_t>::max();
constexpr std::uint64_t kUnlimitedV1 = std::uint64_t{1} << 62;  // v1 writes a huge number instead

std::optional<std::uint64_t> first_number(std::string_view text) {
  text.remove_prefix(std::min(text.find_first_of("0123456789"), text.size()));
  std::uint64_t value = 0;
  const auto parsed = std::from_chars(text.data(), text.data() + text.size(), value);
  if (parsed.ec != std::errc()) return std::nullopt;
  return value;
}

std::uint64_t available(const std::string& root) {
  std::istringstream lines(text_or_empty(root + "/proc/meminfo"));
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("MemAvailable:")) return first_number(line).value_or(0) * 1024;
  }
  return kNone;
}

std::uint64_t cgroup_limit(const std::string& root) {
  std::uint64_t least = kNone;
  for (const std::string& folder : cgroup_folders(root, "memory")) {
    for (const char* name : {"/memory.max", "/memory.limit_in_bytes"}) {
      const auto limit = first_number(text_or_empty(folder + name));
      if (limit && *limit < kUnlimitedV1) least = std::min(least, *limit);
    }
  }
  return least;
}

/// Slurm's numbers are MiB; 0 means the whole node.
std::uint64_t slurm_limit(const Environment& environment) {
  constexpr std::uint64_t kMiB = std::uint64_t{1} << 20;
  const auto value = [&](const char* name) {
    return first_number(environment(name).value_or("")).value_or(0);
  };
  if (const std::uint64_t node = value("SLURM_MEM_PER_NODE"); node > 0) return node * kMiB;
  const std::uint64_t per_cpu = value("SLURM_MEM_PER_CPU");
  const std::uint64_t cpus = value("SLURM_CPUS_ON_NODE");
  return per_cpu > 0 && cpus > 0 ? per_cpu * cpus * kMiB : kNone;
}

}  // namespace

MemoryBudget memory_budget(const Environment& environment, const std::string& root) {
  const MemoryBudget candidates[] = {{available(root), "memory available"},
                                     {cgroup_limit(root), "cgroup limit"},
                                     {slurm_limit(environment), "Slurm's grant"}};
  MemoryBudget least = *std::min_element(
      std::begin(candidates), std::end(candidates),
      [](const MemoryBudget& a, const MemoryBudget& b) { return a.bytes < b.bytes; });
  if (least.bytes == kNone) base::fail("cannot tell how much memory this node has");
  least.bytes -= least.bytes / 10;
  return least;
}

}  // namespace rankplot::site
