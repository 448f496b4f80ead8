#include "painter/render/chart/hatch.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "figures.hpp"

namespace rankplot::render {
namespace {

constexpr float kBreak = std::numeric_limits<float>::quiet_NaN();
constexpr Rectangle kAll{-1000, -1000, 1000, 1000};

/// A square from 0 to 100 with a hole from 40 to 60.
const std::vector<Point> kFrame{{0, 0},   {100, 0}, {100, 100}, {0, 100}, {kBreak, kBreak},
                                {40, 40}, {60, 40}, {60, 60},   {40, 60}};

Hatch hatch(const char* pattern) { return {pattern, 10, 1, {0, 0, 0, 255}}; }

double length(const std::vector<Point>& lines) {
  double sum = 0;
  for (std::size_t i = 0; i + 1 < lines.size(); i += 2)
    sum += std::hypot(static_cast<double>(lines[i + 1].x - lines[i].x),
                      static_cast<double>(lines[i + 1].y - lines[i].y));
  return sum;
}

TEST(Hatch, FillsTheAreaWithLinesAndLeavesHolesOut) {
  // Lines stand at 10, 20, ..., 100 (that at 0 is the area's before it); two of them cross the
  // hole.
  EXPECT_NEAR(length(hatch_lines(kFrame, kAll, hatch("|"))), 10 * 100 - 2 * 20, 1e-3);
  EXPECT_NEAR(length(hatch_lines(kFrame, kAll, hatch("-"))), 10 * 100 - 2 * 20, 1e-3);
  EXPECT_NEAR(length(hatch_lines(kFrame, kAll, hatch("+"))), 2 * (10 * 100 - 2 * 20), 1e-3);
}

TEST(Hatch, IsTwiceAsDenseWithTwoSigns) {
  const double area = 100 * 100 - 20 * 20;
  for (const char* pattern : {"/", "\\"}) {
    const double apart = 10 / std::sqrt(2.0);
    EXPECT_NEAR(length(hatch_lines(kFrame, kAll, hatch(pattern))), area / apart, 60) << pattern;
  }
  EXPECT_NEAR(length(hatch_lines(kFrame, kAll, hatch("||"))), 20 * 100 - 4 * 20, 1e-3);
  EXPECT_NEAR(length(hatch_lines(kFrame, kAll, hatch("x"))),
              length(hatch_lines(kFrame, kAll, hatch("/\\"))), 1e-3);
}

TEST(Hatch, EndsAtTheWindow) {
  const Rectangle window{0, 0, 30, 20};
  EXPECT_NEAR(length(hatch_lines(kFrame, window, hatch("|"))), 3 * 20, 1e-3);
  for (const Point& point : hatch_lines(kFrame, window, hatch("x/\\-"))) {
    EXPECT_TRUE(point.x > -1e-3F && point.x < 30.001F && point.y > -1e-3F && point.y < 20.001F)
        << point.x << ", " << point.y;
  }
}

TEST(Hatch, PutsWholeDotsIntoTheArea) {
  const Hatch dots = hatch(".");
  const std::vector<Point> middles = hatch_dots(kFrame, kAll, dots);
  EXPECT_GT(middles.size(), 100U);
  const double radius = dots.dot_px() / 2;
  for (const Point& point : middles) {
    const double x = static_cast<double>(point.x), y = static_cast<double>(point.y);
    EXPECT_TRUE(x >= radius && x <= 100 - radius && y >= radius && y <= 100 - radius);
    EXPECT_FALSE(x > 40 && x < 60 && y > 40 && y < 60) << x << ", " << y;
  }
}

TEST(Hatch, OfFarAwayCornersIsThatOfTheWindow) {
  const std::vector<Point> huge{{-1e8F, -1e8F}, {1e8F, -1e8F}, {1e8F, 1e8F}, {-1e8F, 1e8F}};
  EXPECT_NEAR(length(hatch_lines(huge, {0, 0, 100, 100}, hatch("-"))), 11 * 100, 1e-3);
}

TEST(Hatch, IsDrawnByBarsAndRefusedWhereItIsNone) {
  const auto ink = [](const char* pattern) {
    TestFigure test;
    job::Layer& layer = test.add("bar", {1, 2}, {1, 2});
    test.data[0].roles["height"] = test.data[0].roles["y"];
    layer.options["color"] = std::string("#ffffff");
    layer.options["hatch"] = std::string(pattern);
    layer.options["hatchcolor"] = std::string("#ff0000");
    std::size_t count = 0;
    for (const std::uint32_t one : test.draw().image.pixels)
      count += (one >> 16 & 255) > 200 && (one & 255) < 100;
    return count;
  };
  EXPECT_EQ(ink(""), 0U);
  EXPECT_GT(ink("//"), 1000U);
  EXPECT_GT(ink("////"), ink("//") * 3 / 2);
  EXPECT_THROW(ink("w"), base::Error);
}

}  // namespace
}  // namespace rankplot::render
