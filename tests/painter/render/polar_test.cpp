#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

#include "figures.hpp"
#include "layer_figure.hpp"
#include "painter/render/chart/polar.hpp"
#include "painter/render/chart/polar_axes.hpp"

namespace rankplot::render {
namespace {

using Values = std::vector<double>;
constexpr double kPi = std::numbers::pi;
constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

/// A disk of a radius of 100 pixels about (100, 100), distances from 0 to 2.
Mapping disk(job::Polar polar = {}) {
  AxisRequest angle, distance;
  distance.range = {0, 2};
  return PolarAxes(polar, angle, distance, Metrics{}).mapping_for({0, 0, 200, 200});
}

void expect_at(Point point, double x, double y) {
  EXPECT_NEAR(point.x, x, 1e-4);
  EXPECT_NEAR(point.y, y, 1e-4);
}

TEST(PolarMapping, BeginsAtTheRightAndGoesCounterclockwise) {
  const Mapping mapping = disk();
  expect_at(mapping(0, 2), 200, 100);
  expect_at(mapping(kPi / 2, 1), 100, 150);
  expect_at(mapping(kPi, 2), 0, 100);
}

TEST(PolarMapping, IsACompassWhereAsked) {
  const Mapping mapping = disk({90, true});  // north is up, angles grow clockwise
  expect_at(mapping(0, 2), 100, 200);
  expect_at(mapping(kPi / 2, 2), 200, 100);
}

TEST(PolarMapping, HasNoPlaceBeforeTheAxisBegins) {
  EXPECT_TRUE(std::isnan(disk()(0, -0.5).x));
  EXPECT_TRUE(std::isnan(disk()(0, kNan).x));
}

TEST(PolarMapping, FindsTheDataUnderAPixel) {
  const PolarSpot spot = spot_under(disk(), 100, 150, 0);
  EXPECT_NEAR(spot.angle, kPi / 2, 1e-9);
  EXPECT_NEAR(spot.distance, 1, 1e-9);
  EXPECT_NEAR(spot_under(disk(), 100, 50, 0).angle, 3 * kPi / 2, 1e-9);
  EXPECT_NEAR(spot_under(disk(), 100, 50, -kPi).angle, -kPi / 2, 1e-9);
  EXPECT_TRUE(std::isnan(spot_under(disk(), 1, 1, 0).angle));
}

/// Twice the area within a closed outline.
double doubled_area(const std::vector<Point>& outline) {
  double area = 0;
  for (std::size_t i = 0; i < outline.size(); ++i) {
    const Point& a = outline[i];
    const Point& b = outline[(i + 1) % outline.size()];
    area += static_cast<double>(a.x) * b.y - static_cast<double>(b.x) * a.y;
  }
  return std::abs(area);
}

// A quarter between half the radius and all of it: pi/4 (100^2 - 50^2) pixels. Chords lie within
// the arc by a twentieth of a pixel at most, two thirds of that in the mean: 21 pixels of a circle.
TEST(Sectors, HaveTheAreaOfTheirRing) {
  const auto quarter = outline_of({0, kPi / 2, 1, 2}, disk(), 0);
  EXPECT_NEAR(doubled_area(quarter) / 2, kPi / 4 * 7500, 10);
  EXPECT_NEAR(doubled_area(outline_of({0, 2 * kPi, 0, 2}, disk(), 0)) / 2, kPi * 10000, 22);
}

TEST(Sectors, OfNothingAreEmpty) {
  EXPECT_TRUE(outline_of({0, 1, 1, 1}, disk(), 0).empty());
  EXPECT_TRUE(outline_of({1, 1, 0, 2}, disk(), 0).empty());
  EXPECT_TRUE(outline_of({0, kNan, 0, 2}, disk(), 0).empty());
  EXPECT_TRUE(outline_of({0, 1, -2, -1}, disk(), 0).empty());
}

TestFigure round_figure() {
  TestFigure test;
  test.figure.polar = job::Polar{};
  return test;
}

// Red marks at angle 0 stand on the middle's right at the height of the middle.
TEST(PolarPlot, MarksStandWhereTheirAngleAndDistanceSay) {
  TestFigure test = round_figure();
  test.add("scatter", {0, 0, 0}, {1, 1, 1}).options["color"] = std::string("#ff0000");
  const base::Image image = test.draw().image;
  double x = 0, y = 0, count = 0;
  for (int row = 0; row < image.height_px; ++row)
    for (int column = 0; column < image.width_px; ++column)
      if (pixel(image, column, row) == 0xFF0000) {
        x += column;
        y += row;
        ++count;
      }
  ASSERT_GT(count, 20);
  EXPECT_GT(x / count, image.width_px / 2 + 100);
  EXPECT_NEAR(y / count, image.height_px / 2, 12);
}

TEST(PolarPlot, ShowsNothingBeyondItsRim) {
  TestFigure test = round_figure();
  test.figure.y.low = 0;
  test.figure.y.high = 1;
  job::Layer& line = test.add("line", {0, 0.5, 1}, {5, 5, 5});
  line.options["color"] = std::string("#ff0000");
  EXPECT_EQ(count_pixels(test.draw().image, 0xFF0000), 0u);
}

TEST(PolarPlot, ColoursTheCellUnderEachPixel) {
  LayerFigure figure("heatmap");
  figure.figure.polar = job::Polar{};
  figure.role("value", {1, 2}, {0, 1});  // the upper half and the lower half
  figure.row("x", {0, kPi, 2 * kPi});
  figure.row("y", {0, 1});
  figure.option("cmap", std::string("gray"));
  figure.option("colorbar", false);
  const base::Image image = figure.draw().image;
  const int middle = image.width_px / 2;
  EXPECT_EQ(pixel(image, middle + 40, image.height_px / 2 - 60), 0x000000u);
  EXPECT_EQ(pixel(image, middle + 40, image.height_px / 2 + 60), 0xFFFFFFu);
}

TEST(PolarPlot, RefusesKindsWithoutAPolarForm) {
  LayerFigure figure("box");
  figure.figure.polar = job::Polar{};
  figure.row("value", {1, 2, 3});
  try {
    figure.draw();
    FAIL() << "was drawn";
  } catch (const base::Error& error) {
    const std::string what = error.what();
    EXPECT_NE(what.find("layer 1 (box)"), std::string::npos) << what;
    EXPECT_NE(what.find("scatter"), std::string::npos) << what;
  }
}

TEST(PolarPlot, OfDegenerateDataIsDrawnOrRefused) {
  const std::vector<Values> cases{{},          {kNan}, {2}, Values(4, 3), {1e300, -1e300, 5, 1},
                                  {-1, -2, -3}};
  for (const LayerKind* kind : layer_kinds()) {
    if (!kind->in_polar) continue;
    for (const Values& values : cases) {
      SCOPED_TRACE(kind->entry.name);
      LayerFigure figure(kind->entry.name);
      figure.figure.polar = job::Polar{};
      for (const job::Role& role : kind->entry.roles)
        if (role.required) figure.row(role.name, values);
      try {
        EXPECT_EQ(figure.draw().image.pixels.size(), 640u * 480);
      } catch (const base::Error& error) {
        EXPECT_EQ(std::string(error.what()).rfind("layer 1 (", 0), 0u) << error.what();
      }
    }
  }
}

TEST(PolarPlot, KeepsAllTextsWithinThePicture) {
  for (const int width : {200, 640}) {
    TestFigure test = round_figure();
    test.figure.width_px = width;
    test.figure.height_px = 300;
    test.figure.title = "A round plot";
    test.figure.x.label = "direction";
    test.figure.y.label = "strength";
    test.add("line", {0, 1, 2, 3}, {1e5, 2e5, 3e5, 2e5});
    EXPECT_GE(white_border(test.draw().image), 2) << width;
  }
}

}  // namespace
}  // namespace rankplot::render
