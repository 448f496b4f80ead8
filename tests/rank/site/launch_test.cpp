#include "rank/site/launch.hpp"

#include <map>

#include <gtest/gtest.h>

#include "core/base/error.hpp"

using namespace rankplot;
using namespace rankplot::site;

namespace {

Environment fake(std::map<std::string, std::string> variables) {
  return [variables](const char* name) -> std::optional<std::string> {
    const auto found = variables.find(name);
    if (found == variables.end()) return std::nullopt;
    return found->second;
  };
}

Launch launch(std::map<std::string, std::string> variables) {
  return read_launch(fake(std::move(variables)), "rankplot run job.toml");
}

}  // namespace

TEST(Launch, IsAloneOutsideAnyLauncher) {
  EXPECT_FALSE(launch({}).mpi);
  EXPECT_EQ(launch({}).ranks, 1);
  EXPECT_EQ(launch({}).refusal, "");
}

TEST(Launch, TakesTheNumberOfRanksFromMpirun) {
  const Launch four = launch({{"OMPI_COMM_WORLD_SIZE", "4"}, {"OMPI_COMM_WORLD_RANK", "3"}});
  EXPECT_TRUE(four.mpi);
  EXPECT_EQ(four.ranks, 4);
  EXPECT_EQ(four.rank, 3);
}

TEST(Launch, StartsNoMpiForOneRankOfMpirun) {
  EXPECT_FALSE(launch({{"OMPI_COMM_WORLD_SIZE", "1"}, {"OMPI_COMM_WORLD_RANK", "0"}}).mpi);
}

TEST(Launch, TakesTheNumberOfRanksFromSrunWithPmix) {
  const Launch eight = launch(
      {{"PMIX_NAMESPACE", "slurm.pmix.1.0"}, {"SLURM_STEP_NUM_TASKS", "8"}, {"PMIX_RANK", "5"}});
  EXPECT_TRUE(eight.mpi);
  EXPECT_EQ(eight.ranks, 8);
  EXPECT_EQ(eight.rank, 5);
  EXPECT_EQ(eight.refusal, "");
}

TEST(Launch, RefusesLoneRanksOfSrunWithTheLineToUse) {
  const std::string refusal = launch({{"SLURM_STEP_NUM_TASKS", "4"}}).refusal;
  EXPECT_NE(refusal.find("srun --mpi=pmix -n 4 rankplot run job.toml"), std::string::npos)
      << refusal;
}

TEST(Launch, RefusesLoneRanksOfAnotherMpi) {
  const std::string refusal = launch({{"PMI_SIZE", "2"}}).refusal;
  EXPECT_NE(refusal.find("mpirun.openmpi -n 2 rankplot run job.toml"), std::string::npos)
      << refusal;
}

TEST(Launch, BelievesABatchShellToBeAlone) {
  EXPECT_EQ(launch({{"SLURM_NTASKS", "8"}, {"SLURM_STEP_NUM_TASKS", "1"}}).refusal, "");
  EXPECT_FALSE(launch({{"SLURM_NTASKS", "8"}}).mpi);
}

TEST(Launch, BelievesMpirunInsideASlurmStep) {
  EXPECT_EQ(launch({{"SLURM_STEP_NUM_TASKS", "2"}, {"OMPI_COMM_WORLD_SIZE", "8"}}).refusal, "");
}

TEST(Launch, RefusesANumberThatIsNone) {
  EXPECT_THROW(launch({{"OMPI_COMM_WORLD_SIZE", "four"}}), base::Error);
}

TEST(Launch, NamesTheNodeByHostAndBoot) {
  EXPECT_EQ(node_name().find(host_name()), 0u);
  EXPECT_EQ(node_name(), node_name());
}
