#include "painter/render/chart/devices/mark.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "core/base/error.hpp"

namespace rankplot::render {
namespace {

constexpr Color kBlue{0, 0, 255, 255}, kRed{255, 0, 0, 255};

MarkerStyle style(std::string_view shape, Color face, Color edge) {
  return {shape, 10, face, edge, 2};
}

/// The farthest end of a line or curve from the centre along an axis.
float reach(const Path& path, float Point::*axis) {
  float most = 0;
  const Point* at = path.points().data();
  for (const Path::Verb verb : path.verbs()) {
    if (verb == Path::Verb::Close) continue;
    at += verb == Path::Verb::Curve ? 3 : 1;
    most = std::max(most, std::abs(at[-1].*axis));
  }
  return most;
}

TEST(Mark, IsOneAreaWhereFaceAndEdgeAreOfOneColour) {
  // A square 10 wide with half of an edge of 2 around it reaches 6 from its middle.
  const Mark square = mark_of(style("s", kBlue, kBlue));
  EXPECT_TRUE(square.outline.empty());
  ASSERT_EQ(square.area.points().size(), 4u);
  for (const Point& corner : square.area.points()) {
    EXPECT_FLOAT_EQ(std::abs(corner.x), 6);
    EXPECT_FLOAT_EQ(std::abs(corner.y), 6);
  }
  EXPECT_NEAR(reach(mark_of(style("o", kBlue, kBlue)).area, &Point::x), 6, 1e-3);
  EXPECT_NEAR(reach(mark_of(style(".", kBlue, kBlue)).area, &Point::x), 3.5, 1e-3);
}

TEST(Mark, MitresWhatItWidens) {
  // A diamond whose corners lie at 5 sqrt(2): its edges move out by 1, its corners by sqrt(2).
  const Mark diamond = mark_of(style("D", kBlue, kBlue));
  EXPECT_NEAR(reach(diamond.area, &Point::x), 6 * std::sqrt(2.0), 1e-3);
}

TEST(Mark, HasAnAreaAndAnOutlineOfTwoColours) {
  const Mark mark = mark_of(style("s", kBlue, kRed));
  EXPECT_FLOAT_EQ(reach(mark.area, &Point::x), 5);
  EXPECT_FLOAT_EQ(reach(mark.outline, &Point::x), 5);
  EXPECT_EQ(mark.edge_px, 2);
}

TEST(Mark, IsAnOutlineAloneForShapesWithoutArea) {
  const Mark cross = mark_of(style("x", kBlue, kBlue));
  EXPECT_TRUE(cross.area.empty());
  EXPECT_EQ(cross.outline.points().size(), 4u);
}

TEST(Mark, IsThereForEveryName) {
  for (const std::string& name : marker_names()) {
    const Mark mark = mark_of(style(name, kBlue, kBlue));
    EXPECT_FALSE(mark.area.empty() && mark.outline.empty()) << name;
  }
  EXPECT_THROW(mark_of(style("q", kBlue, kBlue)), base::Error);
}

}  // namespace
}  // namespace rankplot::render
