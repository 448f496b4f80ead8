#include <gtest/gtest.h>

#include <limits>
#include <random>

#include "figures.hpp"

namespace rankplot::render {
namespace {

constexpr double kInf = std::numeric_limits<double>::infinity();
constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

TestFigure labelled(int width, int height) {
  TestFigure test;
  test.figure.width_px = width;
  test.figure.height_px = height;
  test.figure.title = "Pressure and temperature beside each other over the whole of the run";
  test.figure.x.label = "time since the start of the experiment (seconds)";
  test.figure.y.label = "a quantity with a long name (10\u207b\u2076 kg m s\u207b\u00b2)";
  return test;
}

TEST(Chart, CutsNothingAtItsEdgesAtAnySize) {
  const struct {
    int width, height;
  } sizes[] = {{200, 150}, {150, 200},   {320, 240}, {640, 480},
               {480, 640}, {1600, 1200}, {1600, 200}};
  const std::vector<double> scales{1, 1e-9, 123456789, 1e300};
  for (const auto& size : sizes)
    for (const double scale : scales) {
      TestFigure test = labelled(size.width, size.height);
      test.add("line", {-1 * scale, 0, 2 * scale}, {-5 * scale, 7 * scale, 10 * scale})
          .options["label"] = std::string("a label of some length");
      test.add("scatter", {1e6 * scale}, {-1e6 * scale + 0.5});
      EXPECT_GE(white_border(test.draw().image), 2)
          << size.width << " x " << size.height << ", values of " << scale;
    }
}

TEST(Chart, CutsNothingWhereOffsetsAndLogLabelsStand) {
  for (const auto scale : {job::AxisScale::Linear, job::AxisScale::Log}) {
    TestFigure test = labelled(320, 240);
    test.figure.x.scale = test.figure.y.scale = scale;
    test.add("line", {1e6, 1e6 + 1e-3}, {1e-12, 1e-12 + 1e-20});
    EXPECT_GE(white_border(test.draw().image), 2);
  }
}

TEST(Chart, DrawsDegenerateData) {
  const std::vector<std::vector<double>> rows{{},
                                              {1},
                                              {kNan, kNan, kNan},
                                              {3, 3, 3},
                                              {kInf, -kInf, 1},
                                              {1e300, -1e300, 0},
                                              {-1.7e308, 1.7e308, 0},
                                              {5e-324, 1e-320, 0},
                                              {1e-300, 2e-300, 3e-300},
                                              {-1, -2, -3}};
  for (const char* kind : {"scatter", "line"})
    for (const auto scale : {job::AxisScale::Linear, job::AxisScale::Log})
      for (const auto quality : {Quality::Fast, Quality::Exact})
        for (const auto& row : rows) {
          TestFigure test;
          test.figure.x.scale = test.figure.y.scale = scale;
          test.figure.legend = "best";
          test.figure.grid.x = test.figure.grid.y = true;
          test.add(kind, row, row).options["label"] = std::string("row");
          const Drawing drawing = test.draw(quality);
          EXPECT_GE(white_border(drawing.image), 2);
        }
}

TEST(Chart, SaysHowManyPointsAreNotFinite) {
  TestFigure test;
  test.add("scatter", {1, 2, kNan, 4}, {1, kInf, 3, 4});
  const Drawing drawing = test.draw();
  ASSERT_EQ(drawing.notes.size(), 1u);
  EXPECT_EQ(drawing.notes[0], "layer 1 (scatter): 2 of 4 points are not finite");
}

TEST(Chart, NamesBothRolesWhereTheirLengthsDiffer) {
  for (const char* kind : {"scatter", "line"}) {
    TestFigure test;
    test.add("scatter", {1}, {1});
    test.add(kind, {1, 2, 3}, {1, 2});
    try {
      test.draw();
      FAIL() << kind;
    } catch (const base::Error& error) {
      EXPECT_EQ(std::string(error.what()),
                std::string("layer 2 (") + kind +
                    "): x = \"/x\" has 3 values and y = \"/y\" has 2: they must be as many");
    }
  }
}

TEST(Chart, TakesVectorsOfOneRowOrColumnAsRows) {
  TestFigure plain;
  plain.add("line", {1, 2, 3}, {3, 1, 2});
  TestFigure shaped = plain;
  shaped.data[0].roles["x"].shape = {1, 3};
  shaped.data[0].roles["y"].shape = {3, 1};
  EXPECT_EQ(shaped.draw().image.pixels, plain.draw().image.pixels);
}

TEST(Chart, RefusesRowsOfMoreThanOneDimension) {
  TestFigure test;
  test.add("scatter", {1, 2, 3, 4}, {1, 2, 3, 4});
  test.data[0].roles["y"].shape = {2, 2};
  try {
    test.draw();
    FAIL();
  } catch (const base::Error& error) {
    EXPECT_NE(std::string(error.what()).find("y = \"/y\" is of shape (2, 2)"), std::string::npos)
        << error.what();
  }
}

TEST(Chart, CountsFromZeroWhereALineHasNoX) {
  TestFigure counted, given;
  counted.add("line", {}, {5, 6, 7});
  counted.data[0].roles.erase("x");
  given.add("line", {0, 1, 2}, {5, 6, 7});
  EXPECT_EQ(counted.draw().image.pixels, given.draw().image.pixels);
}

TEST(Chart, GivesTheSamePixelsWhateverWasDrawnBefore) {
  TestFigure test = labelled(640, 480);
  std::mt19937 random(7);
  std::uniform_real_distribution<double> uniform(0, 1);
  std::vector<double> x(200), y(200);
  for (double& value : x) value = uniform(random);
  for (double& value : y) value = uniform(random);
  test.add("scatter", x, y).options["label"] = std::string("points");
  const auto first = test.draw().image.pixels;
  TestFigure other = labelled(300, 200);
  other.figure.dpi = 60;
  auto& layer = other.add("scatter", y, x);
  layer.options["s"] = 90.0;
  layer.options["marker"] = std::string("*");
  layer.options["alpha"] = 0.3;
  other.draw();
  other.figure.layers[0].options["marker"] = std::string("no such marker");
  EXPECT_THROW(other.draw(), base::Error);
  EXPECT_EQ(first, test.draw().image.pixels);
}

TEST(Chart, LeavesTheFreeByteOfPixelsZero) {
  TestFigure test = labelled(320, 240);
  test.add("line", {0, 1, 2}, {0, 1, 0}).options["alpha"] = 0.5;
  for (const std::uint32_t word : test.draw().image.pixels) ASSERT_EQ(word >> 24, 0u);
}

TEST(Chart, StaysWithinItsPlotWhereLimitsAreTighterThanTheData) {
  TestFigure test;
  test.figure.x.low = 0.4;
  test.figure.x.high = 0.6;
  test.figure.y.low = -1;
  test.figure.y.high = 1;
  auto& layer = test.add("line", {0, 1}, {-1e9, 1e9});
  layer.options["color"] = std::string("#ff0000");
  layer.options["linewidth"] = 12.0;
  const base::Image image = test.draw().image;
  std::size_t red = 0;
  for (int y = 0; y < image.height_px; ++y)
    for (int x = 0; x < image.width_px; ++x) {
      if (pixel(image, x, y) != 0xFF0000) continue;
      ++red;
      EXPECT_TRUE(x >= 60 && x < 610 && y >= 30 && y < 440) << x << ", " << y;
    }
  EXPECT_GT(red, 0u);
}

TEST(Chart, InvertsAnAxisWhoseLimitsAreInverted) {
  TestFigure up, down;
  for (TestFigure* test : {&up, &down}) {
    auto& layer = test->add("scatter", {1}, {9});
    layer.options["color"] = std::string("#00ff00");
    test->figure.y.low = test == &up ? 0 : 10;
    test->figure.y.high = test == &up ? 10 : 0;
  }
  const auto middle_row = [](const base::Image& image) {
    double sum = 0, count = 0;
    for (int y = 0; y < image.height_px; ++y)
      for (int x = 0; x < image.width_px; ++x)
        if (pixel(image, x, y) == 0x00FF00) {
          sum += y;
          ++count;
        }
    return sum / count;
  };
  EXPECT_LT(middle_row(up.draw().image), 120);
  EXPECT_GT(middle_row(down.draw().image), 300);
}

TEST(Chart, RefusesLimitsThatALogAxisCannotHave) {
  TestFigure test;
  test.figure.y.scale = job::AxisScale::Log;
  test.figure.y.low = -1;
  test.add("line", {1, 2}, {1, 2});
  EXPECT_THROW(test.draw(), base::Error);
}

TEST(Chart, RefusesSizesThatCannotBeDrawn) {
  TestFigure test;
  test.figure.width_px = 40000;
  EXPECT_THROW(test.draw(), base::Error);
  test.figure.width_px = 0;
  EXPECT_THROW(test.draw(), base::Error);
  test.figure.width_px = 640;
  test.figure.dpi = kNan;
  EXPECT_THROW(test.draw(), base::Error);
}

TEST(Chart, KeepsTextWithinAPictureOfTheLeastSize) {
  TestFigure test = labelled(16, 16);
  test.add("line", {0, 1}, {0, 1}).options["label"] = std::string("label");
  EXPECT_EQ(test.draw().image.pixels.size(), 256u);
}

}  // namespace
}  // namespace rankplot::render
