#include "painter/render/chart/size_key.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "layer_figure.hpp"
#include "painter/render/chart/legend.hpp"
#include "text_boxes.hpp"

/// What a scatter's legend says of sizes.
namespace rankplot::render {
namespace {

using Values = std::vector<double>;

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr double kInfinity = std::numeric_limits<double>::infinity();

Values ramp(double low, double high, int count) {
  Values values;
  for (int i = 0; i < count; ++i) values.push_back(low + (high - low) * i / (count - 1));
  return values;
}

TEST(RepresentativeSizes, AreTheValuesWhereFewDiffer) {
  EXPECT_EQ(representative_sizes(Values{3, 1, 3, 7, 1}), (Values{1, 3, 7}));
  EXPECT_EQ(representative_sizes(Values{2, kNan, -1, 0, kInfinity}), Values{2});
  EXPECT_EQ(representative_sizes(Values{}), Values{});
}

// Of 1 to 160 multiples of 50 are the first that are five at most; of 0.13 to 0.87 those of 0.2.
TEST(RepresentativeSizes, AreRoundWhereManyDiffer) {
  EXPECT_EQ(representative_sizes(ramp(1, 160, 100)), (Values{50, 100, 150}));
  EXPECT_EQ(representative_sizes(ramp(0.13, 0.87, 100)), (Values{0.2, 0.4, 0.6, 0.8}));
  EXPECT_EQ(representative_sizes(ramp(0, 1e300, 10)), (Values{2e299, 4e299, 6e299, 8e299, 1e300}));
}

TEST(RepresentativeSizes, AreFewWhateverTheData) {
  for (const double low : {5e-324, 1e-300, 0.5, 1e15, 1e300})
    for (const double factor : {1 + 1e-14, 1.0001, 3.0, 1e8}) {
      const Values values = representative_sizes(ramp(low, low * factor, 50));
      EXPECT_GE(values.size(), 1u) << low << ", " << factor;
      EXPECT_LE(values.size(), 5u) << low << ", " << factor;
      for (const double value : values) EXPECT_GT(value, 0);
    }
}

LayerFigure bubbles() {
  LayerFigure figure("scatter");
  figure.row("x", ramp(0, 1, 40));
  figure.row("y", ramp(0, 1, 40));
  figure.row("s", ramp(1, 160, 40));
  figure.option("size_legend", std::string("auto"));
  return figure;
}

std::string message_of(LayerFigure figure) {
  try {
    figure.make();
  } catch (const base::Error& error) {
    return error.what();
  }
  return "";
}

TEST(SizeLegend, HasATitleAndTheValues) {
  LayerFigure figure = bubbles();
  EXPECT_EQ(figure.make()->labels(), (std::vector<std::string>{"", "", "50", "100", "150"}));
  figure.option("label", std::string("stars"));
  figure.option("size_label", std::string("mass [kg]"));
  figure.option("size_legend", Values{0.5, 20});
  EXPECT_EQ(figure.make()->labels(),
            (std::vector<std::string>{"stars", "mass [kg]", "0.5", "20.0"}));
  figure.option("size_legend", std::string("none"));
  EXPECT_EQ(figure.make()->labels(), std::vector<std::string>{"stars"});
}

// The side of a mark of area s * size_scale points squared, at 100 pixels an inch of 72 points.
TEST(SizeLegend, ShowsMarksOfTheirSize) {
  LayerFigure figure = bubbles();
  figure.option("size_legend", Values{100});
  for (const double scale : {1.0, 4.0}) {
    figure.option("size_scale", scale);
    const auto layer = figure.make();
    const auto* sized = dynamic_cast<const SizedSwatches*>(layer.get());
    ASSERT_NE(sized, nullptr);
    EXPECT_NEAR(sized->swatch_px(2), std::sqrt(100 * scale) * 100 / 72, 1e-9);
    EXPECT_EQ(sized->swatch_px(0), 0);
  }
}

TEST(SizeLegend, KeepsRowsApartThatHoldLargeMarks) {
  LayerFigure figure = bubbles();
  figure.option("size_legend", Values{100, 900, 1600});
  std::vector<std::unique_ptr<Layer>> layers;
  layers.push_back(figure.make());
  const Metrics metrics{100};
  const Rectangle plot{0, 0, 600, 400};
  const Legend large(layers, metrics, plot);
  // Sides of 13.9, 41.7 and 55.6 pixels below each other.
  EXPECT_GT(large.height(), 41.7 + 55.6 + 14);
  EXPECT_GT(large.width(), 55.6);
  // Marks wider than two fifths of the plot would hide it: they are counted in a line of text,
  // lower than the rows of 41.7 and 14 pixels that there were else.
  const Legend small(layers, metrics, {0, 0, 90, 90});
  EXPECT_LT(small.height(), 41.7 + 14);
  EXPECT_FALSE(small.empty());
}

TEST(SizeLegend, TouchesNeitherItsOwnTextsNorTheEdges) {
  for (const char* place : {"best", "outside right", "outside top", "outside bottom"})
    for (const double dpi : {72.0, 100.0, 200.0}) {
      LayerFigure figure = bubbles();
      figure.figure.legend = place;
      figure.figure.dpi = dpi;
      figure.option("label", std::string("stars"));
      figure.option("size_label", std::string("mass [kg]"));
      figure.option("size_scale", 4.0);
      const auto boxes = text_boxes(figure.figure, {figure.data});
      for (std::size_t i = 0; i < boxes.size(); ++i)
        for (std::size_t j = 0; j < i; ++j)
          EXPECT_LE(boxes[i].overlap(boxes[j]), 0.5)
              << place << ": '" << boxes[j].text << "' and '" << boxes[i].text << "'";
      EXPECT_EQ(std::ranges::count(boxes, "mass [kg]", &TextBox::text), 1) << place;
      EXPECT_EQ(std::ranges::count(boxes, "150", &TextBox::text), 1) << place;
    }
}

TEST(SizeLegend, RefusesSizesThatNoMarkHas) {
  LayerFigure figure = bubbles();
  figure.option("size_legend", Values{1, -2});
  EXPECT_EQ(message_of(figure),
            "layer 1 (scatter): size_legend holds -2: a mark of that size cannot be shown; right "
            "would be values above 0, \"auto\" or \"none\"");
  figure.option("size_legend", Values{kNan});
  EXPECT_NE(message_of(figure), "");
}

TEST(SizeLegend, NeedsASizeForEachPoint) {
  LayerFigure figure = bubbles();
  figure.row("s", {4});
  EXPECT_EQ(message_of(figure),
            "layer 1 (scatter): size_legend tells the sizes of s, which is one for all marks; "
            "right would be as many as x, or size_legend = \"none\"");
  figure.data.roles.erase("s");
  EXPECT_EQ(message_of(figure),
            "layer 1 (scatter): size_legend tells the sizes of s, which is not given; right would "
            "be as many as x, or size_legend = \"none\"");
}

}  // namespace
}  // namespace rankplot::render
