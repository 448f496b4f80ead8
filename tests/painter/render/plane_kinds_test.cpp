#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

#include "figures.hpp"
#include "painter/render/chart/bins2d.hpp"
#include "painter/render/chart/cell_layer.hpp"
#include "painter/render/chart/contours.hpp"
#include "painter/render/chart/line_labels.hpp"
#include "painter/render/layer_figure.hpp"

/// contour, contourf, hist2d, hexbin, phase, density, and heatmaps with uneven axes.
namespace rankplot::render {
namespace {

using Values = std::vector<double>;
constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

Mapping unit_mapping(double width, double height) {
  return {Scale(job::AxisScale::Linear, 0, width, 0, 100 * width),
          Scale(job::AxisScale::Linear, 0, height, 0, 100 * height),
          Rectangle{0, 0, 100 * width, 100 * height}};
}

// matplotlib 3.6: plt.contour(z with values 0 to 10).levels, and its MaxNLocator for the others.
TEST(ContourLevels, AreMatplotlibs) {
  EXPECT_EQ(contour_levels({0, 10}, 7, false, false, false),
            (Values{0, 1.5, 3, 4.5, 6, 7.5, 9, 10.5}));
  EXPECT_EQ(contour_levels({-6.5, 8.1}, 7, false, false, false),
            (Values{-8, -6, -4, -2, 0, 2, 4, 6, 8, 10}));
  EXPECT_EQ(contour_levels({-6.5, 8.1}, 7, false, true, true), (Values{-6, -4, -2, 0, 2, 4, 6, 8}));
  EXPECT_EQ(contour_levels({0.5, 2000}, 7, true, false, false),
            (Values{0.1, 1, 10, 100, 1000, 1e4}));
  EXPECT_EQ(contour_levels({3, 3}, 7, false, false, false), (Values{3}));
  EXPECT_TRUE(contour_levels({1, -1}, 7, false, false, false).empty());
}

// z = x on columns 0, 1, 2: the line of 0.5 stands upright at 0.5.
TEST(ContourLines, PassBetweenTheNodes) {
  const Nodes nodes{{0, 1, 2, 0, 1, 2, 0, 1, 2}, {0, 1, 2}, {0, 1, 2}};
  const std::vector<Rows> lines = contour_lines(nodes, 0.5);
  ASSERT_EQ(lines.size(), 1u);
  EXPECT_EQ(lines[0].x, (Values{0.5, 0.5, 0.5}));
  EXPECT_EQ(lines[0].y.size(), 3u);
  EXPECT_NE(lines[0].y.front(), lines[0].y.back());
}

TEST(ContourLines, CloseAroundAHill) {
  const Nodes nodes{{0, 0, 0, 0, 4, 0, 0, 0, 0}, {0, 1, 2}, {0, 1, 2}};
  const std::vector<Rows> lines = contour_lines(nodes, 1);
  ASSERT_EQ(lines.size(), 1u);
  ASSERT_EQ(lines[0].x.size(), 5u);
  EXPECT_EQ(lines[0].x.front(), lines[0].x.back());
  EXPECT_EQ(lines[0].y.front(), lines[0].y.back());
  // A quarter of the way up from the foot: three quarters of a cell from the top.
  EXPECT_EQ(*std::min_element(lines[0].x.begin(), lines[0].x.end()), 0.25);
  EXPECT_EQ(*std::max_element(lines[0].y.begin(), lines[0].y.end()), 1.75);
}

// Corners 1 0 / 0 1, mean 0.5: of 0.4 the middle is above, of 0.6 below; two lines either way.
TEST(ContourLines, PartSaddlesByTheirMiddle) {
  const Nodes nodes{{1, 0, 0, 1}, {0, 1}, {0, 1}};
  for (const double level : {0.4, 0.6}) {
    const std::vector<Rows> lines = contour_lines(nodes, level);
    ASSERT_EQ(lines.size(), 2u);
    for (const Rows& line : lines) {
      ASSERT_EQ(line.x.size(), 2u);
      // Around the low corners (x far from y) for 0.4, around the high ones for 0.6.
      const double side = line.x[0] + line.x[1] - line.y[0] - line.y[1];
      EXPECT_EQ(std::abs(side) > 0.5, level == 0.4) << side;
    }
  }
}

TEST(ContourLines, LeaveOutCellsThatAreNotFinite) {
  const Nodes nodes{{0, 1, 2, 0, kNan, 2, 0, 1, 2}, {0, 1, 2}, {0, 1, 2}};
  EXPECT_TRUE(contour_lines(nodes, 0.5).empty());
}

double area_of(const std::vector<Point>& rings) {
  double area = 0;
  for (std::size_t i = 0, begin = 0; i < rings.size(); ++i) {
    if (!std::isnan(rings[i].x)) continue;
    for (std::size_t k = begin; k < i; ++k) {
      const Point &a = rings[k], &b = rings[k + 1 < i ? k + 1 : begin];
      area += (static_cast<double>(a.x) * static_cast<double>(b.y) -
               static_cast<double>(b.x) * static_cast<double>(a.y)) /
              2;
    }
    begin = i + 1;
  }
  return std::abs(area);
}

// z = x on 0 to 2: above 0.5 lies three quarters of 200 x 100 pixels.
TEST(ContourRegions, HaveTheirArea) {
  const Nodes nodes{{0, 1, 2, 0, 1, 2}, {0, 1, 2}, {0, 1}};
  EXPECT_NEAR(area_of(region_above(nodes, 0.5, false, unit_mapping(2, 1))), 15000, 0.01);
  EXPECT_NEAR(area_of(region_above(nodes, -1, false, unit_mapping(2, 1))), 20000, 0.01);
  EXPECT_NEAR(area_of(region_above(nodes, 3, false, unit_mapping(2, 1))), 0, 0.01);
}

TEST(ContourRegions, CutACellAtItsDiagonalWhereOneCornerIsMissing) {
  const Nodes nodes{{1, 1, 1, kNan}, {0, 1}, {0, 1}};
  EXPECT_NEAR(area_of(region_above(nodes, 0, false, unit_mapping(1, 1))), 5000, 0.01);
}

LayerFigure hill(const std::string& kind) {
  LayerFigure figure(kind);
  Values z;
  for (int row = 0; row < 40; ++row)
    for (int column = 0; column < 50; ++column)
      z.push_back(100 * std::exp(-0.004 * (std::pow(row - 20, 2) + std::pow(column - 25, 2))));
  figure.role("value", {40, 50}, z);
  return figure;
}

TEST(Contourf, FillsWithoutSeamsAndTellsItsBands) {
  LayerFigure figure = hill("contourf");
  figure.option("levels", Values{0, 20, 40, 60, 80, 100});
  figure.option("cmap", std::string("gray"));
  const auto bar = figure.make()->color_bar();
  ASSERT_TRUE(bar);
  EXPECT_EQ(bar->levels, (Values{0, 20, 40, 60, 80, 100}));
  EXPECT_EQ(bar->bands.size(), 5u);
  const base::Image image = figure.draw().image;
  // The middle of the hill is in the last band: gray of 0.9 of 256 colours.
  EXPECT_EQ(pixel(image, 290, 240), 0xE6E6E6u);
}

TEST(Contourf, LeavesBlankWhatIsBeyondItsLevelsUnlessExtended) {
  LayerFigure figure = hill("contourf");
  figure.option("levels", Values{20, 40, 60});
  figure.option("colorbar", false);
  EXPECT_EQ(pixel(figure.draw().image, 320, 240), 0xFFFFFFu);
  figure.option("extend", std::string("max"));
  EXPECT_NE(pixel(figure.draw().image, 320, 240), 0xFFFFFFu);
}

TEST(Contour, WritesItsLevelsWhereAskedWithinThePlot) {
  LayerFigure figure = hill("contour");
  figure.option("color", std::string("#0000ff"));
  const auto bare = count_pixels(figure.draw().image, 0x0000FF);
  figure.option("clabel", true);
  EXPECT_NE(count_pixels(figure.draw().image, 0x0000FF), bare);
  EXPECT_GE(white_border(figure.draw().image), 2);
}

TEST(LineLabels, CutTheLineWhereTheyStand) {
  LineLabels labels({0, 0, 400, 200}, 14);
  std::vector<Point> line;
  for (int x = 10; x < 390; x += 5) line.push_back({static_cast<float>(x), 100});
  const auto parts = labels.place(line, "0.25", {});
  ASSERT_EQ(parts.size(), 2u);
  const float gap = parts[1].front().x - parts[0].back().x;
  EXPECT_GT(static_cast<double>(gap), measure("0.25", 14).width);
  // A second one on the same line finds another place; a short line has none.
  EXPECT_EQ(labels.place(line, "0.25", {}).size(), 2u);
  EXPECT_EQ(labels.place({{0, 0}, {10, 10}}, "0.25", {}).size(), 1u);
}

TEST(BinPlane, FindsNumPysBins) {
  const BinRow row({0, 3}, 3, false);
  EXPECT_EQ(row.find(0), 0u);
  EXPECT_EQ(row.find(1), 1u);
  EXPECT_EQ(row.find(2.999), 2u);
  EXPECT_EQ(row.find(3), 2u);
  EXPECT_EQ(row.find(3.001), BinRow::kOutside);
  EXPECT_EQ(row.find(kNan), BinRow::kOutside);
  const BinRow decades({1, 1000}, 3, true);
  EXPECT_EQ(decades.find(9.99), 0u);
  EXPECT_EQ(decades.find(10.01), 1u);
  EXPECT_EQ(decades.cells().edges.size(), 4u);
}

TEST(BinPlane, OfTheWholeRangeOfNumbersHoldsAll) {
  const BinRow row({-1.7e308, 1.7e308}, 10, false);
  EXPECT_EQ(row.find(-1.7e308), 0u);
  EXPECT_EQ(row.find(0), 5u);
  EXPECT_EQ(row.find(1.7e308), 9u);
}

TEST(BinPlane, CountsEachPointOnce) {
  const Values x{0, 0, 1, 2, kNan}, y{0, 0, 1, 2, 0};
  const BinPlane bins{BinRow({0, 2}, 2, false), BinRow({0, 2}, 2, false)};
  EXPECT_EQ(counts_in({x, y, {}, bins}), (Values{2, 0, 0, 2}));
  EXPECT_EQ(counts_in({x, y, Values{1, 2, 3, 4, 5}, bins}), (Values{3, 0, 0, 7}));
}

TEST(Hist2d, LeavesBlankWhatHasFewerThanCmin) {
  LayerFigure figure("hist2d");
  figure.row("x", {0, 0, 1});
  figure.row("y", {0, 0, 1});
  figure.option("bins", Values{2});
  EXPECT_EQ(figure.make()->color_bar()->norm.range, (Range{0, 2}));
  figure.option("cmin", 1.0);
  EXPECT_EQ(figure.make()->color_bar()->norm.range, (Range{1, 2}));
}

TEST(Phase, ShowsTheMeanOfEachBin) {
  LayerFigure figure("phase");
  figure.row("x", {0, 0, 1});
  figure.row("y", {0, 0, 1});
  figure.row("value", {10, 30, 7});
  figure.option("bins", Values{2});
  EXPECT_EQ(figure.make()->color_bar()->norm.range, (Range{7, 20}));
  figure.option("statistic", std::string("sum"));
  EXPECT_EQ(figure.make()->color_bar()->norm.range, (Range{7, 40}));
  figure.row("weights", {1, 3, 1});
  figure.option("statistic", std::string("mean"));
  EXPECT_EQ(figure.make()->color_bar()->norm.range, (Range{7, 25}));
}

TEST(Hexbin, CountsEveryPoint) {
  LayerFigure figure("hexbin");
  Values x, y;
  for (int i = 0; i < 100; ++i) {
    x.push_back(i % 10);
    y.push_back(i / 10);
  }
  figure.row("x", x);
  figure.row("y", y);
  figure.option("gridsize", std::int64_t{1});
  // One hexagon across and half a row up: corners and the middle, 100 points in all.
  const auto bar = figure.make()->color_bar();
  ASSERT_TRUE(bar);
  EXPECT_LE(bar->norm.range.high, 100);
  EXPECT_GE(bar->norm.range.high, 20);
}

TEST(Density, CountsAMillionPointsIntoItsCells) {
  LayerFigure figure("density");
  Values x(1000000), y(1000000);
  for (std::size_t i = 0; i < x.size(); ++i) {
    x[i] = static_cast<double>(i % 1000);
    y[i] = static_cast<double>(i / 1000);
  }
  figure.row("x", x);
  figure.row("y", y);
  figure.option("bins", Values{10});
  // 10,000 in each of 100 cells; equal ends of a log norm are a decade apart on both sides.
  EXPECT_EQ(figure.make()->color_bar()->norm.range, (Range{1e3, 1e5}));
}

TEST(UnevenCells, ReachHalfWayToTheirNeighbours) {
  LayerFigure figure("heatmap");
  figure.role("value", {1, 3}, {1, 2, 3});
  figure.row("x", {0, 1, 10});
  figure.row("y", {0});
  const Extent extent = figure.make()->extent({});
  EXPECT_EQ(extent.x.low, -0.5);
  EXPECT_EQ(extent.x.high, 14.5);
}

TEST(UnevenCells, FindTheirPlaces) {
  const CellRow cells = cells_between({0, 1, 10});
  EXPECT_EQ(cells.place_of(-1), 0);
  EXPECT_EQ(cells.place_of(0.5), 0.5);
  EXPECT_EQ(cells.place_of(5.5), 1.5);
  EXPECT_EQ(cells.place_of(11), 2);
  const CellRow down = cells_between({10, 1, 0});
  EXPECT_EQ(down.place_of(5.5), 0.5);
  EXPECT_EQ(down.place_of(0.5), 1.5);
}

TEST(UnevenCells, MayStandOnALogAxis) {
  LayerFigure figure("heatmap");
  figure.role("value", {1, 3}, {1, 2, 3});
  figure.row("x", {1, 10, 100, 1000});
  figure.figure.x.scale = job::AxisScale::Log;
  figure.option("cmap", std::string("gray"));
  figure.option("colorbar", false);
  const base::Image image = figure.draw().image;
  // Three cells of one width: black, gray, white.
  EXPECT_EQ(pixel(image, 320, 240), 0x808080u);
}

}  // namespace
}  // namespace rankplot::render
