#include <gtest/gtest.h>

#include <cmath>

#include "painter/render/chart/bars.hpp"
#include "painter/render/layer_figure.hpp"

namespace rankplot::render {
namespace {

using job::AxisScale;

LayerFigure three_bars() {
  LayerFigure bars("bar");
  bars.row("x", {1, 2, 3});
  bars.row("height", {4, -2, 1});
  return bars;
}

// x: 1 - 0.4 to 3 + 0.4. y: from the lowest tip to the highest, standing on 0.
TEST(Bar, ShowsAllOfEachBarAndSticksToItsFoot) {
  const Extent extent = three_bars().make()->extent({});
  EXPECT_DOUBLE_EQ(extent.x.low, 0.6);
  EXPECT_DOUBLE_EQ(extent.x.high, 3.4);
  EXPECT_EQ(extent.y.low, -2);
  EXPECT_EQ(extent.y.high, 4);
  EXPECT_EQ(extent.y.sticky, std::vector<double>{0});
  EXPECT_TRUE(extent.x.sticky.empty());
}

TEST(Bar, StandsOnItsBottomAndBeginsAtItsEdge) {
  LayerFigure bars = three_bars();
  bars.role("bottom", {}, {10});
  bars.option("align", std::string("edge"));
  bars.option("width", 1.0);
  const Extent extent = bars.make()->extent({});
  EXPECT_EQ(extent.x.low, 1);
  EXPECT_EQ(extent.x.high, 4);
  EXPECT_EQ(extent.y.low, 8);
  EXPECT_EQ(extent.y.high, 14);
}

// On 100 px for 0 to 10, a bar from 1 to 3 covers pixels 10 to 29, one from 3 on begins at 30.
TEST(Bar, MeetsItsNeighbourOnAWholePixel) {
  const Mapping mapping{Scale(AxisScale::Linear, 0, 10, 0, 100),
                        Scale(AxisScale::Linear, 0, 10, 0, 100), Rectangle{0, 0, 100, 100}};
  const std::vector<Bar> bars{{1, 3, 0, 5}, {3, 3.01, 0, -4}, {3.02, 1e300, 0, 1e300}};
  const std::vector<Rectangle> boxes = bars_in_pixels(bars, mapping, 0);
  ASSERT_EQ(boxes.size(), 3u);
  EXPECT_EQ(boxes[0].left, 10);
  EXPECT_EQ(boxes[0].right, 30);
  EXPECT_EQ(boxes[0].top, 50);
  EXPECT_EQ(boxes[1].left, 30);  // a tenth of a pixel wide: one pixel
  EXPECT_EQ(boxes[1].right, 31);
  EXPECT_EQ(boxes[1].bottom, -2);  // cut two pixels outside the plot
  EXPECT_EQ(boxes[2].right, 102);
  EXPECT_EQ(boxes[2].top, 102);
}

TEST(Bar, ReachesBelowALogAxis) {
  const Mapping mapping{Scale(AxisScale::Linear, 0, 10, 0, 100),
                        Scale(AxisScale::Log, 1, 100, 0, 100), Rectangle{0, 0, 100, 100}};
  const std::vector<Bar> bars{{1, 3, 0, 10}};
  const std::vector<Rectangle> boxes = bars_in_pixels(bars, mapping, 0);
  EXPECT_EQ(boxes[0].bottom, -2);
  EXPECT_EQ(boxes[0].top, 50);  // 10 is half way from 1 to 100
}

TEST(Bar, IsPaintedInItsColourOnly) {
  LayerFigure bars = three_bars();
  bars.option("color", std::string("#ff0000"));
  const Drawing drawing = bars.draw();
  EXPECT_GT(count_pixels(drawing.image, 0xFF0000), 10000u);
  EXPECT_TRUE(drawing.notes.empty());
  // Edges lie on whole pixels: nothing between red and white.
  for (std::uint32_t pixel : drawing.image.pixels)
    ASSERT_TRUE((pixel >> 16) != 0xFF || pixel == 0xFF0000 || pixel == 0xFFFFFF ||
                (pixel & 0xFF) == (pixel >> 8 & 0xFF))
        << std::hex << pixel;
}

TEST(Bar, LeavesOutWhatIsNotFiniteAndSaysSo) {
  LayerFigure bars = three_bars();
  bars.row("height", {4, std::nan(""), INFINITY});
  const Drawing drawing = bars.draw();
  ASSERT_EQ(drawing.notes.size(), 1u);
  EXPECT_EQ(drawing.notes[0], "layer 1 (bar): 2 of 3 bars are not finite and left out");
}

TEST(Bar, RefusesDifferentLengths) {
  LayerFigure bars = three_bars();
  bars.row("height", {1, 2});
  EXPECT_THROW(bars.draw(), base::Error);
}

TEST(Bar, DrawsWhateverTheNumbersAre) {
  for (auto scale : {AxisScale::Linear, AxisScale::Log}) {
    for (std::vector<double> heights :
         {std::vector<double>{}, {0}, {1e300}, {-1e308, 1e308}, {5e-324}}) {
      LayerFigure bars("bar");
      bars.figure.y.scale = scale;
      bars.row("x", std::vector<double>(heights.size(), 1e300));
      bars.row("height", heights);
      EXPECT_NO_THROW(bars.draw());
    }
  }
}

}  // namespace
}  // namespace rankplot::render
