#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <set>

#include "figures.hpp"
#include "layer_figure.hpp"
#include "painter/render/scene/scene.hpp"

/// Meshes, particles and volumes, and what every kind of scene layers owes.
namespace rankplot::render {
namespace {

constexpr std::uint32_t kWhite = 0xFFFFFF;

void look_from_above(LayerFigure& figure) {
  figure.figure.width_px = figure.figure.height_px = 300;
  figure.figure.dpi = 72;
  figure.figure.scene.box = "none";
  figure.figure.scene.camera.view = "+z";
  figure.figure.scene.camera.parallel = true;
  figure.option("colorbar", false);
}

std::set<std::uint32_t> colors_of(const base::Image& image) {
  return {image.pixels.begin(), image.pixels.end()};
}

/// Two triangles that make a square of side 1.
LayerFigure square() {
  LayerFigure figure("surface");
  figure.role("points", {4, 3}, {0, 0, 0, 1, 0, 0, 1, 1, 0, 0, 1, 0});
  figure.role("cells", {2, 3}, {0, 1, 2, 0, 2, 3});
  look_from_above(figure);
  return figure;
}

TEST(SceneKinds, SayWhatTheyAreAndTake) {
  for (const job::Entry* entry : scene::scene_kinds()) {
    SCOPED_TRACE(entry->name);
    EXPECT_TRUE(entry->scene);
    EXPECT_FALSE(entry->summary.empty());
    EXPECT_FALSE(entry->roles.empty());
    for (const job::Option& option : entry->options) EXPECT_FALSE(option.summary.empty());
    EXPECT_NE(entry->example.find("kind = \"" + entry->name + "\""), std::string::npos);
  }
}

/// Meshes are kept: only what is the same may be shown again.
TEST(SceneKinds, AMeshThatIsKeptShowsTheValuesOfEachPicture) {
  const auto drawn = [](const std::vector<double>& values, double corner) {
    LayerFigure figure = square();
    figure.role("points", {4, 3}, {0, 0, 0, 1, 0, 0, 1, 1, 0, 0, corner, 0});
    if (!values.empty()) figure.row("color_by", values);
    return figure.draw().image.pixels;
  };
  const auto first = drawn({0, 1, 2, 3}, 1);
  const auto other = drawn({3, 1, 2, 0}, 1);
  EXPECT_NE(other, first);
  const auto moved = drawn({0, 1, 2, 3}, 0.5);
  EXPECT_NE(moved, first);
  EXPECT_NE(drawn({}, 1), first);
  EXPECT_NE(drawn({0, 1}, 1), first);  // by cells
  EXPECT_EQ(drawn({3, 1, 2, 0}, 1), other);
  EXPECT_EQ(drawn({0, 1, 2, 3}, 1), first);
  EXPECT_EQ(drawn({0, 1, 2, 3}, 0.5), moved);
}

TEST(SceneKinds, WhatAKeptMeshLeavesOutIsNotedEachTime) {
  for (int i = 0; i < 2; ++i) {
    LayerFigure figure = square();
    figure.role("points", {4, 3}, {0, 0, 0, 1, 0, 0, 1, 1, 0, NAN, 1, 0});
    EXPECT_EQ(figure.draw().notes.size(), 1u);
  }
}

TEST(SceneKinds, NameTheRoleThatIsMissing) {
  for (const job::Entry* entry : scene::scene_kinds()) {
    const std::string what = refusal(LayerFigure(entry->name));
    EXPECT_EQ(what.find("layer 1 (" + entry->name + "): "), 0u) << what;
  }
}

TEST(SceneKinds, ASurfaceCoveredByCellsIsColouredByEach) {
  LayerFigure figure = square();
  figure.row("color_by", {0, 1});
  const base::Image image = figure.draw().image;
  // Lit from the front all over: one colour a triangle (lower right, upper left).
  const std::uint32_t low = pixel(image, 200, 180), high = pixel(image, 100, 120);
  EXPECT_NE(low, high);
  EXPECT_EQ(low, pixel(image, 220, 200));
  EXPECT_EQ(high, pixel(image, 80, 100));
}

TEST(SceneKinds, ASolidCellShowsItsOutside) {
  LayerFigure figure("surface");
  figure.role("points", {4, 3}, {0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1});
  figure.role("cells", {1, 4}, {0, 1, 2, 3});
  figure.option("cell", std::string("tetra"));
  look_from_above(figure);
  const base::Image image = figure.draw().image;
  EXPECT_NE(pixel(image, 60, 240), kWhite);  // the right angle at the lower left
  EXPECT_EQ(pixel(image, 240, 60), kWhite);
}

TEST(SceneKinds, ASurfaceRefusesCornersThatAreNoPoints) {
  LayerFigure figure = square();
  figure.role("cells", {1, 3}, {0, 1, 4});
  EXPECT_EQ(refusal(figure),
            "layer 1 (surface): cell 0 of cells = \"/cells\" has the corner 4: points are counted "
            "from 0 to 3");
  figure.role("cells", {1, 5}, {0, 1, 2, 3, 0});
  EXPECT_NE(refusal(figure).find("is of shape (1, 5)"), std::string::npos);
  figure.role("cells", {0, 3}, {});
  EXPECT_EQ(refusal(figure), "layer 1 (surface): there are no cells to draw");
}

TEST(SceneKinds, ASurfaceLeavesOutWhatIsNotFinite) {
  LayerFigure figure = square();
  figure.role("points", {4, 3},
              {0, 0, 0, 1, 0, 0, 1, 1, 0, 0, std::numeric_limits<double>::quiet_NaN(), 0});
  const Drawing drawing = figure.draw();
  ASSERT_EQ(drawing.notes.size(), 1u);
  EXPECT_EQ(drawing.notes[0], "layer 1 (surface): 1 polygons have a corner that is not finite");
  EXPECT_NE(pixel(drawing.image, 200, 180), kWhite);
  EXPECT_EQ(pixel(drawing.image, 100, 120), kWhite);
}

TEST(SceneKinds, DotsHaveTheColoursOfTheirBar) {
  LayerFigure figure("points");
  std::vector<double> x, y, z;
  for (int i = 0; i < 100; ++i) {
    x.push_back(i % 10);
    y.push_back(i / 10);
    z.push_back(0);
  }
  figure.row("x", x);
  figure.row("y", y);
  figure.row("z", z);
  figure.row("color_by", x);
  look_from_above(figure);
  std::set<std::uint32_t> known{kWhite};
  for (const std::uint32_t color : colormap("viridis").colors) known.insert(color & kWhite);
  const std::set<std::uint32_t> seen = colors_of(figure.draw().image);
  EXPECT_EQ(seen.size(), 11u);
  for (const std::uint32_t color : seen) EXPECT_TRUE(known.contains(color)) << std::hex << color;
}

TEST(SceneKinds, SpheresHaveTheirRadius) {
  LayerFigure figure("points");
  figure.role("points", {3, 3}, {0, 0, 0, 10, 10, 0, 5, 5, 0});
  figure.option("radius", 2.0);
  look_from_above(figure);
  const base::Image image = figure.draw().image;
  int height = 0;
  for (int y = 0; y < 300; ++y) height += pixel(image, 150, y) != kWhite ? 1 : 0;
  EXPECT_NEAR(height, 286 * 4 / 14.0, 2);  // the box is that of the spheres: -2 to 12
}

TEST(SceneKinds, PointsSayHowManyAreNotFinite) {
  LayerFigure figure("points");
  figure.role("points", {2, 3}, {0, 0, 0, std::numeric_limits<double>::infinity(), 1, 1});
  ASSERT_EQ(figure.draw().notes.size(), 1u);
  figure.role("points", {2, 2}, {0, 0, 0, 0});
  EXPECT_NE(refusal(figure).find("right would be (N, 3)"), std::string::npos);
  figure.role("points", {0, 3}, {});
  EXPECT_EQ(refusal(figure), "layer 1 (points): there are no points to draw");
}

TEST(SceneKinds, AVolumeIsDenserWhereItsValuesAre) {
  LayerFigure figure("volume");
  std::vector<double> values;
  for (int z = 0; z < 16; ++z)
    for (int y = 0; y < 16; ++y)
      for (int x = 0; x < 16; ++x) values.push_back(x);
  figure.role("value", {16, 16, 16}, std::move(values));
  figure.option("cmap", std::string("gray"));
  look_from_above(figure);
  figure.option("opacity", std::vector<double>{0, 0, 0.5});
  const base::Image image = figure.draw().image;
  // Nothing is taken up in the left half; in the right one all is: what is seen is the map's grey,
  // by the pixel's share of the way from the figure's and the scene's pad of 7.
  EXPECT_EQ(pixel(image, 100, 150), kWhite);
  EXPECT_NEAR(pixel(image, 200, 150) & 255, 255 * (200 - 7) / 286.0, 4);
  EXPECT_NEAR(pixel(image, 270, 150) & 255, 255 * (270 - 7) / 286.0, 4);
  figure.option("opacity", std::vector<double>{0, 0});
  EXPECT_EQ(colors_of(figure.draw().image).size(), 1u);
  figure.option("opacity", std::vector<double>{0, 2});
  EXPECT_EQ(refusal(figure), "layer 1 (volume): opacity holds 2: each is from 0 to 1");
}

}  // namespace
}  // namespace rankplot::render
