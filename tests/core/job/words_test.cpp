#include <gtest/gtest.h>

#include "core/job/parse.hpp"

namespace rankplot::job {
namespace {

TEST(Words, NamesTheNearestKnownWord) {
  const std::vector<std::string> known{"scatter", "line", "bar", "pie", "histogram"};
  EXPECT_EQ(nearest("pei", known), "pie");  // a swap is one step
  EXPECT_EQ(nearest("scater", known), "scatter");
  EXPECT_EQ(nearest("histogramm", known), "histogram");
  EXPECT_EQ(nearest("lnie", known), "line");
  EXPECT_EQ(nearest("volume", known), "");
  EXPECT_EQ(nearest("", known), "");
  EXPECT_EQ(nearest(std::string(100000, 'a'), known), "");
  EXPECT_EQ(nearest("x", {"y"}), "");  // nothing of it is left
}

}  // namespace
}  // namespace rankplot::job
