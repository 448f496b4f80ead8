#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "figures.hpp"
#include "layer_figure.hpp"

/// Slices that show vectors by line integral convolution.
namespace rankplot::render {
namespace {

/// A slice of one value, seen face-on, under vectors that are the same everywhere.
LayerFigure smeared(double u, double v, double w = 0) {
  LayerFigure figure("slice");
  figure.figure.width_px = figure.figure.height_px = 300;
  figure.figure.dpi = 72;
  figure.figure.scene.box = "none";
  figure.figure.scene.camera.view = "+z";
  figure.figure.scene.camera.parallel = true;
  const auto everywhere = [&](const char* role, double value) {
    figure.role(role, {3, 41, 41}, std::vector<double>(3 * 41 * 41, value));
  };
  everywhere("value", 1);
  everywhere("u", u);
  everywhere("v", v);
  everywhere("w", w);
  figure.option("limits", std::vector<double>{0, 2});
  figure.option("colorbar", false);
  return figure;
}

/// How much the green of neighbours differs in the mean, across and upwards.
struct Roughness {
  double across = 0, up = 0;
};

Roughness roughness(const base::Image& image) {
  Roughness mean;
  const auto green = [&](int x, int y) {
    return static_cast<int>(pixel(image, x, y) >> 8U & 255U);
  };
  for (int y = 50; y < 250; ++y)
    for (int x = 50; x < 250; ++x) {
      mean.across += std::abs(green(x + 1, y) - green(x, y)) / 40000.0;
      mean.up += std::abs(green(x, y + 1) - green(x, y)) / 40000.0;
    }
  return mean;
}

TEST(SceneConvolution, SmearsASliceAlongItsVectors) {
  const Roughness lying = roughness(smeared(2, 0).draw().image);
  EXPECT_GT(lying.up, 4 * lying.across);
  const Roughness standing = roughness(smeared(0, 1e-9).draw().image);
  EXPECT_GT(standing.across, 4 * standing.up);
  EXPECT_TRUE(smeared(1, 1).draw().image.pixels == smeared(1, 1).draw().image.pixels);
}

TEST(SceneConvolution, IsInTheMeanAsLightAsTheColours) {
  const auto lightness = [](std::uint32_t color) {
    const auto channel = [&](unsigned shift) { return static_cast<double>(color >> shift & 255U); };
    return 0.2126 * channel(16) + 0.7152 * channel(8) + 0.0722 * channel(0);
  };
  for (const double low : {-1.0, 0.0, 1.0}) {  // a light colour, one in the middle, a dark one
    LayerFigure figure = smeared(3, 1), plain = smeared(0, 0);
    for (LayerFigure* each : {&figure, &plain})
      each->option("limits", std::vector<double>{low, low + 2});
    const base::Image image = figure.draw().image;
    double mean = 0;
    for (int y = 50; y < 250; ++y)
      for (int x = 50; x < 250; ++x) mean += lightness(pixel(image, x, y)) / 40000;
    EXPECT_NEAR(mean, lightness(pixel(plain.draw().image, 150, 150)), 4) << low;
  }
}

TEST(SceneConvolution, ShowsPlainColoursWhereNoVectorLiesInThePlane) {
  LayerFigure plain = smeared(0, 0);
  for (const char* role : {"u", "v", "w"}) plain.data.roles.erase(role);
  const std::uint32_t color = pixel(plain.draw().image, 150, 150);
  const LayerFigure upright = smeared(0, 0, 1);
  LayerFigure faint = smeared(1, 1);
  faint.option("contrast", 0.0);
  const LayerFigure holes = smeared(std::numeric_limits<double>::quiet_NaN(), 1);
  for (const LayerFigure& figure : {upright, faint, holes}) {
    const base::Image image = figure.draw().image;
    EXPECT_EQ(roughness(image).across + roughness(image).up, 0);
    EXPECT_EQ(pixel(image, 150, 150), color);
  }
  EXPECT_NE(upright.draw().notes.at(0).find("no vector has a direction in the plane"),
            std::string::npos);
}

TEST(SceneConvolution, TakesTheComponentsOfAPlaneAcrossAnyAxis) {
  // Seen along y, x lies across and z upwards: w stands.
  LayerFigure figure = smeared(0, 1, 2);
  figure.option("axis", std::string("y"));
  figure.option("spacing", std::vector<double>{1, 1, 20});  // as high as wide
  figure.figure.scene.camera.view = "-y";
  const Roughness standing = roughness(figure.draw().image);
  EXPECT_GT(standing.across, 4 * standing.up);
}

TEST(SceneConvolution, SaysWhichVectorsItCannotShow) {
  LayerFigure lone = smeared(1, 0);
  lone.data.roles.erase("v");
  EXPECT_EQ(refusal(lone), "layer 1 (slice): it needs 'v' beside 'u'");
  LayerFigure lacking = smeared(1, 0);
  lacking.data.roles.erase("u");
  EXPECT_EQ(refusal(lacking), "layer 1 (slice): it needs 'u' beside 'v'");
  LayerFigure oblique = smeared(1, 0);
  oblique.option("normal", std::vector<double>{1, 1, 1});
  EXPECT_NE(refusal(oblique).find("vectors are shown in planes across an axis"), std::string::npos);
  LayerFigure other = smeared(1, 0);
  other.role("v", {2, 2, 2}, std::vector<double>(8, 1));
  EXPECT_NE(refusal(other).find("(2, 2, 2)"), std::string::npos) << refusal(other);
}

}  // namespace
}  // namespace rankplot::render
