#include "rank/app/team.hpp"

#include <gtest/gtest.h>

#include "core/base/error.hpp"

using namespace rankplot;
using namespace rankplot::app;

namespace {

Card card(const std::string& node, std::vector<int> mask, std::uint64_t memory_bytes = 1000) {
  Card result;
  result.host = node;
  result.node = node + "/boot";
  result.mask = std::move(mask);
  result.node_cores = {0, 1, 2, 3};
  result.memory_bytes = memory_bytes;
  return result;
}

}  // namespace

TEST(Assemble, GivesRanksOfANodeTheirCoresAndTheLeastBudget) {
  const std::vector<Card> cards{card("a", {0, 1, 2, 3}, 900), card("b", {0, 1, 2, 3}),
                                card("a", {0, 1, 2, 3}, 800)};
  const Assembly first = assemble(cards, 0, 0);
  const Assembly third = assemble(cards, 2, 0);
  EXPECT_EQ(first.cores, (std::vector<std::vector<int>>{{0}, {1}}));
  EXPECT_EQ(third.cores, (std::vector<std::vector<int>>{{2}, {3}}));
  ASSERT_EQ(first.team.members.size(), 3u);
  EXPECT_EQ(first.team.members[0].node, 0);
  EXPECT_EQ(first.team.members[1].node, 1);
  EXPECT_EQ(first.team.members[2].node, 0);
  EXPECT_EQ(first.team.members[0].node_memory_bytes, 800u);
  EXPECT_EQ(first.team.members[1].node_memory_bytes, 1000u);
  EXPECT_EQ(first.team.members[1].painters, 4);
  EXPECT_EQ(first.line, "2 nodes, 3 ranks, 8 painters, 8 cores");
  EXPECT_EQ(third.line, first.line);
}

TEST(Assemble, SaysWhichCoresStayIdleAndOnHowManyNodes) {
  const Assembly assembly = assemble({card("a", {0, 1, 2}), card("b", {1, 2, 3})}, 0, 0);
  EXPECT_EQ(assembly.line.find("2 nodes, 2 ranks, 6 painters, 6 cores; 1 core idle: "), 0u)
      << assembly.line;
  EXPECT_NE(assembly.line.find("(on 2 nodes)"), std::string::npos) << assembly.line;
}

TEST(Assemble, NamesTheRankThatCannotTakePart) {
  std::vector<Card> cards{card("a", {0}), card("b", {0})};
  cards[1].error = "no painter";
  try {
    assemble(cards, 0, 0);
    FAIL() << "was assembled";
  } catch (const base::Error& error) {
    EXPECT_STREQ(error.what(), "rank 1 on b cannot take part: no painter");
  }
}

TEST(PaintersFor, StartsNoneThatDoesNotPay) {
  EXPECT_EQ(painters_for({4, 4}, 0.0, 0.05, 0), (std::vector<int>{1, 1}));
  EXPECT_EQ(painters_for({4, 4}, 0.004, 0.05, 4), (std::vector<int>{1, 1}));
}

TEST(PaintersFor, GoesRoundTheRanks) {
  EXPECT_EQ(painters_for({4, 1, 4}, 0.25, 0.05, 100), (std::vector<int>{2, 1, 2}));
  EXPECT_EQ(painters_for({4, 1, 4}, 0.30, 0.05, 100), (std::vector<int>{3, 1, 2}));
}

TEST(PaintersFor, HasNoMoreThanTasksOrThanThereCanBe) {
  EXPECT_EQ(painters_for({64}, 100, 0.05, 3), (std::vector<int>{3}));
  EXPECT_EQ(painters_for({2, 2}, 1e9, 0.05, 1'000'000), (std::vector<int>{2, 2}));
}
