#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <functional>
#include <limits>
#include <set>

#include "figures.hpp"
#include "layer_figure.hpp"
#include "painter/render/scene/scene.hpp"

namespace rankplot::render {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr std::uint32_t kWhite = 0xFFFFFF;

/// A scene of one layer of 3-D data, seen from +z with parallel lines, with nothing around it.
LayerFigure scene_of(const std::string& kind, std::size_t side,
                     const std::function<double(double, double, double)>& value) {
  LayerFigure figure(kind);
  std::vector<double> values;
  for (std::size_t z = 0; z < side; ++z)
    for (std::size_t y = 0; y < side; ++y)
      for (std::size_t x = 0; x < side; ++x)
        values.push_back(
            value(static_cast<double>(x), static_cast<double>(y), static_cast<double>(z)));
  figure.role("value", {side, side, side}, std::move(values));
  figure.figure.width_px = figure.figure.height_px = 300;
  figure.figure.dpi = 72;
  figure.figure.scene.box = "none";
  figure.figure.scene.camera.view = "+z";
  figure.figure.scene.camera.parallel = true;
  figure.option("colorbar", false);
  return figure;
}

std::set<std::uint32_t> colors_of(const base::Image& image) {
  return {image.pixels.begin(), image.pixels.end()};
}

/// The height of what is not white in the middle column.
int height_in_the_middle(const base::Image& image) {
  int count = 0;
  for (int y = 0; y < image.height_px; ++y)
    count += pixel(image, image.width_px / 2, y) != kWhite ? 1 : 0;
  return count;
}

// The pad of a figure and that of a scene, on both sides, at 72 dpi.
constexpr double kShown = 300 - 2 * 5 - 2 * 2;

TEST(Scene, SlicesHaveExactlyTheColoursOfTheirBar) {
  LayerFigure figure = scene_of("slice", 33, [](double x, double, double) { return x; });
  const Drawing drawing = figure.draw();
  std::set<std::uint32_t> known{kWhite};
  const Colormap& map = colormap("viridis");
  for (const std::uint32_t color : map.colors) known.insert(color & kWhite);
  const std::set<std::uint32_t> seen = colors_of(drawing.image);
  EXPECT_GT(seen.size(), 250u);
  for (const std::uint32_t color : seen) EXPECT_TRUE(known.contains(color)) << std::hex << color;
  // Half a colour beside the middle on either side: 127 and 128 of 256.
  const std::uint32_t middle = pixel(drawing.image, 150, 150);
  EXPECT_TRUE(middle == (map.colors[127] & kWhite) || middle == (map.colors[128] & kWhite));
}

TEST(Scene, ASliceSeenFaceOnIsThePictureThatOpenGLDraws) {
  const auto value = [](double x, double y, double z) {
    return x < 2 && y < 2 && z < 2 ? kNaN : std::sin(0.9 * x) + 0.3 * y + 0.1 * x * z;
  };
  for (const std::string axis : {"x", "y", "z"})
    for (const std::string side : {"+", "-"})
      for (const bool parallel : {true, false}) {
        SCOPED_TRACE(side + axis);
        LayerFigure figure = scene_of("slice", 9, value);
        figure.option("axis", axis);
        figure.option("position", 1.25);
        figure.option("norm", std::string(parallel ? "linear" : "log"));
        figure.figure.scene.camera.view = side + axis;
        figure.figure.scene.camera.parallel = parallel;
        const base::Image image = figure.draw().image;
        figure.figure.scene.camera.azimuth = 1e-6;  // nothing that is seen: drawn as a scene
        const base::Image scene = figure.draw().image;
        EXPECT_NE(pixel(image, 150, 150), kWhite);
        std::size_t other = 0;
        for (std::size_t i = 0; i < image.pixels.size(); ++i)
          other += image.pixels[i] != scene.pixels[i] ? 1 : 0;
        // Colours next to each other, where rounding decides, and the outermost pixels.
        EXPECT_LT(static_cast<double>(other), 0.02 * static_cast<double>(image.pixels.size()));
        EXPECT_LT(difference(image, scene).mean, 0.2);
      }
}

TEST(Scene, SlicesShowTheColourBarsColoursFromEverySide) {
  LayerFigure figure = scene_of("slice", 9, [](double x, double y, double) { return x + y; });
  figure.figure.scene.camera = {};
  figure.option("normal", std::vector<double>{1, 1, 1});
  std::set<std::uint32_t> known{kWhite};
  for (const std::uint32_t color : colormap("viridis").colors) known.insert(color & kWhite);
  for (const std::uint32_t color : colors_of(figure.draw().image))
    EXPECT_TRUE(known.contains(color)) << std::hex << color;
}

TEST(Scene, AnIsosurfaceOfASphereHasItsRadius) {
  const auto radius = [](double x, double y, double z) {
    return std::hypot(x - 20, y - 20, z - 20);
  };
  LayerFigure figure = scene_of("isosurface", 41, radius);
  figure.option("isovalues", std::vector<double>{15});
  // The box of 40 fills what is shown, the sphere of 2 * 15 its share.
  EXPECT_NEAR(height_in_the_middle(figure.draw().image), kShown * 30 / 40, 1.5);
}

TEST(Scene, SpacingAndOriginOfAnySizeDrawTheSame) {
  const auto radius = [](double x, double y, double z) { return std::hypot(x - 8, y - 8, z - 8); };
  LayerFigure figure = scene_of("isosurface", 17, radius);
  figure.option("isovalues", std::vector<double>{6});
  const Drawing usual = figure.draw();
  for (const double step : {1e-200, 1e-12, 1e9, 1e250}) {
    SCOPED_TRACE(step);
    figure.option("spacing", std::vector<double>{step, step, step});
    EXPECT_LT(difference(figure.draw().image, usual.image).mean, 0.2);
  }
  figure.option("spacing", std::vector<double>{-1, -1, -1});
  EXPECT_LT(difference(figure.draw().image, usual.image).mean, 0.2);
}

TEST(Scene, CoordinatesGiveTheSameAsOriginAndSpacing) {
  const auto radius = [](double x, double y, double z) { return std::hypot(x - 8, y - 8, z - 8); };
  LayerFigure figure = scene_of("isosurface", 17, radius);
  figure.option("isovalues", std::vector<double>{6});
  const Drawing uniform = figure.draw();
  std::vector<double> row(17);
  for (std::size_t i = 0; i < row.size(); ++i) row[i] = static_cast<double>(i);
  LayerFigure rows = figure;
  for (const char* axis : {"x", "y", "z"}) rows.row(axis, row);
  EXPECT_EQ(rows.draw().image.pixels, uniform.image.pixels);

  std::vector<double> x, y, z;
  for (std::size_t i = 0; i < 17 * 17 * 17; ++i) {
    x.push_back(static_cast<double>(i % 17));
    y.push_back(static_cast<double>(i / 17 % 17));
    z.push_back(static_cast<double>(i / 289));
  }
  LayerFigure curvilinear = figure;
  curvilinear.role("x", {17, 17, 17}, std::move(x));
  curvilinear.role("y", {17, 17, 17}, std::move(y));
  curvilinear.role("z", {17, 17, 17}, std::move(z));
  EXPECT_LT(difference(curvilinear.draw().image, uniform.image).mean, 0.5);
}

TEST(Scene, HolesInTheDataAreHolesInTheSlice) {
  LayerFigure figure =
      scene_of("slice", 9, [](double x, double, double) { return x < 4 ? kNaN : x; });
  const Drawing drawing = figure.draw();
  EXPECT_EQ(pixel(drawing.image, 60, 150), kWhite);
  EXPECT_NE(pixel(drawing.image, 240, 150), kWhite);
}

TEST(Scene, DegenerateDataIsDrawnOrRefusedWithTheReason) {
  for (const char* kind : {"slice", "isosurface"}) {
    SCOPED_TRACE(kind);
    LayerFigure blank = scene_of(kind, 4, [](double, double, double) { return kNaN; });
    const Drawing drawing = blank.draw();
    EXPECT_FALSE(drawing.notes.empty());
    LayerFigure even = scene_of(kind, 4, [](double, double, double) { return 2.0; });
    even.draw();
    LayerFigure flat(kind);
    flat.role("value", {4, 4}, std::vector<double>(16, 1));
    EXPECT_THROW(flat.draw(), base::Error);
    LayerFigure none(kind);
    none.role("value", {0, 4, 4}, {});
    EXPECT_THROW(none.draw(), base::Error);
  }
  LayerFigure one = scene_of("isosurface", 1, [](double, double, double) { return 2.0; });
  EXPECT_THROW(one.draw(), base::Error);
  scene_of("slice", 1, [](double, double, double) { return 2.0; }).draw();
}

TEST(Scene, AnIsovalueOutsideOfTheDataIsNoted) {
  LayerFigure figure = scene_of("isosurface", 5, [](double x, double, double) { return x; });
  figure.option("isovalues", std::vector<double>{2, 7});
  const Drawing drawing = figure.draw();
  ASSERT_FALSE(drawing.notes.empty());
  EXPECT_EQ(drawing.notes[0], "layer 1 (isosurface): no surface at 7: the data is from 0 to 4");
}

TEST(Scene, RefusesPlacesOutsideOfTheData) {
  LayerFigure figure = scene_of("slice", 5, [](double x, double, double) { return x; });
  figure.option("position", 7.0);
  try {
    figure.draw();
    FAIL() << "drew it";
  } catch (const base::Error& error) {
    EXPECT_STREQ(error.what(),
                 "layer 1 (slice): position = 7 is outside the data, which is from 0 to 4 along z");
  }
}

TEST(Scene, TheSameInputGivesTheSamePixelsWhateverCameBefore) {
  const auto radius = [](double x, double y, double z) { return std::hypot(x - 8, y - 8, z - 8); };
  LayerFigure figure = scene_of("isosurface", 17, radius);
  const Drawing before = figure.draw();
  LayerFigure other = scene_of("slice", 5, [](double x, double, double) { return x; });
  other.figure.width_px = 411;
  other.draw();
  EXPECT_EQ(figure.draw().image.pixels, before.image.pixels);
}

TEST(Scene, NothingIsWrittenToStderrWithoutADisplay) {
  ::unsetenv("DISPLAY");
  testing::internal::CaptureStderr();
  LayerFigure figure = scene_of("isosurface", 9, [](double x, double y, double) { return x * y; });
  figure.figure.scene = {};
  figure.option("alpha", 0.5);
  figure.draw();
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
}

TEST(Scene, WhatIsTranslucentShowsWhatIsBehindIt) {
  const auto radius = [](double x, double y, double z) { return std::hypot(x - 8, y - 8, z - 8); };
  LayerFigure figure = scene_of("isosurface", 17, radius);
  figure.option("isovalues", std::vector<double>{6});
  figure.option("color", std::string("red"));
  const std::uint32_t opaque = pixel(figure.draw().image, 150, 150);
  figure.option("alpha", 0.4);
  const std::uint32_t translucent = pixel(figure.draw().image, 150, 150);
  // Two walls of 40 % each before white leave 36 % of it.
  EXPECT_GT(translucent & 255, (opaque & 255) + 60);
  EXPECT_LT(translucent & 255, 120u);
}

TEST(Scene, StandsBesideChartsInPanels) {
  LayerFigure figure = scene_of("slice", 5, [](double x, double, double) { return x; });
  job::Layer line;
  line.kind = "line";
  for (const LayerKind* kind : layer_kinds())
    if (kind->entry.name == "line")
      for (const job::Option& option : kind->entry.options)
        if (option.fallback) line.options[option.name] = *option.fallback;
  line.panel = 1;
  LayerData data;
  data.roles["x"] = base::Field{{3}, {0, 1, 2}};
  data.roles["y"] = base::Field{{3}, {0, 1, 4}};
  job::Figure both = figure.figure;
  both.rows = 1;
  both.columns = 2;
  both.width_px = 600;
  both.panels.resize(2);
  both.panels[0].scene = figure.figure.scene;
  both.layers.push_back(line);
  const Drawing drawing = draw(both, {figure.data, data});
  const std::set<std::uint32_t> seen = colors_of(drawing.image);
  EXPECT_TRUE(seen.contains(colormap("viridis").colors.front() & kWhite));
  EXPECT_TRUE(seen.contains(0x1F77B4));  // C0
}

}  // namespace
}  // namespace rankplot::render
