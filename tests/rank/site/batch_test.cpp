#include "rank/site/batch.hpp"

#include <gtest/gtest.h>

#include "core/base/error.hpp"

using namespace rankplot::site;

namespace {

constexpr std::uint64_t kMiB = 1 << 20, kGiB = 1 << 30;

constexpr const char* kTemplate =
    "#!/bin/bash\n# Usage.\n\n#SBATCH --job-name=rankplot\n# Sizes.\n#SBATCH --nodes=2\n"
    "#SBATCH --ntasks-per-node=1\n#SBATCH --exclusive\n##SBATCH --ntasks=64\n#SBATCH --mem=0\n"
    "#SBATCH --time=01:00:00\n#SBATCH --requeue\n\njob=${1:?usage}\noutput=${2:-}\n# Why.\nrun\n";

Nodes nodes(int count, int cores) { return {"main", count, cores, 8 * kGiB}; }

}  // namespace

TEST(Nodes, AreThoseOfThePartitionThatIsTakenByDefault) {
  const std::string sinfo = "debug 2 4 2000\nmain* 10 64 256000+\nmain* 4 32+ 128000\n";
  const auto found = nodes_of(sinfo, "");
  ASSERT_TRUE(found);
  EXPECT_EQ(found->partition, "main");
  EXPECT_EQ(found->count, 14);
  EXPECT_EQ(found->cores, 32);
  EXPECT_EQ(found->memory_bytes, 128000 * kMiB);
  EXPECT_EQ(nodes_of(sinfo, "debug")->cores, 4);
  EXPECT_FALSE(nodes_of(sinfo, "gpu"));
  EXPECT_FALSE(nodes_of("nonsense\n* a b\n", ""));
}

TEST(Allocation, IsAFewCoresForLittleWork) {
  // 20 min of painters, half as much again: 30 core minutes in 10 are 3 cores.
  const Allocation small = allocation_for({1200, 10 * kMiB, 10 * kMiB}, nodes(4, 16), 10);
  EXPECT_EQ(small.nodes, 1);
  EXPECT_EQ(small.cores, 3);
  EXPECT_FALSE(small.whole_nodes);
  EXPECT_EQ(small.minutes, 14);               // 10 and 4 to start and to leave
  EXPECT_EQ(small.memory_bytes, 768 * kMiB);  // 3 x (150 + 2 x 10) x 1.5 = 765, in steps of 256
}

TEST(Allocation, IsWholeNodesForMuchWorkAndNoMoreThanThereAre) {
  const Allocation much = allocation_for({48000, kMiB, kMiB}, nodes(100, 16), 10);
  EXPECT_EQ(much.nodes, 8);  // 1200 core minutes in 10 are 120 cores
  EXPECT_EQ(much.cores, 16);
  EXPECT_TRUE(much.whole_nodes);
  const Allocation all = allocation_for({48000, kMiB, kMiB}, nodes(2, 16), 10);
  EXPECT_EQ(all.nodes, 2);
  EXPECT_EQ(all.minutes, 42);  // 1200 / 32 = 37.5
}

TEST(Allocation, RefusesATaskThatNoNodeHolds) {
  try {
    allocation_for({1, 9 * kGiB, kMiB}, nodes(1, 2), 10);
    FAIL() << "9 GiB on a node of 8";
  } catch (const rankplot::base::Error& error) {
    EXPECT_STREQ(error.what(),
                 "the largest task needs 9216 MiB of memory, and a node of partition 'main' has "
                 "8192 MiB");
  }
}

TEST(BatchScript, HoldsSizesAndArgumentsInPlaceOfThoseOfTheTemplate) {
  EXPECT_EQ(
      batch_script(kTemplate, {3, 16, true, kGiB, 20},
                   {"/home/u/it's.toml", "out", "/data", "/opt/bin", "gpu"}),
      "#!/bin/bash\n# Written by `rankplot submit`; slurm/render.sbatch explains it.\n"
      "#SBATCH --job-name=rankplot\n#SBATCH --chdir='/data'\n#SBATCH --partition='gpu'\n"
      "#SBATCH --nodes=3\n#SBATCH --ntasks-per-node=1\n#SBATCH --cpus-per-task=16\n"
      "#SBATCH --exclusive\n#SBATCH --mem=1024M\n#SBATCH --time=20\n#SBATCH --requeue\n"
      "export PATH='/opt/bin':$PATH\njob='/home/u/it'\\''s.toml'\noutput='out'\n# Why.\nrun\n");
}

TEST(BatchScript, SharesItsNodeWhereAFewCoresDo) {
  const std::string script =
      batch_script(kTemplate, {1, 2, false, kGiB, 5}, {"a.toml", "", "/", "", ""});
  EXPECT_EQ(script.find("exclusive"), std::string::npos);
  EXPECT_EQ(script.find("PATH"), std::string::npos);
}
