#include "rank/stream/view.hpp"

#include <gtest/gtest.h>

#include "core/base/error.hpp"

namespace rankplot::stream {
namespace {

Series named(const std::string& name) {
  Series series;
  series.name = name;
  return series;
}

TEST(View, TakesTheSameNameForTheSameSeries) {
  View view;
  EXPECT_EQ(view.declare(named("a")), 0U);
  EXPECT_EQ(view.declare(named("b")), 1U);
  EXPECT_EQ(view.declare(named("a")), 0U);
  EXPECT_EQ(view.series().size(), 2U);
}

TEST(View, CountsWhatCameAndWhatWasMerged) {
  View view;
  const std::size_t a = view.declare(named("a"));
  const std::vector<Point> points{{0, 1}, {1, 2}};
  const std::uint64_t before = view.version();
  view.add(a, points, 2);
  view.add(a, points, 10);
  EXPECT_GT(view.version(), before);
  EXPECT_EQ(view.history(a).size(), 4U);
  EXPECT_EQ(view.merged(a), 8U);
  EXPECT_EQ(view.points(), 4U);
}

TEST(View, RefusesMoreSeriesThanItHasRoomFor) {
  View view;
  for (std::size_t i = 0; i < kMostSeries; ++i) view.declare(named(std::to_string(i)));
  EXPECT_THROW(view.declare(named("one more")), base::Error);
  EXPECT_EQ(view.declare(named("7")), 7U);
}

}  // namespace
}  // namespace rankplot::stream
