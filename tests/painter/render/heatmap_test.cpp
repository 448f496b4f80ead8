#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "painter/render/chart/resample.hpp"
#include "painter/render/layer_figure.hpp"

namespace rankplot::render {
namespace {

using job::AxisScale;
using Values = std::vector<double>;

LayerFigure two_by_two() {
  LayerFigure heatmap("heatmap");
  heatmap.role("value", {2, 2}, {0, 1, 2, 3});
  heatmap.option("colorbar", false);
  heatmap.option("cmap", std::string("gray"));
  return heatmap;
}

std::uint32_t pixel_at(const base::Image& image, double across, double down) {
  const auto x = static_cast<std::size_t>(across * image.width_px);
  const auto y = static_cast<std::size_t>(down * image.height_px);
  return image.pixels[y * static_cast<std::size_t>(image.width_px) + x];
}

std::string reason(const LayerFigure& heatmap) {
  try {
    heatmap.draw();
  } catch (const base::Error& error) {
    return error.what();
  }
  return "";
}

// 4 cells on 2 pixels: each pixel sees two whole cells.
TEST(Resample, AveragesWhatAPixelSees) {
  const Values cells{1, 3, 5, 9};
  const PixelRow across = pixels_of({4, 0, 1}, Scale(AxisScale::Linear, 0, 4, 0, 2), 0, 2);
  const PixelRow up = pixels_of({1, 0, 1}, Scale(AxisScale::Linear, 0, 1, 0, 1), 0, 1);
  EXPECT_TRUE(across.is_dense());
  EXPECT_FALSE(up.is_dense());
  EXPECT_EQ(mean_cells({cells, 4, 1}, across, up), (Values{2, 7}));
  EXPECT_EQ(nearest_cells({cells, 4, 1}, across, up), (Values{3, 9}));
}

// 3 cells on 2 pixels: (1 + 0.5 * 4) / 1.5 = 2 and (0.5 * 4 + 7) / 1.5 = 6.
TEST(Resample, SharesACellBetweenPixelsByArea) {
  const Values cells{1, 4, 7};
  const PixelRow across = pixels_of({3, 0, 1}, Scale(AxisScale::Linear, 0, 3, 0, 2), 0, 2);
  const PixelRow up = pixels_of({1, 0, 1}, Scale(AxisScale::Linear, 0, 1, 0, 1), 0, 1);
  const Values mean = mean_cells({cells, 3, 1}, across, up);
  ASSERT_EQ(mean.size(), 2u);
  EXPECT_DOUBLE_EQ(mean[0], 2);
  EXPECT_DOUBLE_EQ(mean[1], 6);
}

TEST(Resample, AveragesTheFiniteCellsAlone) {
  const Values cells{1, std::nan(""), std::nan(""), INFINITY};
  const PixelRow across = pixels_of({4, 0, 1}, Scale(AxisScale::Linear, 0, 4, 0, 2), 0, 2);
  const PixelRow up = pixels_of({1, 0, 1}, Scale(AxisScale::Linear, 0, 1, 0, 1), 0, 1);
  const Values mean = mean_cells({cells, 4, 1}, across, up);
  EXPECT_EQ(mean[0], 1);
  EXPECT_TRUE(std::isnan(mean[1]));
}

TEST(Resample, RunsBackwardsWhereCellsOrAxesDo) {
  const Values cells{1, 2};
  const PixelRow up = pixels_of({1, 0, 1}, Scale(AxisScale::Linear, 0, 1, 0, 1), 0, 1);
  const PixelRow descending = pixels_of({2, 2, -1}, Scale(AxisScale::Linear, 0, 2, 0, 2), 0, 2);
  EXPECT_EQ(nearest_cells({cells, 2, 1}, descending, up), (Values{2, 1}));
  const PixelRow inverted = pixels_of({2, 0, 1}, Scale(AxisScale::Linear, 2, 0, 0, 2), 0, 2);
  EXPECT_EQ(nearest_cells({cells, 2, 1}, inverted, up), (Values{2, 1}));
  EXPECT_EQ(mean_cells({cells, 2, 1}, inverted, up), (Values{2, 1}));
}

TEST(Resample, CoversOnlyItsPartOfThePlot) {
  const Scale scale(AxisScale::Linear, 0, 10, 0, 100);
  const PixelRow part = pixels_of({2, 2, 1}, scale, 0, 100);
  EXPECT_EQ(part.first_px, 20);
  EXPECT_EQ(part.count(), 20u);
  EXPECT_EQ(pixels_of({2, 20, 1}, scale, 0, 100).count(), 0u);
  EXPECT_EQ(pixels_of({1, 5, 0.01}, scale, 0, 100).count(), 1u);
}

TEST(Resample, IsTheSameFastAndExact) {
  std::mt19937 random(7);
  std::uniform_real_distribution<double> value(-1, 1);
  const std::size_t columns = 53, rows = 37;
  Values cells(columns * rows);
  for (double& cell : cells) cell = random() % 9 == 0 ? std::nan("") : value(random);
  for (double pixels : {7.0, 20.0, 53.0, 90.0}) {
    for (auto kind : {AxisScale::Linear, AxisScale::Log}) {
      const PixelRow across = pixels_of({columns, 1, 1}, Scale(kind, 1, 54, 0, pixels), 0, pixels);
      const PixelRow up = pixels_of({rows, 1, 1}, Scale(kind, 30, 2, 0, pixels), 0, pixels);
      const Values fast = mean_cells({cells, columns, rows}, across, up);
      const Values exact = mean_cells_exact({cells, columns, rows}, across, up);
      ASSERT_EQ(fast.size(), exact.size());
      for (std::size_t i = 0; i < fast.size(); ++i) {
        ASSERT_EQ(std::isnan(fast[i]), std::isnan(exact[i])) << i;
        if (std::isnan(fast[i])) continue;
        ASSERT_NEAR(fast[i], exact[i], 1e-12) << i;
      }
    }
  }
}

// Four greys of gray over 0 to 3: indices 0, 85, 170, 255. The first row is at the bottom.
TEST(Heatmap, PutsTheFirstRowAtTheBottom) {
  const base::Image image = two_by_two().draw().image;
  EXPECT_EQ(pixel_at(image, 0.4, 0.75), 0x000000u);
  EXPECT_EQ(pixel_at(image, 0.6, 0.75), 0x555555u);
  EXPECT_EQ(pixel_at(image, 0.4, 0.25), 0xAAAAAAu);
  EXPECT_EQ(pixel_at(image, 0.6, 0.25), 0xFFFFFFu);
}

TEST(Heatmap, PutsTheFirstRowOnTopWhereOriginIsUpper) {
  LayerFigure heatmap = two_by_two();
  heatmap.option("origin", std::string("upper"));
  const base::Image image = heatmap.draw().image;
  EXPECT_EQ(pixel_at(image, 0.4, 0.25), 0x000000u);
  EXPECT_EQ(pixel_at(image, 0.4, 0.75), 0xAAAAAAu);
}

TEST(Heatmap, SticksToItsEdges) {
  const Extent counted = two_by_two().make()->extent({});
  EXPECT_EQ(counted.x.low, -0.5);
  EXPECT_EQ(counted.x.high, 1.5);
  EXPECT_EQ(counted.x.sticky, (Values{-0.5, 1.5}));
  LayerFigure heatmap = two_by_two();
  heatmap.row("x", {10, 20});   // middles
  heatmap.row("y", {6, 4, 2});  // edges, falling
  const auto layer = heatmap.make();
  const Extent placed = layer->extent({});
  EXPECT_EQ(placed.x.low, 5);
  EXPECT_EQ(placed.x.high, 25);
  EXPECT_EQ(placed.y.low, 2);
  EXPECT_EQ(placed.y.high, 6);
  EXPECT_FALSE(layer->equal_aspect());
  EXPECT_TRUE(two_by_two().make()->equal_aspect());
}

TEST(Heatmap, LeavesNanBlankAndSaysSo) {
  LayerFigure heatmap = two_by_two();
  heatmap.role("value", {2, 2}, {std::nan(""), 1, 2, 3});
  const Drawing drawing = heatmap.draw();
  EXPECT_EQ(pixel_at(drawing.image, 0.4, 0.75), 0xFFFFFFu);
  EXPECT_EQ(drawing.notes,
            std::vector<std::string>{"layer 1 (heatmap): 1 of 4 cells are not finite"});
}

// 50 % of black over white paper.
TEST(Heatmap, LetsThePaperThrough) {
  LayerFigure heatmap = two_by_two();
  heatmap.option("alpha", 0.5);
  const std::uint32_t grey = pixel_at(heatmap.draw().image, 0.4, 0.75) & 0xFF;
  EXPECT_NEAR(grey, 127.5, 1);
}

TEST(Heatmap, AsksForABarWithItsNorm) {
  LayerFigure heatmap = two_by_two();
  EXPECT_FALSE(heatmap.make()->color_bar());
  heatmap.option("colorbar", true);
  heatmap.option("limits", Values{1, 100});
  heatmap.option("norm", std::string("log"));
  heatmap.option("colorbar_label", std::string("V"));
  const auto bar = heatmap.make()->color_bar();
  ASSERT_TRUE(bar);
  EXPECT_EQ(bar->norm.range, (Range{1, 100}));
  EXPECT_EQ(bar->norm.scale, AxisScale::Log);
  EXPECT_EQ(bar->label, "V");
}

TEST(Heatmap, LeavesTheOutermostValuesToTheEndsOfTheMap) {
  LayerFigure heatmap("heatmap");
  // Of 0 to 10 the percentile p is p / 10; what is not finite does not count.
  heatmap.role("value", {2, 6}, {4, 1, 2, 3, 0, 5, 6, std::nan(""), 8, 9, 10, 7});
  heatmap.option("colorbar", true);
  heatmap.option("limits", std::string("25%..75%"));
  EXPECT_EQ(heatmap.make()->color_bar()->norm.range, (Range{2.5, 7.5}));
  heatmap.option("norm", std::string("log"));  // 0 cannot be shown: of 1 to 10
  EXPECT_EQ(heatmap.make()->color_bar()->norm.range, (Range{3.25, 7.75}));
  heatmap.role("value", {1, 2}, {1e308, -1e308});
  heatmap.option("norm", std::string("linear"));
  EXPECT_NO_THROW(heatmap.draw());
}

TEST(Heatmap, SuggestsAHyperslabForThreeAxes) {
  LayerFigure heatmap = two_by_two();
  heatmap.role("value", {4, 5, 6}, Values(120));
  EXPECT_EQ(
      reason(heatmap),
      "layer 1 (heatmap): value = \"/value\" is of shape (4, 5, 6): a heatmap takes two axes; a "
      "hyperslab such as [:, :, 3] takes a plane of it");
}

TEST(Heatmap, RefusesWhatIsNoPicture) {
  LayerFigure heatmap = two_by_two();
  heatmap.role("value", {4}, Values(4));
  EXPECT_NE(reason(heatmap).find("takes two axes"), std::string::npos);
  heatmap.role("value", {0, 3}, {});
  EXPECT_NE(reason(heatmap).find("no cells"), std::string::npos);
  heatmap = two_by_two();
  heatmap.row("x", {1, 3, 2});
  EXPECT_NE(reason(heatmap).find("neither ascends nor descends: value 2 is 2"), std::string::npos);
  heatmap.row("x", {1, 2, 3, 4});
  EXPECT_NE(reason(heatmap).find("right would be 2"), std::string::npos);
  heatmap = two_by_two();
  heatmap.option("limits", Values{2, 1});
  EXPECT_NE(reason(heatmap).find("lower one first"), std::string::npos);
}

TEST(Heatmap, DrawsWhateverTheNumbersAre) {
  const double nan = std::nan("");
  for (const Values& values :
       {Values{7, 7, 7, 7}, Values{nan, nan, nan, nan}, Values{0, 0, 0, 0},
        Values{1e308, -1e308, 0, 1}, Values{5e-324, 0, 0, 0}, Values{INFINITY, -INFINITY, 1, 2}}) {
    for (const char* norm : {"linear", "log"}) {
      LayerFigure heatmap("heatmap");
      heatmap.role("value", {2, 2}, values);
      heatmap.option("norm", std::string(norm));
      EXPECT_NO_THROW(heatmap.draw());
    }
  }
}

}  // namespace
}  // namespace rankplot::render
