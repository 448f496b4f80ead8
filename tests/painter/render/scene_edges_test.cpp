#include <cmath>
#include <vector>

#include <gtest/gtest.h>

#include "painter/render/scene/edges.hpp"

namespace rankplot::scene {
namespace {

constexpr std::size_t kSide = 96;

/// What of a pixel lies below the line y = start + slope x, by 32 x 32 points in it.
double covered(std::size_t column, std::size_t row, double start, double slope) {
  constexpr int kPoints = 32;
  int below = 0;
  for (int i = 0; i < kPoints; ++i)
    for (int j = 0; j < kPoints; ++j) {
      const double x = static_cast<double>(column) + (i + 0.5) / kPoints;
      const double y = static_cast<double>(row) + (j + 0.5) / kPoints;
      below += y < start + slope * x ? 1 : 0;
    }
  return below / double{kPoints * kPoints};
}

/// One sample a pixel, in its middle: white below the line.
std::vector<std::uint32_t> stairs(double start, double slope, std::uint32_t above) {
  std::vector<std::uint32_t> argb;
  for (std::size_t row = 0; row < kSide; ++row)
    for (std::size_t column = 0; column < kSide; ++column) {
      const double line = start + slope * (static_cast<double>(column) + 0.5);
      argb.push_back(static_cast<double>(row) + 0.5 < line ? 0xFFFFFFFF : above);
    }
  return argb;
}

/// Summed over the picture, how far pixels are from what the line covers of them.
double error(const std::vector<std::uint32_t>& argb, double start, double slope, unsigned shift) {
  double sum = 0;
  for (std::size_t i = 0; i < argb.size(); ++i)
    sum +=
        std::abs((argb[i] >> shift & 255U) / 255.0 - covered(i % kSide, i / kSide, start, slope));
  return sum;
}

TEST(SceneEdges, AreMixedByWhatTheyCoverOfPixels) {
  for (const double slope : {0.04, 0.11, 0.3, 0.5, 0.7}) {
    double before = 0, after = 0;
    for (const double start : {10.1, 10.3, 10.5, 10.7, 10.9}) {
      std::vector<std::uint32_t> argb = stairs(start, slope, 0xFF000000);
      before += error(argb, start, slope, 0);
      smooth_edges(argb, kSide);
      after += error(argb, start, slope, 0);
    }
    EXPECT_LT(after, 0.5 * before) << slope;
  }
}

TEST(SceneEdges, StaySharpAlongPixels) {
  std::vector<std::uint32_t> level = stairs(20, 0, 0xFF000000);
  const std::vector<std::uint32_t> before = level;
  smooth_edges(level, kSide);
  EXPECT_EQ(level, before);
}

TEST(SceneEdges, OutlinesFadeIntoWhatIsClear) {
  std::vector<std::uint32_t> outline = stairs(20.2, 0.2, 0);
  const double before = error(outline, 20.2, 0.2, 24);
  smooth_edges(outline, kSide);
  EXPECT_LT(error(outline, 20.2, 0.2, 24), 0.5 * before);
  for (const std::uint32_t pixel : outline) EXPECT_EQ(pixel >> 24, pixel & 255U);  // premultiplied
}

TEST(SceneEdges, ShadesThatPassGentlyStayAsTheyAre) {
  std::vector<std::uint32_t> shades;
  for (std::size_t row = 0; row < kSide; ++row)
    for (std::size_t column = 0; column < kSide; ++column)
      shades.push_back(0xFF000000 | static_cast<std::uint32_t>(column + row) * 0x010101);
  const std::vector<std::uint32_t> before = shades;
  smooth_edges(shades, kSide);
  EXPECT_EQ(shades, before);
}

TEST(SceneEdges, PicturesOfAFewPixelsAreLeftAlone) {
  std::vector<std::uint32_t> two{0xFFFFFFFF, 0};
  smooth_edges(two, 2);
  EXPECT_EQ(two, (std::vector<std::uint32_t>{0xFFFFFFFF, 0}));
}

}  // namespace
}  // namespace rankplot::scene
