#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>

#include "figures.hpp"

/// The fast paths beside the exact ones, in whole pictures of 640 x 480. Thresholds: markers are
/// rounded to an eighth of a pixel, so an edge pixel may be off by 1/16 of its coverage in each
/// direction; decimated lines may differ where the exact one zigzags within half a pixel.
namespace rankplot::render {
namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

struct Rows {
  std::vector<double> x, y;
};

Rows random_rows(std::size_t count) {
  std::mt19937 random(11);
  std::uniform_real_distribution<double> uniform(0, 1);
  Rows rows{std::vector<double>(count), std::vector<double>(count)};
  for (double& value : rows.x) value = uniform(random);
  for (double& value : rows.y) value = uniform(random);
  return rows;
}

Rows series(std::size_t count, double (*y)(double, double)) {
  Rows rows = random_rows(count);
  for (std::size_t i = 0; i < count; ++i) {
    rows.x[i] = static_cast<double>(i) / static_cast<double>(count);
    rows.y[i] = y(rows.x[i], rows.y[i]);
  }
  return rows;
}

Difference fast_against_exact(const TestFigure& test) {
  return difference(test.draw(Quality::Fast).image, test.draw(Quality::Exact).image);
}

TEST(FastMarkers, LookLikeExactOnes) {
  const Rows rows = random_rows(300);
  for (const std::string& marker : marker_names())
    for (const double alpha : {1.0, 0.4}) {
      TestFigure test;
      auto& layer = test.add("scatter", rows.x, rows.y);
      layer.options["marker"] = marker;
      layer.options["alpha"] = alpha;
      layer.options["edgecolor"] = std::string("black");
      const Difference off = fast_against_exact(test);
      EXPECT_LT(off.mean, 0.35) << marker << ", alpha " << alpha;
      EXPECT_LT(off.far_off, 12u) << marker << ", alpha " << alpha;
    }
}

TEST(FastMarkers, LookLikeExactOnesWhereDense) {
  const Rows rows = random_rows(20000);
  TestFigure test;
  test.add("scatter", rows.x, rows.y).options["alpha"] = 0.05;
  const Difference off = fast_against_exact(test);
  EXPECT_LT(off.mean, 2.5);
  EXPECT_EQ(off.far_off, 0u);
}

TEST(FastLines, AreExactWhereShort) {
  const Rows rows = series(60, [](double x, double) { return std::sin(12 * x); });
  for (const char* style : {"-", "--", "-.", ":"}) {
    TestFigure test;
    test.add("line", rows.x, rows.y).options["linestyle"] = std::string(style);
    EXPECT_EQ(fast_against_exact(test).mean, 0) << style;
  }
}

TEST(FastLines, LookLikeExactOnesWhereNoisy) {
  const Rows rows = series(3000, [](double x, double noise) { return std::sin(12 * x) + noise; });
  for (const double alpha : {1.0, 0.5}) {
    TestFigure test;
    test.add("line", rows.x, rows.y).options["alpha"] = alpha;
    const Difference off = fast_against_exact(test);
    EXPECT_LT(off.mean, 0.5) << alpha;
    EXPECT_LT(off.far_off, 640u * 480 / 1000) << alpha;
  }
}

TEST(FastLines, KeepEverySpike) {
  // One point in 50,000 reaches 1: its tip must be drawn as high as the exact line's.
  Rows rows = series(50000, [](double x, double) { return 0.1 * std::sin(6 * x); });
  for (const std::size_t place : {12345u, 30000u, 49990u}) rows.y[place] = 1;
  TestFigure test;
  test.figure.y.low = -0.2;
  test.figure.y.high = 1.1;
  test.add("line", rows.x, rows.y).options["color"] = std::string("#ff0000");
  const auto tops = [](const base::Image& image) {
    std::vector<int> top(static_cast<std::size_t>(image.width_px), image.height_px);
    for (int x = 0; x < image.width_px; ++x)
      for (int y = image.height_px - 1; y >= 0; --y)
        if ((pixel(image, x, y) & 0xFF) < 128 && pixel(image, x, y) >> 16 > 200)
          top[static_cast<std::size_t>(x)] = y;
    return top;
  };
  const auto fast = tops(test.draw(Quality::Fast).image);
  const auto exact = tops(test.draw(Quality::Exact).image);
  // Rows count from the top: neither may reach higher than the other does within two columns.
  const auto highest = [](const std::vector<int>& top, std::size_t column) {
    const auto from =
        top.begin() + static_cast<std::ptrdiff_t>(std::max<std::size_t>(column, 2) - 2);
    return *std::min_element(from, std::min(from + 5, top.end()));
  };
  for (std::size_t column = 0; column < fast.size(); ++column) {
    EXPECT_LE(highest(exact, column), fast[column] + 1) << "column " << column;
    EXPECT_LE(highest(fast, column), exact[column] + 1) << "column " << column;
  }
  EXPECT_GE(std::count_if(exact.begin(), exact.end(), [](int top) { return top < 100; }), 3);
}

TEST(FastLines, KeepGaps) {
  Rows rows = series(4000, [](double x, double) { return std::cos(20 * x); });
  for (std::size_t i = 1000; i < 1500; ++i) rows.y[i] = kNan;
  for (std::size_t i = 2000; i < 2200; i += 2) rows.y[i] = kNan;
  TestFigure test;
  test.add("line", rows.x, rows.y);
  const Difference off = fast_against_exact(test);
  EXPECT_LT(off.mean, 0.05);
  EXPECT_LT(off.far_off, 20u);
}

TEST(FastLines, LookLikeExactOnesWhereXDoesNotGrow) {
  Rows rows = random_rows(2000);
  for (std::size_t i = 0; i < rows.x.size(); ++i) {  // a spiral, then random jumps
    if (i >= 1700) break;
    const double turn = 0.02 * static_cast<double>(i);
    rows.x[i] = 0.5 + turn / 80 * std::cos(turn);
    rows.y[i] = 0.5 + turn / 80 * std::sin(turn);
  }
  TestFigure test;
  test.add("line", rows.x, rows.y);
  const Difference off = fast_against_exact(test);
  EXPECT_LT(off.mean, 0.5);
  EXPECT_LT(off.far_off, 640u * 480 / 1000);
}

}  // namespace
}  // namespace rankplot::render
