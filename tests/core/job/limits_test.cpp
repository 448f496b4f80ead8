#include "core/job/limits.hpp"

#include <gtest/gtest.h>

namespace rankplot::job {
namespace {

TEST(Limits, AreReadAsPercentiles) {
  const auto found = parse_percentiles("0.5%..99.9%");
  ASSERT_TRUE(found);
  EXPECT_EQ(found->low, 0.5);
  EXPECT_EQ(found->high, 99.9);
  EXPECT_TRUE(parse_percentiles("0%..100%"));
}

TEST(Limits, AreNoPercentilesWhereAnythingIsOdd) {
  for (const char* text : {"", "%", "1%", "1%..", "1..99", "1%..99", "1%.99%", "-1%..50%", "5%..5%",
                           "9%..5%", "1%..101%", "nan%..5%", "1%..99% ", "1 %..99%", "own"}) {
    EXPECT_FALSE(parse_percentiles(text)) << text;
  }
}

}  // namespace
}  // namespace rankplot::job
