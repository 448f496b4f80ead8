#include "painter/render/chart/legend.hpp"

#include <gtest/gtest.h>

namespace rankplot::render {
namespace {

class Named : public Layer {
 public:
  explicit Named(std::string label) : label_(std::move(label)) {}
  Extent extent(const AxisScales&) const override { return {}; }
  void paint(Canvas&, const Mapping&) const override {}
  std::string label() const override { return label_; }

 private:
  std::string label_;
};

std::vector<std::unique_ptr<Layer>> named(const std::vector<std::string>& labels) {
  std::vector<std::unique_ptr<Layer>> layers;
  for (const std::string& label : labels) layers.push_back(std::make_unique<Named>(label));
  return layers;
}

const Rectangle kPlot{100, 100, 500, 400};
const Metrics kMetrics{100};

bool right(const Legend& legend) { return legend.box().left > 300; }
bool upper(const Legend& legend) { return legend.box().bottom > 250; }

TEST(Legend, HasNoEntryForLayersWithoutLabel) {
  EXPECT_TRUE(Legend(named({"", ""}), kMetrics, kPlot).empty());
}

TEST(Legend, StandsUpperRightWhereNothingIs) {
  const auto layers = named({"a"});
  Legend legend(layers, kMetrics, kPlot);
  legend.place("best", {});
  EXPECT_TRUE(right(legend) && upper(legend));
}

TEST(Legend, AvoidsPointsSegmentsAndRectangles) {
  const auto layers = named({"a", "b"});
  Legend legend(layers, kMetrics, kPlot);
  Obstacles obstacles;
  obstacles.points = {{480, 380}};                // upper right
  obstacles.segments = {{100, 300}, {200, 400}};  // upper left
  obstacles.rectangles = {{100, 100, 160, 160}};  // lower left
  legend.place("best", obstacles);
  EXPECT_TRUE(right(legend) && !upper(legend));
}

TEST(Legend, CountsASegmentThatCrossesWithoutEndingInside) {
  const auto layers = named({"a"});
  Legend legend(layers, kMetrics, kPlot);
  Obstacles obstacles;
  obstacles.segments = {{400, 390}, {600, 370}};
  legend.place("best", obstacles);
  EXPECT_FALSE(right(legend));
  obstacles.segments = {{300, 300}, {350, 100}};  // passes far below
  legend.place("best", obstacles);
  EXPECT_TRUE(right(legend) && upper(legend));
}

TEST(Legend, StandsWithinThePlotAtEveryPlace) {
  const auto layers = named({"one", "two", "three"});
  Legend legend(layers, kMetrics, kPlot);
  for (const std::string& location : Legend::locations()) {
    if (location == "none") continue;
    legend.place(location, {});
    EXPECT_GE(legend.box().left, kPlot.left) << location;
    EXPECT_LE(legend.box().right, kPlot.right) << location;
    EXPECT_GE(legend.box().bottom, kPlot.bottom) << location;
    EXPECT_LE(legend.box().top, kPlot.top) << location;
  }
}

TEST(Legend, FitsLongLabelsAndManyEntries) {
  const auto layers = named(std::vector<std::string>(200, std::string(300, 'W')));
  Legend legend(layers, kMetrics, kPlot);
  legend.place("best", {});
  EXPECT_LE(legend.box().width(), kPlot.width());
  EXPECT_LE(legend.box().height(), kPlot.height());
}

TEST(Legend, NamesThePlacesWhereOneIsUnknown) {
  const auto layers = named({"a"});
  Legend legend(layers, kMetrics, kPlot);
  try {
    legend.place("top", {});
    FAIL();
  } catch (const base::Error& error) {
    EXPECT_NE(std::string(error.what()).find("upper right"), std::string::npos);
  }
}

}  // namespace
}  // namespace rankplot::render
