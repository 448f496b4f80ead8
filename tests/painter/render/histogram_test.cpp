#include <gtest/gtest.h>

#include <cmath>

#include "painter/render/chart/bins.hpp"
#include "painter/render/layer_figure.hpp"

namespace rankplot::render {
namespace {

using Values = std::vector<double>;

TEST(Bins, CloseTheLastOneOnTheRight) {
  const Values edges = even_edges({0, 3}, 3);
  EXPECT_EQ(edges, (Values{0, 1, 2, 3}));
  EXPECT_EQ(bin_sums(Values{0, 0.5, 1, 2.999, 3, 3.001, -1, std::nan("")}, {}, edges),
            (Values{2, 1, 2}));
}

TEST(Bins, AddWeights) {
  EXPECT_EQ(bin_sums(Values{0.5, 0.6, 1.5}, Values{2, 3, std::nan("")}, Values{0, 1, 2}),
            (Values{5, 0}));
}

TEST(Bins, OfUnevenEdgesAreFound) {
  EXPECT_EQ(bin_sums(Values{1, 5, 50, 500, 1000}, {}, Values{1, 10, 100, 1000}), (Values{2, 1, 2}));
}

TEST(Bins, CoverTheFiniteValues) {
  EXPECT_EQ(bin_range(Values{2, INFINITY, -1, std::nan("")}), (Range{-1, 2}));
  EXPECT_EQ(bin_range(Values{5, 5}), (Range{4.5, 5.5}));
  EXPECT_EQ(bin_range(Values{}), (Range{0, 1}));
  const Range large = bin_range(Values{1e300});
  EXPECT_LT(large.low, 1e300);
  EXPECT_GT(large.high, 1e300);
}

// 0 to 7: Sturges 7 / (log2(8) + 1) = 1.75; quartiles 1.75 and 5.25, Freedman and Diaconis
// 2 * 3.5 / cbrt(8) = 3.5. The smaller width, 1.75, gives 4 bins.
TEST(Bins, AreCountedByNumPysRule) {
  const Values values{7, 6, 5, 4, 3, 2, 1, 0};
  EXPECT_EQ(automatic_bin_count(values, bin_range(values)), 4u);
}

// 62 values of 0 and the ends 1 and -1: the quartiles coincide, Sturges alone: 2 / (log2(64) + 1).
TEST(Bins, AreCountedWithoutQuartilesWhereThoseCoincide) {
  Values values(62, 0.0);
  values.push_back(1);
  values.push_back(-1);
  EXPECT_EQ(automatic_bin_count(values, {-1, 1}), 7u);
  EXPECT_EQ(automatic_bin_count(Values{3}, {2.5, 3.5}), 1u);
}

// One value far out makes Freedman and Diaconis ask for more bins than memory holds.
TEST(Bins, AreNeverMoreThanAPictureHolds) {
  Values values;
  for (int i = 0; i < 1000; ++i) values.push_back(i);
  values.push_back(1e18);
  EXPECT_EQ(automatic_bin_count(values, bin_range(values)), kMostBins);
}

LayerFigure five_values() {
  LayerFigure histogram("histogram");
  histogram.row("value", {0, 0.5, 1, 1.5, 2});
  histogram.option("bins", Values{2});
  return histogram;
}

double highest(LayerFigure histogram) { return histogram.make()->extent({}).y.high; }

// [0, 1) holds two values, [1, 2] three.
TEST(Histogram, CountsValues) {
  const Extent extent = five_values().make()->extent({});
  EXPECT_EQ(extent.y.high, 3);
  EXPECT_EQ(extent.y.low, 0);
  EXPECT_EQ(extent.x.low, 0);
  EXPECT_EQ(extent.x.high, 2);
  EXPECT_EQ(extent.y.sticky, Values{0});
}

TEST(Histogram, HasAnAreaOfOneAsDensity) {
  LayerFigure histogram = five_values();
  histogram.option("density", true);
  EXPECT_DOUBLE_EQ(highest(histogram), 3.0 / 5.0);
  histogram.option("cumulative", true);
  EXPECT_DOUBLE_EQ(highest(histogram), 1);
  histogram.option("density", false);
  EXPECT_EQ(highest(histogram), 5);
}

TEST(Histogram, TakesEdgesRangesAndTheAutomaticRule) {
  LayerFigure histogram = five_values();
  histogram.option("bins", Values{0, 0.25, 2});
  EXPECT_EQ(highest(histogram), 4);
  histogram.option("bins", Values{1});
  histogram.option("range", Values{0.4, 1.2});
  EXPECT_EQ(highest(histogram), 2);
  histogram.option("range", Values{});
  histogram.option("bins", std::string("auto"));
  // Sturges: 2 / (log2(5) + 1) = 0.60; Freedman and Diaconis: 2 * 1 / cbrt(5) = 1.17: four bins.
  EXPECT_EQ(highest(histogram), 2);
}

TEST(Histogram, SaysWhatItLeftOut) {
  LayerFigure histogram = five_values();
  histogram.row("value", {1, std::nan(""), INFINITY});
  EXPECT_EQ(
      histogram.draw().notes,
      std::vector<std::string>{"layer 1 (histogram): 2 of 3 values are not finite and left out"});
}

TEST(Histogram, RefusesImpossibleBins) {
  for (const Values& bins :
       {Values{0}, Values{2.5}, Values{1e9}, Values{}, Values{1, 1}, Values{2, 1, 3}}) {
    LayerFigure histogram = five_values();
    histogram.option("bins", bins);
    EXPECT_THROW(histogram.draw(), base::Error) << bins.size();
  }
}

TEST(Histogram, DrawsWhateverTheNumbersAre) {
  for (const Values& values : {Values{}, Values{std::nan("")}, Values{4, 4}, Values{1e300, -1e300},
                               Values{1.7e308, -1.7e308}, Values{5e-324, 0}}) {
    for (const char* type : {"bar", "step", "stepfilled"}) {
      for (auto scale : {job::AxisScale::Linear, job::AxisScale::Log}) {
        LayerFigure histogram("histogram");
        histogram.figure.x.scale = histogram.figure.y.scale = scale;
        histogram.row("value", values);
        histogram.option("histtype", std::string(type));
        EXPECT_NO_THROW(histogram.draw());
      }
    }
  }
}

}  // namespace
}  // namespace rankplot::render
