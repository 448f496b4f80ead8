#include "painter/render/chart/data_warnings.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <limits>

#include "core/base/warning.hpp"
#include "figures.hpp"
#include "layer_figure.hpp"

namespace rankplot::render {
namespace {

using Values = std::vector<double>;

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

Warnings warnings_in(const Drawing& drawing) {
  Warnings warnings;
  std::copy_if(drawing.notes.begin(), drawing.notes.end(), std::back_inserter(warnings),
               base::is_warning);
  return warnings;
}

TEST(DataWarnings, TellOfNothingWhereAllIsWell) {
  TestFigure figure;
  figure.add("scatter", {1, 2, 3}, {kNan, 5, 6});
  const Drawing drawing = figure.draw();
  EXPECT_EQ(warnings_in(drawing), Warnings{});
  EXPECT_EQ(drawing.notes,
            std::vector<std::string>{"layer 1 (scatter): 1 of 3 points are not finite"});
}

TEST(DataWarnings, TellOfValuesThatAreAllNaN) {
  TestFigure figure;
  figure.add("line", {1, 2, 3}, {4, 5, 6});
  figure.add("scatter", {1, 2, 3}, Values(3, kNan));
  EXPECT_EQ(figure.draw().notes,
            Warnings{"warning: layer 2 (scatter): all 3 values of y = '/y' are NaN: nothing of it "
                     "is in the picture"});
}

TEST(DataWarnings, TellOfHeatmapsWithoutValues) {
  LayerFigure figure("heatmap");
  figure.role("value", {2, 3}, Values(6, kNan));
  EXPECT_EQ(warnings_in(figure.draw()),
            Warnings{"warning: layer 1 (heatmap): all 6 values of value = '/value' are NaN: "
                     "nothing of it is in the picture"});
}

TEST(DataWarnings, TellOfPointsThatHaveNotBothPlaces) {
  TestFigure figure;
  figure.add("scatter", {1, kNan}, {kNan, 2});
  EXPECT_EQ(warnings_in(figure.draw()),
            Warnings{"warning: layer 1 (scatter): none of its 2 points has both an x and a y that "
                     "can be shown: nothing of it is in the picture"});
}

TEST(DataWarnings, TellOfLogAxesWithNothingAboveZero) {
  TestFigure figure;
  figure.add("line", {1, 2}, {-1, 0});
  figure.figure.y.scale = job::AxisScale::Log;
  const Warnings warnings = warnings_in(figure.draw());
  ASSERT_EQ(warnings.size(), 1u);
  EXPECT_NE(warnings[0].find("all 2 values of y = '/y' are at most 0, and a log axis"),
            std::string::npos)
      << warnings[0];
  EXPECT_NE(warnings[0].find("yscale = \"linear\""), std::string::npos) << warnings[0];
}

TEST(DataWarnings, TellOfDataBeyondTheLimitsOfAnAxis) {
  TestFigure figure;
  figure.add("scatter", {5, 9}, {1, 2});
  figure.add("line", {0.25, 0.5}, {1, 2});
  figure.figure.x.low = 0;
  figure.figure.x.high = 1;
  EXPECT_EQ(warnings_in(figure.draw()),
            Warnings{"warning: layer 1 (scatter): all of it, from 5 to 9, lies outside xlim = [0, "
                     "1]: nothing of it is in the picture"});
}

TEST(DataWarnings, NameTheSecondAxis) {
  TestFigure figure;
  figure.add("line", {0, 1}, {0, 1});
  figure.add("line", {0, 1}, {7, 8}).on_right = true;
  figure.figure.y2.low = 10;
  figure.figure.y2.high = 20;
  EXPECT_EQ(warnings_in(figure.draw()),
            Warnings{"warning: layer 2 (line): all of it, from 7 to 8, lies outside y2lim = [10, "
                     "20]: nothing of it is in the picture"});
}

TEST(DataWarnings, TellOfColoursThatNoValueReaches) {
  LayerFigure figure("heatmap");
  figure.role("value", {2, 2}, {300, 310, kNan, 320});
  figure.option("limits", Values{0, 40});
  EXPECT_EQ(warnings_in(figure.draw()),
            Warnings{"warning: layer 1 (heatmap): all 4 values of value = '/value' lie outside "
                     "limits = [0, 40]: they are from 300 to 320, and have the colours of its ends "
                     "alone"});
  figure.option("limits", Values{0, 310});
  EXPECT_EQ(warnings_in(figure.draw()), Warnings{});
}

TEST(DataWarnings, TellOfLogNormsWithNothingAboveZero) {
  LayerFigure figure("heatmap");
  figure.role("value", {1, 2}, {-1, 0});
  figure.option("norm", std::string("log"));
  const Warnings warnings = warnings_in(figure.draw());
  ASSERT_FALSE(warnings.empty());
  EXPECT_NE(warnings[0].find("are at most 0, and norm = \"log\""), std::string::npos)
      << warnings[0];
}

TEST(DataWarnings, TellOfPlotsOfOneColour) {
  LayerFigure figure("heatmap");
  figure.role("value", {2, 2}, Values(4, 3));
  EXPECT_EQ(warnings_in(figure.draw()),
            Warnings{"warning: the plot has one colour throughout: nothing is seen in it"});
  figure.role("value", {2, 2}, {3, 3, 3, 4});
  EXPECT_EQ(warnings_in(figure.draw()), Warnings{});
}

TEST(DataWarnings, TellOfTextsByTheirPlacesOnlyWhereTheseAreData) {
  LayerFigure figure("text");
  figure.row("x", {0.1});
  figure.row("y", {0.9});
  figure.option("text", std::string("here"));
  figure.option("coords", std::string("axes"));
  EXPECT_EQ(warnings_in(figure.draw()), Warnings{});
}

TEST(DataWarnings, FindOneColourWithinARectangle) {
  base::Image image{4, 3, std::vector<std::uint32_t>(12, 7)};
  EXPECT_TRUE(is_of_one_color(image, {0, 0, 4, 3}));
  image.pixels[0] = 1;  // upper left
  EXPECT_FALSE(is_of_one_color(image, {0, 0, 4, 3}));
  EXPECT_TRUE(is_of_one_color(image, {0, 0, 4, 2}));
  EXPECT_TRUE(is_of_one_color(image, {1, 0, 4, 3}));
  image.pixels[11] = 1;  // lower right
  EXPECT_FALSE(is_of_one_color(image, {1, 0, 4, 3}));
  EXPECT_TRUE(is_of_one_color(image, {1, 1, 4, 3}));
  EXPECT_FALSE(is_of_one_color(base::Image{}, {0, 0, 4, 3}));
}

}  // namespace
}  // namespace rankplot::render
