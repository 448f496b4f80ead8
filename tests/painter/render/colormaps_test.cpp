#include "painter/render/chart/colormaps.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>

#include "core/base/error.hpp"

namespace rankplot::render {
namespace {

using job::AxisScale;

constexpr double kInfinity = std::numeric_limits<double>::infinity();

std::vector<std::uint32_t> pixels_of(const std::vector<double>& values, const Norm& norm,
                                     const Colormap& map, Quality quality = Quality::Fast) {
  std::vector<std::uint32_t> pixels(values.size());
  map_values(values, norm, map, pixels, quality);
  return pixels;
}

// The ends of viridis as published: #440154 and #fde725.
TEST(Colormaps, CarryMatplotlibsColours) {
  EXPECT_EQ(colormap("viridis").colors.front(), 0xFF440154u);
  EXPECT_EQ(colormap("viridis").colors.back(), 0xFFFDE725u);
  EXPECT_EQ(colormap("gray").colors[128], 0xFF808080u);
  EXPECT_EQ(
      colormap("tab10").colors,
      (std::vector<std::uint32_t>{0xFF1F77B4, 0xFFFF7F0E, 0xFF2CA02C, 0xFFD62728, 0xFF9467BD,
                                  0xFF8C564B, 0xFFE377C2, 0xFF7F7F7F, 0xFFBCBD22, 0xFF17BECF}));
}

TEST(Colormaps, AreReversedByTheirSuffix) {
  std::vector<std::uint32_t> colors = colormap("hot").colors;
  std::reverse(colors.begin(), colors.end());
  EXPECT_EQ(colormap("hot_r").colors, colors);
}

TEST(Colormaps, AreAllThere) {
  const std::vector<std::string> names = colormap_names();
  EXPECT_EQ(names.size(), 83u);  // matplotlib 3.6
  for (const std::string& name : names) {
    const std::size_t count = colormap(name).colors.size();
    EXPECT_TRUE(count == 256 || count == 510 || (count >= 8 && count <= 20)) << name;
  }
}

TEST(Colormaps, NameTheNearestKnownOne) {
  try {
    colormap("virdis");
    FAIL();
  } catch (const base::Error& error) {
    EXPECT_NE(std::string(error.what()).find("'viridis'"), std::string::npos) << error.what();
  }
}

// Ten colours over 0 to 10: colour i from i up to i + 1, the last one also at 10.
TEST(MapValues, GivesEachColourAnEqualShare) {
  const Colormap& map = colormap("tab10");
  const Norm norm{{0, 10}, AxisScale::Linear};
  EXPECT_EQ(pixels_of({0, 0.99, 1, 5.5, 9, 10}, norm, map),
            (std::vector<std::uint32_t>{map.colors[0], map.colors[0], map.colors[1], map.colors[5],
                                        map.colors[9], map.colors[9]}));
}

TEST(MapValues, ClipsAndLeavesNanBlank) {
  const Colormap& map = colormap("viridis");
  const Norm norm{{0, 1}, AxisScale::Linear};
  EXPECT_EQ(pixels_of({-kInfinity, -1, 2, kInfinity, std::nan("")}, norm, map),
            (std::vector<std::uint32_t>{map.colors[0], map.colors[0], map.colors[255],
                                        map.colors[255], 0}));
}

TEST(MapValues, SurvivesTheWidestRange) {
  const Colormap& map = colormap("tab10");
  const double most = std::numeric_limits<double>::max();
  EXPECT_EQ(pixels_of({-most, 0, most}, Norm{{-most, most}, AxisScale::Linear}, map),
            (std::vector<std::uint32_t>{map.colors[0], map.colors[5], map.colors[9]}));
}

// Ten colours over ten decades: one a decade.
TEST(MapValues, SharesDecadesOutOnALogNorm) {
  const Colormap& map = colormap("tab10");
  const Norm norm{{1, 1e10}, AxisScale::Log};
  for (Quality quality : {Quality::Fast, Quality::Exact}) {
    EXPECT_EQ(pixels_of({0.5, 1, 9, 11, 5e9, 1e10, 1e11, 0, -1, std::nan(""), kInfinity}, norm, map,
                        quality),
              (std::vector<std::uint32_t>{map.colors[0], map.colors[0], map.colors[0],
                                          map.colors[1], map.colors[9], map.colors[9],
                                          map.colors[9], 0, 0, 0, map.colors[9]}));
  }
}

TEST(MapValues, IsTheSameFastAndExactAwayFromBoundaries) {
  std::mt19937_64 random(1);
  std::uniform_real_distribution<double> exponent(-330, 310);
  std::vector<double> values(20000);
  for (double& value : values) value = std::pow(10.0, exponent(random));
  const std::vector<Range> ranges{{1e-300, 1e300}, {0.1, 10}, {1, 1.001}, {5e-324, 1}};
  for (const Range& range : ranges) {
    std::uniform_real_distribution<double> within(std::log10(range.low), std::log10(range.high));
    for (std::size_t i = 0; i < values.size(); i += 2) values[i] = std::pow(10.0, within(random));
    const Norm norm{range, AxisScale::Log};
    const auto fast = pixels_of(values, norm, colormap("viridis"));
    const auto exact = pixels_of(values, norm, colormap("viridis"), Quality::Exact);
    std::size_t differing = 0;
    for (std::size_t i = 0; i < values.size(); ++i) differing += fast[i] != exact[i];
    EXPECT_LE(differing, 2u) << range.low << " to " << range.high;
  }
}

TEST(NormOf, TakesTheFiniteValues) {
  const std::vector<double> values{3, std::nan(""), -1, kInfinity, -kInfinity};
  EXPECT_EQ(norm_of(values, AxisScale::Linear).range, (Range{-1, 3}));
  EXPECT_EQ(norm_of(std::vector<double>{0, -1, 5, 2}, AxisScale::Log).range, (Range{2, 5}));
  EXPECT_EQ(norm_of(std::vector<double>{std::nan("")}, AxisScale::Linear).range, (Range{0, 1}));
  EXPECT_EQ(norm_of(std::vector<double>{}, AxisScale::Log).range, (Range{1, 10}));
  EXPECT_EQ(norm_of(std::vector<double>{2, 2}, AxisScale::Linear).range, (Range{1.9, 2.1}));
}

}  // namespace
}  // namespace rankplot::render
