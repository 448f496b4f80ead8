#include "painter/render/chart/devices/polyline.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace rankplot::render {
namespace {

constexpr float kGap = std::numeric_limits<float>::quiet_NaN();
const Rectangle kWindow{0, 0, 100, 100};

TEST(Decimate, KeepsFirstLowestHighestAndLastOfAColumnInTheirOrder) {
  const std::vector<Point> points{{1.0F, 5}, {1.1F, 9}, {1.2F, 6}, {1.3F, 1}, {1.4F, 4}, {3, 3}};
  const auto kept = decimate(points);
  ASSERT_EQ(kept.size(), 5u);
  const float expected[] = {5, 9, 1, 4, 3};
  for (std::size_t i = 0; i < kept.size(); ++i) EXPECT_EQ(kept[i].y, expected[i]);
}

TEST(Decimate, KeepsGaps) {
  const auto kept = decimate(std::vector<Point>{{1, 1}, {kGap, kGap}, {1, 2}});
  ASSERT_EQ(kept.size(), 3u);
  EXPECT_TRUE(std::isnan(kept[1].x));
}

TEST(PiecesWithin, CutsAtGapsAndAtTheWindow) {
  const std::vector<Point> points{{10, 10}, {20, 20}, {kGap, 0}, {30, 30}, {200, 30}, {90, 90}};
  const auto pieces = pieces_within(points, kWindow);
  ASSERT_EQ(pieces.size(), 3u);
  EXPECT_EQ(pieces[1].back().x, 100);  // where (30,30)-(200,30) leaves
  EXPECT_EQ(pieces[1].back().y, 30);
  EXPECT_EQ(pieces[2].back().x, 90);
}

TEST(PiecesWithin, KeepsSegmentsThatOnlyPassThrough) {
  const auto pieces = pieces_within(std::vector<Point>{{-1e9F, 50}, {1e9F, 50}}, kWindow);
  ASSERT_EQ(pieces.size(), 1u);
  EXPECT_NEAR(pieces[0][0].x, 0, 1e-3);
  EXPECT_NEAR(pieces[0][1].x, 100, 1e-3);
}

TEST(PiecesWithin, IsEmptyWhereNothingIsSeen) {
  EXPECT_TRUE(pieces_within(std::vector<Point>{{-5, -5}, {-5, 200}}, kWindow).empty());
  EXPECT_TRUE(pieces_within(std::vector<Point>{{5, 5}}, kWindow).empty());
  EXPECT_TRUE(pieces_within({}, kWindow).empty());
}

}  // namespace
}  // namespace rankplot::render
