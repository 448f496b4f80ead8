#include <gtest/gtest.h>

#include <cmath>

#include "figures.hpp"
#include "painter/render/chart/steps.hpp"
#include "painter/render/layer_figure.hpp"

/// errorbar, band, step, stem, stackplot, bar, barh and scatter by data.
namespace rankplot::render {
namespace {

using Values = std::vector<double>;

TEST(Steps, StandAtTheEarlierTheMiddleOrTheLaterPlace) {
  const Values x{0, 2, 4}, y{1, 5, 3};
  const Rows pre = stepped(x, y, Steps::Pre), mid = stepped(x, y, Steps::Mid),
             post = stepped(x, y, Steps::Post);
  EXPECT_EQ(pre.x, (Values{0, 0, 0, 2, 2, 2, 4}));
  EXPECT_EQ(pre.y, (Values{1, 1, 5, 5, 5, 3, 3}));
  EXPECT_EQ(mid.x, (Values{0, 1, 1, 2, 3, 3, 4}));
  EXPECT_EQ(mid.y, (Values{1, 1, 5, 5, 5, 3, 3}));
  EXPECT_EQ(post.x, (Values{0, 2, 2, 4, 4}));
  EXPECT_EQ(post.y, (Values{1, 1, 5, 5, 3}));
}

LayerFigure errors() {
  LayerFigure figure("errorbar");
  figure.row("x", {1, 2, 3});
  figure.row("y", {10, 20, 30});
  return figure;
}

TEST(Errorbar, ReachesAsFarAsItsErrors) {
  LayerFigure figure = errors();
  figure.row("yerr", {1, 2, 3});
  figure.role("xerr", {}, {0.5});
  const Extent extent = figure.make()->extent({});
  EXPECT_EQ(extent.x.low, 0.5);
  EXPECT_EQ(extent.x.high, 3.5);
  EXPECT_EQ(extent.y.low, 9);
  EXPECT_EQ(extent.y.high, 33);
}

TEST(Errorbar, TakesTwoRowsForBelowAndAbove) {
  LayerFigure figure = errors();
  figure.role("yerr", {2, 3}, {1, 1, 1, 5, 6, 7});
  const Extent extent = figure.make()->extent({});
  EXPECT_EQ(extent.y.low, 9);
  EXPECT_EQ(extent.y.high, 37);
}

TEST(Errorbar, RefusesNegativeErrorsAndOtherCounts) {
  LayerFigure figure = errors();
  figure.row("yerr", {1, -2, 3});
  EXPECT_THROW(figure.draw(), base::Error);
  figure.row("yerr", {1, 2});
  EXPECT_THROW(figure.draw(), base::Error);
}

// The bar's ink ends where the errors end: a cap of 3 points is 2 * 4.17 px wide.
TEST(Errorbar, DrawsCapsOnlyWhereWanted) {
  LayerFigure figure = errors();
  figure.row("yerr", {4, 4, 4});
  figure.option("linestyle", std::string("none"));
  figure.option("color", std::string("#ff0000"));
  const auto bare = count_pixels(figure.draw().image, 0xFF0000);
  figure.option("capsize", 3.0);
  EXPECT_GT(count_pixels(figure.draw().image, 0xFF0000), bare + 6 * 6);
}

TEST(Band, CoversBothLinesAndFillsBetweenThem) {
  LayerFigure figure("band");
  figure.row("x", {0, 1, 2, 3});
  figure.row("y1", {0, 1, 0, 1});
  figure.role("y2", {}, {4});
  figure.option("color", std::string("#ff0000"));
  const Extent extent = figure.make()->extent({});
  EXPECT_EQ(extent.y.low, 0);
  EXPECT_EQ(extent.y.high, 4);
  const auto whole = count_pixels(figure.draw().image, 0xFF0000);
  figure.row("where", {1, 1, 0, 0});
  const auto part = count_pixels(figure.draw().image, 0xFF0000);
  // A third of the width, as high: between the first two points.
  EXPECT_NEAR(static_cast<double>(part) / static_cast<double>(whole), 1.0 / 3, 0.02);
}

TEST(Band, IsPartedByWhatIsNotFinite) {
  LayerFigure figure("band");
  figure.row("x", {0, 1, 2, 3, 4});
  figure.row("y1", {1, 1, std::nan(""), 1, 1});
  figure.option("color", std::string("#ff0000"));
  const Drawing drawing = figure.draw();
  EXPECT_EQ(drawing.notes,
            std::vector<std::string>{"layer 1 (band): 1 of 5 points are not finite"});
  EXPECT_EQ(pixel(drawing.image, 320, 240) & 0xFFFFFF, 0xFFFFFFu);
  EXPECT_EQ(pixel(drawing.image, 140, 300), 0xFF0000u);
}

TEST(Stem, StandsOnItsBase) {
  LayerFigure figure("stem");
  figure.row("y", {3, 4, 5});
  EXPECT_EQ(figure.make()->extent({}).y.low, 0);
  figure.option("bottom", -2.0);
  EXPECT_EQ(figure.make()->extent({}).y.low, -2);
}

TEST(Stackplot, StacksItsRows) {
  LayerFigure figure("stackplot");
  figure.role("y", {2, 3}, {1, 2, 3, 10, 10, 10});
  EXPECT_EQ(figure.make()->extent({}).y.high, 13);
  EXPECT_EQ(figure.make()->extent({}).y.low, 0);
  // sym: half of the sum on each side of zero.
  figure.option("baseline", std::string("sym"));
  EXPECT_EQ(figure.make()->extent({}).y.high, 6.5);
  EXPECT_EQ(figure.make()->extent({}).y.low, -6.5);
}

TEST(Stackplot, NamesEachRowInTheLegend) {
  LayerFigure figure("stackplot");
  figure.role("y", {2, 3}, {1, 2, 3, 10, 10, 10});
  figure.option("labels", std::vector<std::string>{"a", "b"});
  EXPECT_EQ(figure.make()->labels(), (std::vector<std::string>{"a", "b"}));
  figure.option("labels", std::vector<std::string>{"a", "b", "c"});
  EXPECT_THROW(figure.draw(), base::Error);
}

LayerFigure groups(const std::string& kind) {
  LayerFigure figure(kind);
  figure.row(kind == "bar" ? "x" : "y", {1, 2});
  figure.role(kind == "bar" ? "height" : "width", {2, 2}, {3, 4, 5, 6});
  return figure;
}

TEST(BarSeries, StandBesideEachOtherOrOnEachOther) {
  LayerFigure figure = groups("bar");
  EXPECT_EQ(figure.make()->extent({}).y.high, 6);
  EXPECT_DOUBLE_EQ(figure.make()->extent({}).x.low, 0.6);
  EXPECT_DOUBLE_EQ(figure.make()->extent({}).x.high, 2.4);
  figure.option("stacked", true);
  EXPECT_EQ(figure.make()->extent({}).y.high, 10);
  EXPECT_DOUBLE_EQ(figure.make()->extent({}).x.high, 2.4);
}

TEST(BarSeries, LieInBarh) {
  const Extent extent = groups("barh").make()->extent({});
  EXPECT_EQ(extent.x.high, 6);
  EXPECT_EQ(extent.x.sticky, Values{0});
  EXPECT_DOUBLE_EQ(extent.y.low, 0.6);
}

TEST(ScatterByData, DrawsEachMarkInItsColour) {
  LayerFigure figure("scatter");
  figure.row("x", {0, 1, 2, 3});
  figure.row("y", {0, 0, 0, 0});
  figure.row("c", {0, 1, std::nan(""), 2});
  figure.option("cmap", std::string("gray"));
  figure.option("colorbar", false);
  figure.option("marker", std::string("s"));
  figure.option("alpha", 1.0);
  figure.figure.y.low = -1;
  figure.figure.y.high = 1;
  const base::Image image = figure.draw().image;
  // Places of the four marks on an axis with a margin of 5 %; the third has no colour.
  const auto make = [&](double x) {
    int left = 640, right = 0;
    for (int column = 0; column < 640; ++column)
      if (pixel(image, column, 100) == 0x000000) left = std::min(left, column), right = column;
    return static_cast<int>(std::lround(left + (right - left) * (x + 0.15) / 3.3));
  };
  int middle = 0;
  for (int row = 60; row < 420; ++row)
    if (pixel(image, make(0), row) == 0x000000) middle = row;
  EXPECT_EQ(pixel(image, make(0), middle), 0x000000u);
  EXPECT_NEAR(static_cast<double>(pixel(image, make(1), middle - 2) & 0xFF), 128, 2);
  EXPECT_EQ(pixel(image, make(2), middle - 2), 0xFFFFFFu);
  EXPECT_TRUE(figure.make()->color_bar() == std::nullopt);
}

TEST(ScatterByData, LooksLikeTheExactPath) {
  LayerFigure figure("scatter");
  Values x, y, c, s;
  for (int i = 0; i < 400; ++i) {
    x.push_back(std::sin(0.37 * i));
    y.push_back(std::cos(0.73 * i));
    c.push_back(i);
    s.push_back(4 + i % 90);
  }
  figure.row("x", x);
  figure.row("y", y);
  figure.row("c", c);
  for (const bool sizes : {false, true}) {
    if (sizes) figure.row("s", s);
    for (const double alpha : {1.0, 0.5}) {
      figure.option("alpha", alpha);
      const Difference off =
          difference(figure.draw(Quality::Fast).image, figure.draw(Quality::Exact).image);
      EXPECT_LT(off.mean, 0.35) << alpha;
      EXPECT_LT(off.far_off, 12u) << alpha;
    }
  }
}

TEST(ScatterByData, RefusesNegativeAreasAndOtherCounts) {
  LayerFigure figure("scatter");
  figure.row("x", {0, 1});
  figure.row("y", {0, 1});
  figure.row("s", {1, -1});
  EXPECT_THROW(figure.draw(), base::Error);
  figure.row("s", {1, 2, 3});
  EXPECT_THROW(figure.draw(), base::Error);
}

}  // namespace
}  // namespace rankplot::render
