#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <set>

#include "figures.hpp"
#include "layer_figure.hpp"

/// Scenes of parts of grids and meshes: clips, thresholds, cells of all types, lines on slices.
namespace rankplot::render {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr std::uint32_t kWhite = 0xFFFFFF;
constexpr double kShown = 286;  // of 300 pixels, less the pads of a figure and its scene, at 72 dpi

void look_from(LayerFigure& figure, const std::string& view) {
  figure.figure.width_px = figure.figure.height_px = 300;
  figure.figure.dpi = 72;
  figure.figure.scene.box = "none";
  figure.figure.scene.camera.view = view;
  figure.figure.scene.camera.parallel = true;
  figure.option("colorbar", false);
}

/// side^3 points whose value is x, from 0 to side - 1.
LayerFigure ramp(const std::string& kind, std::size_t side) {
  LayerFigure figure(kind);
  std::vector<double> values(side * side * side);
  for (std::size_t i = 0; i < values.size(); ++i) values[i] = static_cast<double>(i % side);
  figure.role("value", {side, side, side}, std::move(values));
  look_from(figure, "+z");
  return figure;
}

double inked(const base::Image& image) {
  return static_cast<double>(image.pixels.size() - count_pixels(image, kWhite));
}

/// What a square as wide as what is shown would cover of it.
constexpr double kAll = kShown * kShown;

TEST(SceneBody, AClipKeepsItsShare) {
  LayerFigure figure = ramp("clip", 9);
  figure.option("position", 2.0);
  EXPECT_NEAR(inked(figure.draw().image), kAll * 2 / 8, kShown);
  figure.option("keep", std::string("above"));
  EXPECT_NEAR(inked(figure.draw().image), kAll * 6 / 8, kShown);
}

TEST(SceneBody, AnObliqueClipKeepsItsTriangle) {
  LayerFigure figure = ramp("clip", 9);
  figure.option("normal", std::vector<double>{1, 1, 0});
  EXPECT_NEAR(inked(figure.draw().image), kAll / 2, 2 * kShown);
  figure.option("point", std::vector<double>{2, 2, 0});
  EXPECT_NEAR(inked(figure.draw().image), kAll / 8, 2 * kShown);  // sides of 4 of 8, halved
}

TEST(SceneBody, TheCutHasExactlyTheColoursOfItsBar) {
  LayerFigure figure = ramp("clip", 33);
  figure.option("axis", std::string("z"));
  std::set<std::uint32_t> known{kWhite};
  for (const std::uint32_t color : colormap("viridis").colors) known.insert(color & kWhite);
  std::size_t odd = 0;
  for (const std::uint32_t color : figure.draw().image.pixels) odd += known.contains(color) ? 0 : 1;
  EXPECT_LT(odd, 4 * kShown);  // blended edges only
}

TEST(SceneBody, AClipSaysWhenNothingStays) {
  LayerFigure figure = ramp("clip", 5);
  figure.option("position", -1.0);
  const Drawing drawing = figure.draw();
  ASSERT_EQ(drawing.notes.size(), 2u);  // and the warning of a blank plot
  EXPECT_EQ(drawing.notes[0],
            "layer 1 (clip): nothing stays: it all lies on the other side of the plane");
  EXPECT_EQ(inked(drawing.image), 0);
  figure.option("normal", std::vector<double>{0, 0, 0});
  EXPECT_NE(refusal(figure).find("is no direction"), std::string::npos);
}

TEST(SceneBody, AThresholdKeepsTheCellsBetweenItsValues) {
  LayerFigure figure = ramp("threshold", 9);  // 8 columns of cells
  figure.option("lower", 3.0);
  EXPECT_NEAR(inked(figure.draw().image), kAll * 5 / 8, kShown);
  figure.option("upper", 5.5);  // 3 to 4 and 4 to 5
  EXPECT_NEAR(inked(figure.draw().image), kAll * 2 / 8, kShown);
  figure.option("upper", 3.5);
  const Drawing none = figure.draw();
  ASSERT_EQ(none.notes.size(), 2u);  // and the warning of a blank plot
  EXPECT_EQ(none.notes[0], "layer 1 (threshold): none of 512 cells has values from 3 to 3.5");
  EXPECT_EQ(refusal(ramp("threshold", 3)),
            "layer 1 (threshold): it needs 'lower', 'upper', or both");
  figure.option("upper", 1.0);
  EXPECT_EQ(refusal(figure), "layer 1 (threshold): lower = 3 is above upper = 1");
}

TEST(SceneBody, AThresholdOfATurnedGridKeepsTheSamePlaces) {
  LayerFigure figure = ramp("threshold", 9);
  figure.option("lower", 6.0);  // the last two columns of cells
  figure.option("spacing", std::vector<double>{-1, 1, 1});
  const base::Image image = figure.draw().image;
  EXPECT_NE(pixel(image, 30, 150), kWhite);
  EXPECT_EQ(pixel(image, 270, 150), kWhite);
  EXPECT_NEAR(inked(image), kAll * 2 / 8, kShown);
}

TEST(SceneBody, DegenerateGridsAreDrawnOrRefusedWithTheReason) {
  for (const char* kind : {"clip", "threshold"}) {
    SCOPED_TRACE(kind);
    const auto grid = [&](std::vector<std::size_t> shape, double value) {
      LayerFigure figure(kind);
      std::size_t count = 1;
      for (const std::size_t side : shape) count *= side;
      figure.role("value", std::move(shape), std::vector<double>(count, value));
      if (figure.figure.layers[0].kind == "threshold") figure.option("lower", 0.0);
      look_from(figure, "+z");
      return figure;
    };
    const Drawing blank = grid({4, 4, 4}, kNaN).draw();
    EXPECT_FALSE(blank.notes.empty());
    EXPECT_EQ(inked(blank.image), 0);
    EXPECT_GT(inked(grid({2, 2, 2}, 1).draw().image), 0);
    EXPECT_GT(inked(grid({1, 4, 4}, 1).draw().image), 0);
    EXPECT_NE(refusal(grid({1, 1, 4}, 1)).find("there are no cells"), std::string::npos);
    EXPECT_NE(refusal(grid({0, 4, 4}, 1)).find("no points to draw"), std::string::npos);
  }
}

/// A hexahedron from 0 to 1 along all axes, and a wedge beside it, from 1 to 2 along x.
LayerFigure two_cells(const std::string& kind) {
  LayerFigure figure(kind);
  figure.role("points", {12, 3}, {0, 0, 0, 1, 0, 0, 1, 1, 0, 0, 1, 0, 0, 0, 1, 1, 0, 1,
                                  1, 1, 1, 0, 1, 1, 2, 0, 0, 2, 0, 1, 2, 2, 0, 2, 2, 1});
  figure.row("cells", {0, 1, 2, 3, 4, 5, 6, 7, 1, 2, 8, 5, 6, 9});
  figure.row("types", {12, 13});
  look_from(figure, "+z");
  return figure;
}

TEST(SceneBody, AMeshMayHaveCellsOfAllTypes) {
  LayerFigure figure = two_cells("surface");
  figure.option("color", std::string("k"));
  // A square, and half of one, in a box of 2 by 2.
  EXPECT_NEAR(inked(figure.draw().image), kAll * 1.5 / 4, kShown);
  figure.row("offsets", {0, 8, 14});
  EXPECT_NEAR(inked(figure.draw().image), kAll * 1.5 / 4, kShown);
  figure.row("offsets", {0, 7, 14});
  EXPECT_EQ(refusal(figure),
            "layer 1 (surface): cell 0 is a hexahedron of 8 corners, and 7 are there");
}

TEST(SceneBody, MixedMeshesRefuseWhatTheyCannotDraw) {
  LayerFigure figure = two_cells("surface");
  figure.row("types", {12, 25});
  EXPECT_EQ(refusal(figure),
            "layer 1 (surface): cell 1 is of the type 25: VTK's linear cells of types 1 to 16 can "
            "be drawn");
  figure.row("types", {12, 7});
  EXPECT_NE(refusal(figure).find("cell 1 is a polygon, of any number of corners"),
            std::string::npos);
  figure.row("types", {12});
  EXPECT_NE(refusal(figure).find("has 14 values, and the cells of types = \"/types\" 8 corners"),
            std::string::npos);
  figure.row("types", {12, 10, 3});
  ASSERT_EQ(figure.draw().notes.size(), 1u);
  EXPECT_EQ(figure.draw().notes[0],
            "layer 1 (surface): 1 of 3 cells are points or lines, which have no faces");
}

TEST(SceneBody, PartsOfAMeshAreKeptByTheValuesOfCellsAndPoints) {
  LayerFigure figure = two_cells("threshold");
  figure.row("value", {1, 2});
  figure.option("lower", 1.5);
  EXPECT_NEAR(inked(figure.draw().image), kAll * 0.5 / 4, kShown);
  figure.row("value", {1, 1, 1, 1, 1, 1, 1, 1, 0, 1, 1, 1});  // a corner of the wedge
  figure.option("lower", 0.5);
  EXPECT_NEAR(inked(figure.draw().image), kAll * 1.0 / 4, kShown);
  figure.row("value", {1, 2, 3});
  EXPECT_NE(refusal(figure).find("right would be 12, one a point, or 2, one a cell"),
            std::string::npos);
}

TEST(SceneBody, AMeshIsClipped) {
  for (const bool by_cell : {false, true}) {
    LayerFigure figure = two_cells("clip");
    figure.row("value", std::vector<double>(by_cell ? 2 : 12, 1));
    figure.option("position", 0.5);
    EXPECT_NEAR(inked(figure.draw().image), kAll * 0.5 / 4, kShown);
  }
}

TEST(SceneBody, ASliceHasLinesAtItsLevels) {
  LayerFigure figure = ramp("slice", 9);
  figure.option("levels", std::vector<double>{2, 6});
  figure.option("level_color", std::string("r"));
  const base::Image image = figure.draw().image;
  for (const double level : {2.0, 6.0}) {
    std::size_t red = 0;
    const auto middle = static_cast<int>(7 + kShown * level / 8);
    for (int x = middle - 2; x <= middle + 2; ++x) red += (pixel(image, x, 100) >> 16 & 255) > 150;
    EXPECT_GE(red, 1u) << level;
  }
  figure.option("levels", std::vector<double>{20});
  ASSERT_EQ(figure.draw().notes.size(), 1u);
  EXPECT_EQ(figure.draw().notes[0], "layer 1 (slice): the slice has none of the levels 20");
}

}  // namespace
}  // namespace rankplot::render
