#include "rank/site/memory.hpp"

#include <map>

#include <gtest/gtest.h>

#include "core/base/error.hpp"
#include "fake_root.hpp"

using namespace rankplot;
using namespace rankplot::site;

namespace {

constexpr std::uint64_t kMiB = 1 << 20;

Environment fake(std::map<std::string, std::string> variables = {}) {
  return [variables](const char* name) -> std::optional<std::string> {
    const auto found = variables.find(name);
    if (found == variables.end()) return std::nullopt;
    return found->second;
  };
}

class Memory : public testing::Test {
 protected:
  Memory() { root.write("/proc/meminfo", "MemTotal: 9000 kB\nMemAvailable:    10240000 kB\n"); }
  FakeRoot root;
};

}  // namespace

TEST_F(Memory, IsWhatTheKernelCallsAvailableLessATenth) {
  const MemoryBudget budget = memory_budget(fake(), root.path());
  EXPECT_EQ(budget.bytes, 9000 * kMiB);  // 10240000 kB are 10000 MiB
  EXPECT_EQ(budget.source, "memory available");
}

TEST_F(Memory, KeepsToTheLimitOfACgroupAboveItsOwn) {
  root.write("/proc/self/cgroup", "0::/job_7/step_0\n");
  root.write("/sys/fs/cgroup/job_7/step_0/memory.max", "max\n");
  root.write("/sys/fs/cgroup/job_7/memory.max", std::to_string(1000 * kMiB) + "\n");
  const MemoryBudget budget = memory_budget(fake(), root.path());
  EXPECT_EQ(budget.bytes, 900 * kMiB);
  EXPECT_EQ(budget.source, "cgroup limit");
}

TEST_F(Memory, KeepsToTheLimitOfAVersionOneCgroup) {
  root.write("/proc/self/cgroup", "9:cpu,cpuacct:/a\n4:memory:/docker/12ab\n");
  root.write("/sys/fs/cgroup/memory/memory.limit_in_bytes", std::to_string(2000 * kMiB) + "\n");
  EXPECT_EQ(memory_budget(fake(), root.path()).bytes, 1800 * kMiB);
}

TEST_F(Memory, TakesVersionOnesHugeNumberForNoLimit) {
  root.write("/proc/self/cgroup", "4:memory:/\n");
  root.write("/sys/fs/cgroup/memory/memory.limit_in_bytes", "9223372036854771712\n");
  EXPECT_EQ(memory_budget(fake(), root.path()).bytes, 9000 * kMiB);
}

TEST_F(Memory, KeepsToWhatSlurmGranted) {
  const auto node = fake({{"SLURM_MEM_PER_NODE", "500"}});
  EXPECT_EQ(memory_budget(node, root.path()).bytes, 450 * kMiB);
  EXPECT_EQ(memory_budget(node, root.path()).source, "Slurm's grant");
  const auto cpu = fake({{"SLURM_MEM_PER_CPU", "100"}, {"SLURM_CPUS_ON_NODE", "8"}});
  EXPECT_EQ(memory_budget(cpu, root.path()).bytes, 720 * kMiB);
}

TEST_F(Memory, TakesSlurmsZeroForTheWholeNode) {
  EXPECT_EQ(memory_budget(fake({{"SLURM_MEM_PER_NODE", "0"}}), root.path()).bytes, 9000 * kMiB);
}

TEST(MemoryOfThisMachine, IsAtLeastAMebibyte) {
  EXPECT_GT(memory_budget(process_environment()).bytes, kMiB);
}
