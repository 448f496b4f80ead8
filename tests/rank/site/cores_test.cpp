#include "rank/site/cores.hpp"

#include <algorithm>
#include <numeric>

#include <gtest/gtest.h>

#include "fake_root.hpp"

using namespace rankplot::site;

namespace {

using Cores = std::vector<int>;
using Painters = std::vector<Cores>;

Cores up_to(int count) {
  Cores cores(static_cast<std::size_t>(count));
  std::iota(cores.begin(), cores.end(), 0);
  return cores;
}

/// A node of `cores` cores with these ranks.
Sharing share(int cores, std::vector<Cores> masks, int painters_per_rank = 0, int quota = 0) {
  return share_cores({std::move(masks), up_to(cores), quota}, painters_per_rank);
}

}  // namespace

TEST(ShareCores, GivesALoneRankAPainterACore) {
  const Sharing sharing = share(3, {{0, 1, 2}});
  EXPECT_EQ(sharing.painters, (std::vector<Painters>{{{0}, {1}, {2}}}));
  EXPECT_TRUE(sharing.idle.empty());
  EXPECT_EQ(sharing.why_idle, "");
}

TEST(ShareCores, GivesEachCoreToOneOfTheRanksThatMayUseIt) {
  const Sharing sharing = share(4, {up_to(4), up_to(4)});
  EXPECT_EQ(sharing.painters, (std::vector<Painters>{{{0}, {1}}, {{2}, {3}}}));
}

TEST(ShareCores, KeepsToTheMasksOfBoundRanks) {
  const Sharing sharing = share(4, {{1}, {3}});
  EXPECT_EQ(sharing.painters, (std::vector<Painters>{{{1}}, {{3}}}));
  EXPECT_EQ(sharing.idle, (Cores{0, 2}));
  EXPECT_NE(sharing.why_idle.find("2 cores idle"), std::string::npos) << sharing.why_idle;
  EXPECT_NE(sharing.why_idle.find("--bind-to none"), std::string::npos) << sharing.why_idle;
}

TEST(ShareCores, MovesARankAsideForOneWithoutChoice) {
  EXPECT_EQ(share(2, {{0, 1}, {0}}).painters, (std::vector<Painters>{{{1}}, {{0}}}));
}

TEST(ShareCores, IsEvenOverOverlappingMasks) {
  // 0 and 1 must leave 2..3 and 4..5 to the others: two cores each is possible, in one way.
  const Sharing sharing = share(6, {{0, 1, 2, 3, 4, 5}, {2, 3}, {2, 3, 4, 5}});
  EXPECT_EQ(sharing.painters, (std::vector<Painters>{{{0}, {1}}, {{2}, {3}}, {{4}, {5}}}));
}

TEST(ShareCores, LetsMoreRanksThanCoresShareWithOnePainterEach) {
  const Sharing sharing = share(2, {{0, 1}, {0, 1}, {0, 1}});
  EXPECT_EQ(sharing.painters, (std::vector<Painters>{{{0, 1}}, {{0, 1}}, {{0, 1}}}));
}

TEST(ShareCores, LetsTwoRanksBoundToOneCoreShareIt) {
  EXPECT_EQ(share(1, {{0}, {0}}).painters, (std::vector<Painters>{{{0}}, {{0}}}));
}

TEST(ShareCores, DividesARanksCoresAmongThePaintersAskedFor) {
  EXPECT_EQ(share(5, {up_to(5)}, 2).painters, (std::vector<Painters>{{{0, 1}, {2, 3, 4}}}));
}

TEST(ShareCores, LetsMorePaintersThanCoresFloat) {
  EXPECT_EQ(share(2, {{0, 1}}, 3).painters, (std::vector<Painters>{{{0, 1}, {0, 1}, {0, 1}}}));
}

TEST(ShareCores, StartsOnlyThePaintersThatAQuotaFeeds) {
  const Sharing sharing = share(8, {up_to(8)}, 0, 2);
  EXPECT_EQ(sharing.painters, (std::vector<Painters>{{{0, 1, 2, 3}, {4, 5, 6, 7}}}));
  EXPECT_EQ(sharing.why_idle, "the container's quota feeds 2 cores");
}

TEST(ShareCores, FillsLargeNodesWithEveryCoreGivenOnce) {
  const int cores = 256;
  for (const int ranks : {1, 3, 64, 256}) {
    const Sharing sharing =
        share(cores, std::vector<Cores>(static_cast<std::size_t>(ranks), up_to(cores)));
    Cores given;
    for (const auto& rank : sharing.painters) {
      EXPECT_GE(rank.size(), static_cast<std::size_t>(cores / ranks));
      EXPECT_LE(rank.size(), static_cast<std::size_t>(cores / ranks + 1));
      for (const auto& painter : rank) given.insert(given.end(), painter.begin(), painter.end());
    }
    std::sort(given.begin(), given.end());
    EXPECT_EQ(given, up_to(cores));
  }
}

TEST(CoreList, IsReadAsTheKernelWritesIt) {
  EXPECT_EQ(parse_core_list("0-2,5\n"), (Cores{0, 1, 2, 5}));
  EXPECT_EQ(parse_core_list("7"), Cores{7});
  EXPECT_EQ(parse_core_list(""), Cores{});
  EXPECT_EQ(parse_core_list("3-1"), Cores{});
  EXPECT_EQ(parse_core_list("0-4000000000"), Cores{});
  EXPECT_EQ(parse_core_list("a,b"), Cores{});
}

TEST(NodeCores, AreThoseOfTheCgroupElseThoseOnline) {
  const FakeRoot root;
  root.write("/sys/devices/system/cpu/online", "0-7\n");
  EXPECT_EQ(node_cores(root.path()), up_to(8));
  root.write("/proc/self/cgroup", "0::/box\n");
  root.write("/sys/fs/cgroup/box/cpuset.cpus.effective", "2-3\n");
  EXPECT_EQ(node_cores(root.path()), (Cores{2, 3}));
}

TEST(CoreQuota, IsRoundedUpAndTheLeastOfAllAbove) {
  const FakeRoot root;
  EXPECT_EQ(core_quota(root.path()), 0);
  root.write("/proc/self/cgroup", "0::/a/b\n");
  root.write("/sys/fs/cgroup/a/b/cpu.max", "max 100000\n");
  EXPECT_EQ(core_quota(root.path()), 0);
  root.write("/sys/fs/cgroup/a/cpu.max", "150000 100000\n");
  EXPECT_EQ(core_quota(root.path()), 2);
}

TEST(OwnCores, AreOneAtLeast) {
  EXPECT_FALSE(own_cores().empty());
  EXPECT_FALSE(node_cores().empty());
}
