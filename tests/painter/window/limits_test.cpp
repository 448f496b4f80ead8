#include "painter/window/limits.hpp"

#include <gtest/gtest.h>

namespace rankplot::window {
namespace {

using job::AxisScale;
using render::PlotPlace;
using render::Scale;

/// A plot of 400 x 200 pixels from (100, 50) on, of x from 0 to 8 and y from 0 to 20.
PlotPlace plain(std::size_t panel = 0) {
  PlotPlace place;
  place.panel = panel;
  place.area = {100, 50, 500, 250};
  place.x = Scale(AxisScale::Linear, 0, 8, 100, 500);
  place.y = Scale(AxisScale::Linear, 0, 20, 50, 250);
  return place;
}

TEST(Limits, MoveWithThePictureWhenItIsDragged) {
  job::Figure figure;
  // 50 pixels (1 in x) to the right and 20 (2 in y) up: what was left of the plot comes in.
  ASSERT_TRUE(look_at(figure, plain(), {50, 30, 450, 230}));
  EXPECT_DOUBLE_EQ(*figure.x.low, -1);
  EXPECT_DOUBLE_EQ(*figure.x.high, 7);
  EXPECT_DOUBLE_EQ(*figure.y.low, -2);
  EXPECT_DOUBLE_EQ(*figure.y.high, 18);
}

TEST(Limits, AreThoseOfTheRectangleThatFillsThePlot) {
  job::Figure figure;
  ASSERT_TRUE(look_at(figure, plain(), {200, 100, 300, 150}));
  EXPECT_DOUBLE_EQ(*figure.x.low, 2);
  EXPECT_DOUBLE_EQ(*figure.x.high, 4);
  EXPECT_DOUBLE_EQ(*figure.y.low, 5);
  EXPECT_DOUBLE_EQ(*figure.y.high, 10);
}

TEST(Limits, OfALogAxisMoveByDecades) {
  job::Figure figure;
  figure.x.scale = AxisScale::Log;
  PlotPlace place = plain();
  place.x = Scale(AxisScale::Log, 1, 1e4, 100, 500);  // 100 pixels a decade
  ASSERT_TRUE(look_at(figure, place, {0, 50, 400, 250}));
  EXPECT_NEAR(*figure.x.low, 0.1, 1e-12);
  EXPECT_NEAR(*figure.x.high, 1e3, 1e-9);
  EXPECT_EQ(limits_text(figure, {place}), "xlim = [1, 10000]\nylim = [0, 20]\n");
}

TEST(Limits, OfAnInvertedAxisComeBackAsTheJobSaysThem) {
  job::Figure figure;
  figure.y.inverted = true;  // and so ylim = [0, 20] shows 20 below
  PlotPlace place = plain();
  place.y = Scale(AxisScale::Linear, 20, 0, 50, 250);
  EXPECT_EQ(limits_text(figure, {place}), "xlim = [0, 8]\nylim = [0, 20]\n");
  // Dragged up by 10 pixels, a unit: 21 stands below.
  ASSERT_TRUE(look_at(figure, place, {100, 40, 500, 240}));
  EXPECT_DOUBLE_EQ(*figure.y.high, 21);
  EXPECT_DOUBLE_EQ(*figure.y.low, 1);
}

TEST(Limits, OfTimesAreDates) {
  job::Figure figure;
  figure.x.time = job::TimeUnits{946684800, 86400};  // days since 2000-01-01
  ASSERT_TRUE(look_at(figure, plain(), {125, 50, 525, 250}));
  EXPECT_TRUE(figure.x.dated);
  EXPECT_DOUBLE_EQ(*figure.x.low, 946684800 + 86400 / 2);
  PlotPlace place = plain();
  place.x = Scale(AxisScale::Linear, 0.5, 8.5, 100, 500);
  EXPECT_EQ(limits_text(figure, {place}),
            "xlim = [2000-01-01T12:00:00, 2000-01-09T12:00:00]\nylim = [0, 20]\n");
  place.x = Scale(AxisScale::Linear, -1e-6, 1e-6, 100, 500);  // 86.4 ms each way
  EXPECT_EQ(limits_text(figure, {place}),
            "xlim = [1999-12-31T23:59:59.9136, 2000-01-01T00:00:00.0864]\nylim = [0, 20]\n");
}

TEST(Limits, HaveTheDigitsThatATenthOfAPixelNeeds) {
  PlotPlace place = plain();
  // A pixel is worth 0.0025, a tenth of it 0.00025.
  place.x = Scale(AxisScale::Linear, 1.0 / 3, 4.0 / 3, 100, 500);
  // Beside 1e6 a pixel is worth 1e-3.
  place.y = Scale(AxisScale::Linear, 1e6 + 1.0 / 3, 1e6 + 0.2 + 1.0 / 3, 50, 250);
  EXPECT_EQ(limits_text({}, {place}),
            "xlim = [0.3333, 1.3333]\nylim = [1000000.3333, 1000000.5333]\n");
}

TEST(Limits, OfLinkedPanelsMoveTogether) {
  job::Figure figure;
  figure.rows = figure.columns = 2;
  figure.panels.resize(4);
  figure.share_x = job::Share::Columns;
  figure.share_y = job::Share::None;
  ASSERT_TRUE(look_at(figure, plain(1), {150, 50, 550, 250}));
  EXPECT_FALSE(figure.panels[0].x.low);
  EXPECT_DOUBLE_EQ(*figure.panels[1].x.low, 1);
  EXPECT_FALSE(figure.panels[2].x.low);
  EXPECT_DOUBLE_EQ(*figure.panels[3].x.low, 1);
  EXPECT_FALSE(figure.panels[3].y.low);
  EXPECT_EQ(limits_text(figure, {plain(0), plain(3)}),
            "# panel [0, 0]\nxlim = [0, 8]\nylim = [0, 20]\n"
            "# panel [1, 1]\nxlim = [0, 8]\nylim = [0, 20]\n");
}

TEST(Limits, OfSecondAxesGoAlong) {
  job::Figure figure;
  PlotPlace place = plain();
  place.y2 = Scale(AxisScale::Linear, 0, 200, 50, 250);
  ASSERT_TRUE(look_at(figure, place, {100, 60, 500, 260}));
  EXPECT_DOUBLE_EQ(*figure.y.low, 1);
  EXPECT_DOUBLE_EQ(*figure.y2.low, 10);
  EXPECT_EQ(limits_text(figure, {place}), "xlim = [0, 8]\nylim = [0, 20]\ny2lim = [0, 200]\n");
}

TEST(Limits, OfARoundPlotAreItsDistances) {
  job::Figure figure;
  PlotPlace place = plain();
  place.area = {100, 50, 300, 250};
  place.round = true;
  place.y = Scale(AxisScale::Linear, 0, 10, 0, 100);
  ASSERT_TRUE(look_at(figure, place, {150, 100, 250, 200}));
  EXPECT_FALSE(figure.x.low);
  EXPECT_DOUBLE_EQ(*figure.y.low, 0);
  EXPECT_DOUBLE_EQ(*figure.y.high, 5);
}

TEST(Limits, StayWhereNumbersEnd) {
  job::Figure figure;
  PlotPlace place = plain();
  place.x = Scale(AxisScale::Linear, 1, 1 + 1e-10, 100, 500);
  EXPECT_FALSE(look_at(figure, place, {299, 50, 301, 250}));
  figure.x.scale = AxisScale::Log;
  place.x = Scale(AxisScale::Log, 1, 1e300, 100, 500);
  EXPECT_FALSE(look_at(figure, place, {-1e5, 50, 1e5, 250}));
  EXPECT_FALSE(figure.x.low || figure.x.high || figure.y.low);
}

TEST(Coordinates, HaveTheDigitsOfAPixel) {
  // Pixels are worth 0.02 and 0.1.
  EXPECT_EQ(coordinates({}, plain(), 303.5, 103), "x = 4.07, y = 5.3");
}

}  // namespace
}  // namespace rankplot::window
