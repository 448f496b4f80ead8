#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <limits>
#include <numbers>

#include "figures.hpp"
#include "layer_figure.hpp"

/// Scenes of vector fields, landscapes and outlines.
namespace rankplot::render {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr std::uint32_t kWhite = 0xFFFFFF;
constexpr double kPad = 7, kShown = 300 - 2 * kPad;  // of a figure and its scene, at 72 dpi

using Function = std::function<double(double x, double y, double z)>;

void look_from(LayerFigure& figure, const std::string& view) {
  figure.figure.width_px = figure.figure.height_px = 300;
  figure.figure.dpi = 72;
  figure.figure.scene.box = "none";
  figure.figure.scene.camera.view = view;
  figure.figure.scene.camera.parallel = true;
  figure.option("colorbar", false);
}

/// Vectors on side x side x layers points, from -1 to 1 along x and y and 0 to 1 along z.
LayerFigure flow(const std::string& kind, std::size_t side, std::size_t layers, const Function& u,
                 const Function& v) {
  LayerFigure figure(kind);
  const double step = 2 / static_cast<double>(side - 1);
  std::vector<double> along_x, along_y;
  for (std::size_t k = 0; k < layers; ++k)
    for (std::size_t j = 0; j < side; ++j)
      for (std::size_t i = 0; i < side; ++i) {
        const double x = -1 + step * static_cast<double>(i), y = -1 + step * static_cast<double>(j);
        along_x.push_back(u(x, y, 0));
        along_y.push_back(v(x, y, 0));
      }
  figure.role("u", {layers, side, side}, std::move(along_x));
  figure.role("v", {layers, side, side}, std::move(along_y));
  figure.option("origin", std::vector<double>{-1, -1, 0});
  figure.option("spacing", std::vector<double>{step, step,
                                               1 / std::max(1.0, static_cast<double>(layers) - 1)});
  figure.option("color", std::string("k"));
  look_from(figure, "+z");
  return figure;
}

/// Turns once about the z axis in 2 pi.
LayerFigure turning(const std::string& kind) {
  return flow(
      kind, 41, 3, [](double, double y, double) { return -y; },
      [](double x, double, double) { return x; });
}

LayerFigure orbit(double radius, double max_length) {
  LayerFigure figure = turning("streamlines");
  figure.role("seeds", {1, 3}, {radius, 0, 0.5});
  figure.option("direction", std::string("forward"));
  figure.option("tubes", false);
  figure.option("max_length", max_length);
  return figure;
}

std::size_t inked(const base::Image& image) {
  return image.pixels.size() - count_pixels(image, kWhite);
}

/// Patches of ink that do not touch each other.
std::size_t patches(const base::Image& image) {
  std::vector<char> seen(image.pixels.size(), 0);
  const int width = image.width_px, height = image.height_px;
  std::size_t count = 0;
  std::vector<int> open;
  for (int start = 0; start < width * height; ++start) {
    open.assign(1, start);
    bool is_new = false;
    while (!open.empty()) {
      const int at = open.back();
      open.pop_back();
      const auto index = static_cast<std::size_t>(at);
      if (seen[index] != 0 || image.pixels[index] == kWhite) continue;
      seen[index] = 1;
      is_new = true;
      const int x = at % width, y = at / width;
      if (x > 0) open.push_back(at - 1);
      if (x + 1 < width) open.push_back(at + 1);
      if (y > 0) open.push_back(at - width);
      if (y + 1 < height) open.push_back(at + width);
    }
    count += is_new ? 1 : 0;
  }
  return count;
}

TEST(SceneFlow, LinesOfATurningFlowKeepTheirRadius) {
  const double radius = 0.6;
  const base::Image image = orbit(radius, 2 * std::numbers::pi * radius).draw().image;
  double on_it = 0, sum = 0;
  for (int y = 0; y < 300; ++y)
    for (int x = 0; x < 300; ++x) {
      if (pixel(image, x, y) == kWhite) continue;
      // Pixels' middles, in the data's units: the box of side 2 fills what is shown.
      const double far = std::hypot(x + 0.5 - 150, y + 0.5 - 150) * 2 / kShown;
      EXPECT_NEAR(far, radius, 3.0 * 2 / kShown);
      sum += far;
      ++on_it;
    }
  EXPECT_NEAR(sum / on_it, radius, 1.0 * 2 / kShown);
  // Around the circle there are at least 4 sqrt(2) radius pixels of a thin line.
  EXPECT_GT(on_it, 4 * std::sqrt(2.0) * radius * kShown / 2);
}

TEST(SceneFlow, AClosedLineEndsWhereItBegan) {
  const Drawing once = orbit(0.6, 2 * std::numbers::pi * 0.6 * 1.1).draw();
  const Drawing often = orbit(0.6, 1000).draw();
  EXPECT_EQ(once.image.pixels, often.image.pixels);
  const Drawing half = orbit(0.6, std::numbers::pi * 0.6).draw();
  EXPECT_NEAR(static_cast<double>(inked(half.image)), static_cast<double>(inked(once.image)) / 2,
              static_cast<double>(inked(once.image)) * 0.05);
}

TEST(SceneFlow, ALineIsAsLongAsItMayBe) {
  LayerFigure figure = flow(
      "streamlines", 21, 3, [](double, double, double) { return 3.0; },
      [](double, double, double) { return 0.0; });
  figure.role("seeds", {1, 3}, {-0.5, 0, 0.5});
  figure.option("tubes", false);
  figure.option("direction", std::string("forward"));
  figure.option("max_length", 1.0);
  const base::Image image = figure.draw().image;
  int columns = 0;
  for (int x = 0; x < 300; ++x) {
    bool any = false;
    for (int y = 0; y < 300; ++y) any = any || pixel(image, x, y) != kWhite;
    columns += any ? 1 : 0;
  }
  EXPECT_NEAR(columns, kShown / 2, 3);
}

TEST(SceneFlow, SeedsOutsideAreNotedAndRefusedWhereAllAre) {
  LayerFigure figure = turning("streamlines");
  figure.role("seeds", {2, 3}, {0.5, 0, 0.5, 7, 7, 7});
  const Drawing drawing = figure.draw();
  ASSERT_EQ(drawing.notes.size(), 1u);
  EXPECT_EQ(drawing.notes[0], "layer 1 (streamlines): 1 of 2 seeds are outside of the data");
  figure.role("seeds", {1, 3}, {7, 7, 7});
  EXPECT_EQ(refusal(figure),
            "layer 1 (streamlines): none of 1 seeds lies in the data, which is from (-1, -1, 0) to "
            "(1, 1, 1)");
  figure.role("seeds", {2, 2}, {0, 0, 0, 0});
  EXPECT_NE(refusal(figure).find("right would be (N, 3)"), std::string::npos);
}

TEST(SceneFlow, SeedsStandOnSpheresLinesAndPlanes) {
  for (const char* seeding : {"sphere", "line", "plane"}) {
    SCOPED_TRACE(seeding);
    LayerFigure figure = turning("streamlines");
    figure.option("seeding", std::string(seeding));
    figure.option("count", std::int64_t{10});
    const Drawing drawing = figure.draw();
    EXPECT_TRUE(drawing.notes.empty());
    EXPECT_GT(inked(drawing.image), 500u);
  }
}

TEST(SceneFlow, VectorsThatAreZeroOrMissingAreToldOf) {
  const auto zero = [](double, double, double) { return 0.0; };
  const auto nothing = [](double, double, double) { return kNaN; };
  for (const char* kind : {"streamlines", "glyphs"}) {
    SCOPED_TRACE(kind);
    const Drawing still = flow(kind, 5, 5, zero, zero).draw();
    ASSERT_FALSE(still.notes.empty());
    EXPECT_NE(still.notes[0].find("all vectors are zero"), std::string::npos);
    EXPECT_EQ(inked(still.image), 0u);
    const Drawing missing = flow(kind, 5, 5, nothing, zero).draw();
    ASSERT_FALSE(missing.notes.empty());
    EXPECT_NE(missing.notes[0].find("125 of 125 vectors are not finite"), std::string::npos);
    LayerFigure coloured = flow(kind, 5, 5, nothing, nothing);
    coloured.figure.layers[0].options.erase("color");
    EXPECT_EQ(inked(coloured.draw().image), 0u);
    LayerFigure empty(kind);
    empty.role("u", {0, 4, 4}, {});
    empty.role("v", {0, 4, 4}, {});
    EXPECT_NE(refusal(empty).find("no points to draw"), std::string::npos);
    LayerFigure alone(kind);
    alone.role("u", {2, 2, 2}, std::vector<double>(8, 1));
    EXPECT_EQ(refusal(alone), std::string("layer 1 (") + kind + "): it needs 'v' beside 'u'");
  }
}

TEST(SceneFlow, OneCellIsEnoughForALine) {
  const auto one = [](double, double, double) { return 1.0; };
  LayerFigure figure = flow("streamlines", 2, 2, one, one);
  EXPECT_GT(inked(figure.draw().image), 100u);
}

TEST(SceneFlow, GlyphsAreThinnedEvenlyToTheirCount) {
  const auto one = [](double, double, double) { return 1.0; };
  LayerFigure figure = flow("glyphs", 40, 1, one, one);
  figure.option("shape", std::string("sphere"));
  figure.option("scale", 0.1);
  for (const std::int64_t count : {1, 16, 30, 100}) {
    figure.option("count", count);
    // The largest square of points that has no more than that.
    const auto side = static_cast<std::size_t>(std::sqrt(static_cast<double>(count)));
    EXPECT_EQ(patches(figure.draw().image), side * side) << count;
  }
}

TEST(SceneFlow, ArrowsPointAlongTheirVectorsAndKeepTheirScale) {
  LayerFigure figure("glyphs");
  figure.role("points", {3, 3}, {-1, -1, 0, 1, 1, 0, 0, 0, 0});
  figure.row("u", {0, 0, 1});
  figure.row("v", {0, 0, 0});
  figure.option("color", std::string("k"));
  figure.option("scale", 0.5);
  look_from(figure, "+z");
  const Drawing drawing = figure.draw();
  ASSERT_EQ(drawing.notes.size(), 1u);
  EXPECT_EQ(drawing.notes[0], "layer 1 (glyphs): 2 of 3 glyphs have no size or direction");
  EXPECT_EQ(patches(drawing.image), 1u);
  int first = 300, last = 0;
  for (int x = 0; x < 300; ++x)
    if (pixel(drawing.image, x, 150) != kWhite) {
      first = std::min(first, x);
      last = std::max(last, x);
    }
  EXPECT_NEAR(first, 150, 2);
  EXPECT_NEAR(last, 150 + 0.5 * kShown / 2, 2);
}

TEST(SceneFlow, GlyphsWithoutDirectionAreSpheresOrRefused) {
  LayerFigure figure("glyphs");
  figure.role("points", {2, 3}, {0, 0, 0, 2, 2, 0});
  EXPECT_EQ(refusal(figure),
            "layer 1 (glyphs): an arrow needs a direction: u, v and w; or say shape = \"sphere\"");
  figure.option("shape", std::string("sphere"));
  figure.row("size_by", {1, 0.5});
  figure.option("scale", 0.4);
  look_from(figure, "+z");
  EXPECT_EQ(patches(figure.draw().image), 2u);
  figure.row("size_by", {1, 2, 3});
  EXPECT_EQ(refusal(figure), "layer 1 (glyphs): size_by = \"/size_by\" has 3 values for 2 points");
}

LayerFigure hill(std::size_t rows, std::size_t columns, const Function& height) {
  LayerFigure figure("heightfield");
  std::vector<double> values;
  for (std::size_t j = 0; j < rows; ++j)
    for (std::size_t i = 0; i < columns; ++i)
      values.push_back(height(static_cast<double>(i), static_cast<double>(j), 0));
  figure.role("value", {rows, columns}, std::move(values));
  look_from(figure, "-y");
  return figure;
}

TEST(SceneFlow, ALandscapeIsAsHighAsItsValues) {
  // A ramp from 0 to 10 over 10 steps, drawn at scale 1: the diagonal of a square from its side.
  LayerFigure figure = hill(3, 11, [](double x, double, double) { return x; });
  figure.option("scale", 1.0);
  figure.option("color", std::string("k"));
  figure.figure.scene.camera.elevation = 5;  // not quite edge-on
  const base::Image image = figure.draw().image;
  for (const int x : {50, 150, 250}) {
    int row = 0;
    while (row < 299 && pixel(image, x, row) == kWhite) ++row;
    EXPECT_NEAR(row, 300 - x, 8);
  }
  figure.figure.scene.camera = {};
  figure.figure.scene.camera.view = "+z";
  figure.figure.scene.camera.parallel = true;
  EXPECT_NEAR(static_cast<double>(inked(figure.draw().image)), kShown * kShown / 5, 2 * kShown);
}

TEST(SceneFlow, ALandscapeTellsItsValuesWhateverItsScale) {
  LayerFigure figure = hill(9, 9, [](double x, double y, double) { return 2 * (x + y); });
  figure.figure.scene = {};
  const base::Image usual = figure.draw().image;
  LayerFigure low = hill(9, 9, [](double x, double y, double) { return x + y; });
  low.figure.scene = {};
  // The same landscape, but for its numbers.
  const Difference apart = difference(usual, low.draw().image);
  EXPECT_GT(apart.mean, 0);
  EXPECT_LT(apart.mean, 3);
}

TEST(SceneFlow, ALandscapeHasHolesAndRefusesWhatIsNone) {
  LayerFigure figure = hill(9, 9, [](double x, double, double) { return x < 4 ? kNaN : x; });
  figure.figure.scene.camera.view = "+z";
  const Drawing drawing = figure.draw();
  ASSERT_EQ(drawing.notes.size(), 1u);
  EXPECT_EQ(drawing.notes[0], "layer 1 (heightfield): 36 of 81 points are not finite");
  EXPECT_EQ(pixel(drawing.image, 80, 150), kWhite);
  EXPECT_NE(pixel(drawing.image, 240, 150), kWhite);
  EXPECT_EQ(inked(hill(3, 3, [](double, double, double) { return kNaN; }).draw().image), 0u);
  hill(3, 3, [](double, double, double) { return 2.0; }).draw();
  EXPECT_NE(refusal(hill(1, 5, [](double, double, double) { return 1.0; }))
                .find("is of shape (1, 5): two axes (y, x)"),
            std::string::npos);
}

TEST(SceneFlow, AnOutlineIsNothingButEdges) {
  LayerFigure figure("outline");
  figure.role("value", {3, 3, 3}, std::vector<double>(27, 1));
  look_from(figure, "+z");
  const base::Image image = figure.draw().image;
  EXPECT_EQ(pixel(image, 150, 150), kWhite);
  // The sides of a square, one or two pixels wide; half of each lies beyond what is shown.
  EXPECT_GT(inked(image), 2 * kShown - 8);
  EXPECT_LT(inked(image), 4 * kShown * 2.5);
  LayerFigure points("outline");
  points.role("points", {2, 3}, {0, 0, 0, 1, 1, 0});
  look_from(points, "+z");
  EXPECT_EQ(pixel(points.draw().image, 150, 150), kWhite);
  EXPECT_EQ(refusal(LayerFigure("outline")),
            "layer 1 (outline): it needs 'value', an array on a grid, or 'points'");
}

TEST(SceneFlow, EdgesBlendIntoTheBackgroundAsTheirShareOfThePixel) {
  // White on black: what covers a share of a pixel is that grey, never brighter than white, nor
  // coloured.
  LayerFigure figure = hill(9, 9, [](double x, double y, double) { return x * y; });
  figure.figure.scene.camera = {};
  figure.option("color", std::string("yellow"));
  for (const std::uint32_t color : figure.draw().image.pixels) {
    const int red = static_cast<int>(color >> 16 & 255), green = static_cast<int>(color >> 8 & 255);
    const int blue = static_cast<int>(color & 255);
    EXPECT_LE(std::abs(red - green), 2) << std::hex << color;
    EXPECT_LE(blue, red + 2) << std::hex << color;
  }
}

}  // namespace
}  // namespace rankplot::render
