#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

#include "figures.hpp"
#include "painter/render/chart/statistics.hpp"
#include "painter/render/chart/streamlines.hpp"
#include "painter/render/layer_figure.hpp"

/// box, violin, quiver, streamplot, lines and spans along axes, text, annotate, spectrogram, pie.
namespace rankplot::render {
namespace {

using Values = std::vector<double>;

TEST(Statistics, TakeQuantilesAsNumPyDoes) {
  const Values values{1, 2, 3, 4};
  EXPECT_EQ(quantile(values, 0.25), 1.75);
  EXPECT_EQ(quantile(values, 0.5), 2.5);
  EXPECT_EQ(quantile(values, 1), 4);
  EXPECT_TRUE(std::isnan(quantile({}, 0.5)));
}

// Quartiles 2 and 4, range 2: whiskers reach to -1 and 7 at most; 20 is beyond.
TEST(Statistics, SummariseABox) {
  const BoxSummary box = summarise(Values{1, 2, 3, 4, 20}, 1.5);
  EXPECT_EQ(box.low_quartile, 2);
  EXPECT_EQ(box.median, 3);
  EXPECT_EQ(box.high_quartile, 4);
  EXPECT_EQ(box.low_whisker, 1);
  EXPECT_EQ(box.high_whisker, 4);
  EXPECT_EQ(box.mean, 6);
  EXPECT_EQ(box.outliers, Values{20});
}

// scipy.stats.gaussian_kde([0, 1]): deviation sqrt(1/2), times 2^-0.2 is h = 0.61557; half way both
// kernels give exp(-0.5 (0.5/h)^2) / (h sqrt(2 pi)).
TEST(Statistics, EstimateDensitiesAsScipyDoes) {
  const double width = std::sqrt(0.5) * std::pow(2, -0.2);
  const double expected =
      std::exp(-0.5 * std::pow(0.5 / width, 2)) / (width * std::sqrt(2 * std::acos(-1.0)));
  EXPECT_NEAR(kernel_density(Values{0, 1}, Values{0.5}, 1)[0], expected, 1e-12);
}

TEST(Statistics, EstimateDensitiesOfManyValuesAsOfFew) {
  Values many;
  for (int i = 0; i < 20000; ++i) many.push_back(std::pow(i / 20000.0, 2));
  const Values places{0.1, 0.4, 0.8};
  const Values binned = kernel_density(many, places, 1);
  // The sum itself, value by value.
  double mean = 0, squares = 0;
  for (const double value : many) mean += value / 20000;
  for (const double value : many) squares += std::pow(value - mean, 2) / 19999;
  const double width = std::sqrt(squares) * std::pow(20000, -0.2);
  for (std::size_t i = 0; i < places.size(); ++i) {
    double sum = 0;
    for (const double value : many)
      sum += std::exp(-0.5 * std::pow((places[i] - value) / width, 2));
    const double exact = sum / (20000 * width * std::sqrt(2 * std::acos(-1.0)));
    EXPECT_NEAR(binned[i] / exact, 1, 1e-4);
  }
}

TEST(Box, ShowsWhiskersAndOutliers) {
  LayerFigure figure("box");
  figure.role("value", {2, 5}, {1, 2, 3, 4, 20, 2, 2, 2, 2, 2});
  const Extent extent = figure.make()->extent({});
  EXPECT_EQ(extent.y.high, 20);
  // Two places a unit apart: boxes are 0.15 wide.
  EXPECT_DOUBLE_EQ(extent.x.low, 1 - 0.075);
  figure.option("showfliers", false);
  EXPECT_EQ(figure.make()->extent({}).y.high, 4);
  figure.row("x", {1, 2, 3});
  EXPECT_THROW(figure.draw(), base::Error);
}

TEST(Violin, IsWidestWhereMostValuesAre) {
  LayerFigure figure("violin");
  figure.row("value", {0, 4.9, 5, 5.1, 10});
  figure.option("color", std::string("#ff0000"));
  figure.option("showextrema", false);
  const base::Image image = figure.draw().image;
  const auto width = [&](int row) {
    int count = 0;
    for (int x = 90; x < 560; ++x) {
      const std::uint32_t color = pixel(image, x, row);
      count += (color >> 16) == 0xFF && (color & 0xFF) < 0xFF;
    }
    return count;
  };
  EXPECT_GT(width(240), width(90) + 100);
  EXPECT_GT(width(240), 300);
}

VectorField whirl(std::vector<double>& u, std::vector<double>& v) {
  VectorField field;
  field.rows = field.columns = 21;
  for (int row = 0; row < 21; ++row) {
    field.x_row.push_back(row / 10.0 - 1);
    field.y_row.push_back(row / 10.0 - 1);
    for (int column = 0; column < 21; ++column) {
      u.push_back(-(row / 10.0 - 1));
      v.push_back(column / 10.0 - 1);
    }
  }
  field.u = u;
  field.v = v;
  return field;
}

TEST(Streamlines, KeepTheirDistanceFromAWhirlsMiddle) {
  std::vector<double> u, v;
  const VectorField field = whirl(u, v);
  const std::vector<Rows> lines = streamlines(field, 1);
  ASSERT_GT(lines.size(), 5u);
  for (const Rows& line : lines) {
    const double radius = std::hypot(line.x[0], line.y[0]);
    for (std::size_t i = 0; i < line.x.size(); ++i)
      EXPECT_NEAR(std::hypot(line.x[i], line.y[i]), radius, 0.05);
  }
}

TEST(Streamlines, OfAFieldAtRestAreNone) {
  std::vector<double> u, v;
  VectorField field = whirl(u, v);
  std::fill(u.begin(), u.end(), 0.0);
  std::fill(v.begin(), v.end(), 0.0);
  EXPECT_TRUE(streamlines(field, 1).empty());
}

TEST(Arrows, PointAlongTheirVectorsAndShrinkWhereShort) {
  const ArrowShape shape{2, 3, 5, 4.5};
  // 50 px to the right: 7 corners, the tip 50 px from the tail.
  const std::vector<Point> arrow = shape.polygon({10, 20}, 50, 0);
  ASSERT_EQ(arrow.size(), 7u);
  float right = 0, top = 0;
  for (const Point& corner : arrow) {
    right = std::max(right, corner.x);
    top = std::max(top, corner.y);
  }
  EXPECT_FLOAT_EQ(right, 60);
  EXPECT_FLOAT_EQ(top, 23);                           // half of three shaft widths of 2 px
  EXPECT_EQ(shape.polygon({0, 0}, 1, 0).size(), 6u);  // a dot
  EXPECT_TRUE(shape.polygon({0, 0}, std::nan(""), 0).empty());
}

TEST(Quiver, RefusesVectorsOfDifferentShapes) {
  LayerFigure figure("quiver");
  figure.role("u", {2, 3}, {1, 1, 1, 1, 1, 1});
  figure.role("v", {3, 2}, {1, 1, 1, 1, 1, 1});
  EXPECT_THROW(figure.draw(), base::Error);
  figure.role("v", {2, 3}, {1, 1, 1, 1, 1, 1});
  EXPECT_NO_THROW(figure.draw());
  figure.row("x", {1, 2});
  EXPECT_THROW(figure.draw(), base::Error);
}

TEST(AxisLines, SpanThePlotUnlessTheyHaveEnds) {
  LayerFigure figure("vlines");
  figure.row("x", {1, 2});
  EXPECT_TRUE(figure.make()->extent({}).y.empty());
  EXPECT_EQ(figure.make()->extent({}).x.high, 2);
  figure.role("ymin", {}, {-1});
  EXPECT_THROW(figure.draw(), base::Error);
  figure.row("ymax", {3, 4});
  EXPECT_EQ(figure.make()->extent({}).y.low, -1);
  EXPECT_EQ(figure.make()->extent({}).y.high, 4);
}

TEST(Spans, CoverTheirPart) {
  LayerFigure figure("hspan");
  figure.role("ymin", {}, {2});
  figure.role("ymax", {}, {4});
  figure.option("color", std::string("#ff0000"));
  figure.option("alpha", 1.0);
  figure.figure.y.low = 0;
  figure.figure.y.high = 10;
  const auto count = static_cast<double>(count_pixels(figure.draw().image, 0xFF0000));
  figure.role("ymax", {}, {6});
  EXPECT_NEAR(static_cast<double>(count_pixels(figure.draw().image, 0xFF0000)) / count, 2, 0.05);
}

TEST(Text, StandsAtItsPointsOrInTheCornerOfThePlot) {
  LayerFigure figure("text");
  figure.row("x", {0.5});
  figure.row("y", {0.5});
  figure.option("text", std::string("here"));
  figure.option("coords", std::string("axes"));
  EXPECT_TRUE(figure.make()->extent({}).x.empty());
  figure.option("texts", std::vector<std::string>{"a", "b"});
  EXPECT_THROW(figure.draw(), base::Error);
}

// A tone of 64 of 256 samples a period of 4: all power in the 64th of 129 frequencies.
TEST(Spectrogram, IsStrongestAtTheTone) {
  LayerFigure figure("spectrogram");
  Values tone;
  for (int i = 0; i < 2048; ++i) tone.push_back(std::sin(std::acos(-1.0) / 2 * i));
  figure.row("y", tone);
  figure.option("Fs", 1024.0);
  const auto layer = figure.make();
  EXPECT_EQ(layer->extent({}).y.high, 512);
  // From the middle of the first segment to that of the last, and half a step around: 64 to 1984.
  EXPECT_DOUBLE_EQ(layer->extent({}).x.low, 64.0 / 1024);
  EXPECT_DOUBLE_EQ(layer->extent({}).x.high, 1984.0 / 1024);
  // Density of a tone of amplitude 1: (sum w)^2 / 4 * 2 / (Fs sum w^2), with Hann sums
  // 127.5, 95.625.
  EXPECT_NEAR(layer->color_bar()->norm.range.high,
              10 * std::log10(127.5 * 127.5 / 2 / 1024 / 95.625), 0.01);
}

TEST(Spectrogram, RefusesOverlapsOfWholeSegments) {
  LayerFigure figure("spectrogram");
  figure.row("y", {1, 2, 3});
  EXPECT_NO_THROW(figure.draw());  // padded with zeros
  figure.option("noverlap", std::int64_t{256});
  EXPECT_THROW(figure.draw(), base::Error);
}

TEST(Pie, RefusesNegativeParts) {
  LayerFigure figure("pie");
  figure.row("x", {1, -1});
  EXPECT_THROW(figure.draw(), base::Error);
}

// Wedges of 1, 1 and 2: the last covers the lower half, three o'clock to three o'clock.
TEST(Pie, HasAxesWhereTheyAreAskedFor) {
  LayerFigure figure("pie");
  figure.row("x", {1, 3});
  EXPECT_EQ(count_pixels(figure.draw().image, 0x000000), 0u);
  figure.option("frame", true);
  EXPECT_GT(count_pixels(figure.draw().image, 0x000000), 1000u) << "the frame's four lines";
}

TEST(Pie, SharesTheTurn) {
  LayerFigure figure("pie");
  figure.row("x", {1, 1, 2});
  figure.option("colors", std::vector<std::string>{"#ff0000", "#00ff00", "#0000ff"});
  const base::Image image = figure.draw().image;
  const auto red = static_cast<double>(count_pixels(image, 0xFF0000));
  EXPECT_NEAR(static_cast<double>(count_pixels(image, 0x00FF00)) / red, 1, 0.02);
  EXPECT_NEAR(static_cast<double>(count_pixels(image, 0x0000FF)) / red, 2, 0.03);
}

}  // namespace
}  // namespace rankplot::render
