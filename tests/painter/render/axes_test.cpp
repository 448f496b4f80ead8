#include <gtest/gtest.h>

#include "figures.hpp"
#include "painter/render/chart/autoscale.hpp"
#include "painter/render/chart/axis_ticks.hpp"
#include "painter/render/chart/panel_layout.hpp"
#include "painter/render/chart/plots.hpp"
#include "text_boxes.hpp"

namespace rankplot::render {
namespace {

const TickSpace kAcross{496, 13.9, true, {}};

std::vector<std::string> labels(const Ticks& ticks) {
  std::vector<std::string> texts;
  for (const Tick& tick : ticks.major) texts.push_back(tick.label);
  return texts;
}

using Texts = std::vector<std::string>;

AxisRequest of(Range range) { return {range, {}}; }

// 1 / (1 - 1/10) = 10/9 of a decade for the linear part, then one a decade.
TEST(Symlog, IsLinearUpToItsThresholdAndLogarithmicBeyond) {
  EXPECT_DOUBLE_EQ(symlog(1, 2), 5.0 / 9);
  EXPECT_DOUBLE_EQ(symlog(2, 2), 10.0 / 9);
  EXPECT_DOUBLE_EQ(symlog(-200, 2), -10.0 / 9 - 2);
  for (const double value : {-1e300, -7.0, -0.5, 0.0, 1e-9, 3.0, 1e12})
    EXPECT_NEAR(symlog_inverse(symlog(value, 2), 2), value, 1e-9 * std::abs(value));
}

TEST(Symlog, HasTicksAtZeroAndAtDecades) {
  EXPECT_EQ(labels(symlog_ticks({-1500, 1500}, 2, kAcross)),
            (Texts{"\u221210\u00b3", "\u221210\u00b2", "\u221210\u00b9", "0", "10\u00b9",
                   "10\u00b2", "10\u00b3"}));
  EXPECT_EQ(labels(symlog_ticks({-1, 1}, 2, TickSpace{100, 13.9, false, {}})),
            (Texts{"\u22121", "0", "1"}));
}

TEST(Ticks, StandWhereTheJobPutsThem) {
  AxisRequest request = of({0, 10});
  request.axis.ticks = {{8, 2.5, 20}};
  EXPECT_EQ(labels(ticks_for(request, kAcross)), (Texts{"2.5", "8.0"}));  // 20 is out of sight
  request.axis.tick_labels = {"high", "low", "none"};
  EXPECT_EQ(labels(ticks_for(request, kAcross)), (Texts{"low", "high"}));
  request.axis.ticks = std::vector<double>{};
  request.axis.tick_labels.clear();
  EXPECT_TRUE(ticks_for(request, kAcross).major.empty());
}

TEST(Ticks, AreWrittenInTheJobsFormat) {
  AxisRequest request = of({0, 1.05e7});
  request.axis.format = "{:.1e} m";
  const Ticks ticks = ticks_for(request, kAcross);
  EXPECT_EQ(ticks.major[1].label, "2.0e+06 m");
  EXPECT_EQ(ticks.offset, "");
  request.axis.format = "%Y";
  EXPECT_THROW(ticks_for(request, kAcross), base::Error);
}

TEST(Ticks, HaveMinorOnesInFourOrFiveParts) {
  AxisRequest request = of({0, 10});  // ticks at 0, 2, ..., 10
  request.axis.minor = true;
  EXPECT_EQ(ticks_for(request, kAcross).minor.size(), 15u);
  request = of({0, 5});  // at 0, 1, ..., 5
  request.axis.minor = true;
  EXPECT_EQ(ticks_for(request, kAcross).minor.size(), 20u);
  request = of({1, 1000});
  request.axis.scale = job::AxisScale::Log;
  request.axis.minor = false;
  EXPECT_TRUE(ticks_for(request, kAcross).minor.empty());
}

AxisExtent extent(double low, double high) {
  AxisExtent extent;
  extent.low = low;
  extent.high = high;
  return extent;
}

TEST(Limits, MayBeOneSided) {
  const std::vector<AxisExtent> data{extent(0, 100)};
  job::Axis axis;
  axis.low = -7;
  EXPECT_EQ(axis_range(axis, data, "x"), (Range{-7, 105}));
  axis.low = 1000;  // past all data: still upright
  EXPECT_EQ(axis_range(axis, data, "x"), (Range{1000, 1050}));
  axis = {};
  axis.inverted = true;
  EXPECT_EQ(axis_range(axis, data, "x"), (Range{105, -5}));
}

TEST(Limits, OfDatesAreTurnedIntoTheAxisValues) {
  job::Axis axis;
  axis.dated = true;
  axis.low = 86400;
  axis.high = 864000;
  EXPECT_THROW(axis_range(axis, {}, "x"), base::Error);
  axis.time = {{0, 86400}};
  EXPECT_EQ(axis_range(axis, {}, "x"), (Range{1, 10}));
}

TestFigure twins() {
  TestFigure test;
  test.figure.title = "Two scales";
  test.figure.y.label = "left";
  test.figure.y2.label = "right";
  test.figure.x2.label = "top";
  test.add("line", {0, 1}, {0, 1});
  job::Layer& other = test.add("line", {0, 50}, {1e6, 3e6});
  other.on_right = other.on_top = true;
  other.options["label"] = std::string("other");
  return test;
}

TEST(Twins, HaveLimitsOfTheirOwn) {
  const TestFigure test = twins();
  std::vector<std::string> notes;
  const auto plots = make_plots(test.figure, test.data, Metrics{100}, notes);
  const LayoutRequest& request = plots[0]->request;
  EXPECT_EQ(request.y.range, (Range{-0.05, 1.05}));
  EXPECT_EQ(request.y2->range, (Range{0.9e6, 3.1e6}));
  EXPECT_EQ(request.x2->range, (Range{-2.5, 52.5}));
}

TEST(Twins, CutNothing) {
  for (const auto& [width, height] : {std::pair{640, 480}, {200, 150}, {1600, 300}}) {
    TestFigure test = twins();
    test.figure.width_px = width;
    test.figure.height_px = height;
    for (const char* place : {"best", "outside right", "outside top", "outside bottom"}) {
      test.figure.legend = place;
      EXPECT_GE(white_border(test.draw().image), 2) << width << " x " << height << ", " << place;
    }
  }
}

TEST(Aspect, MakesAUnitOfBothAxesAsLong) {
  TestFigure test;
  test.add("line", {0, 4}, {0, 1});
  test.figure.aspect = 1;
  std::vector<std::string> notes;
  const auto plots = make_plots(test.figure, test.data, Metrics{100}, notes);
  const Layout layout = lay_out(plots[0]->request, Metrics{100});
  EXPECT_NEAR(layout.plot.width() / layout.plot.height(), 4, 0.05);
}

TEST(Frame, LeavesOutWhatTheJobDoesNotShow) {
  TestFigure test;
  test.add("line", {0, 1}, {0, 1});
  const Drawing whole = test.draw();
  test.figure.spines = {true, true, false, false};
  const Drawing half = test.draw();
  EXPECT_GT(difference(whole.image, half.image).far_off, 700u);  // 500 + 370 pixels of two lines
}

TEST(LegendOutside, StandsBesideThePlot) {
  TestFigure test;
  for (int i = 0; i < 5; ++i)
    test.add("line", {0, 1}, {0, 1.0 * i}).options["label"] = "line " + std::to_string(i);
  std::vector<std::string> notes;
  auto plots = make_plots(test.figure, test.data, Metrics{100}, notes);
  LayoutRequest& request = plots[0]->request;
  request.layers = &plots[0]->layers;
  for (const char* place : {"outside right", "outside top", "outside bottom"}) {
    request.legend.place = place;
    const Layout layout = lay_out(request, Metrics{100});
    ASSERT_TRUE(layout.legend) << place;
    EXPECT_FALSE(layout.legend->box().overlaps(layout.plot)) << place;
    EXPECT_GE(layout.legend->box().left, 0);
    EXPECT_LE(layout.legend->box().right, 640);
    EXPECT_GE(layout.legend->box().bottom, 0);
    EXPECT_LE(layout.legend->box().top, 480);
  }
}

/// Panels 2 x 2 of lines; the first two rows high.
TestFigure spanned() {
  TestFigure test;
  test.figure.rows = test.figure.columns = 2;
  test.figure.panels.resize(4);
  test.figure.panels[0].row_span = 2;
  test.figure.widths = {3, 1};
  test.figure.letters = true;
  for (const std::size_t panel : {0u, 1u, 3u}) test.add("line", {0, 1}, {0, 1}).panel = panel;
  return test;
}

TEST(Spans, ReachOverPlacesAndShareRoomAsSaid) {
  const TestFigure test = spanned();
  std::vector<std::string> notes;
  PanelsRequest request;
  request.width_px = 640;
  request.height_px = 480;
  request.rows = request.columns = 2;
  request.widths = test.figure.widths;
  for (const auto& plot : make_plots(test.figure, test.data, Metrics{100}, notes))
    request.panels.push_back(plot ? std::optional(plot->request) : std::nullopt);
  request.spans = {{2, 1}, {1, 1}, {1, 1}, {1, 1}};
  EXPECT_EQ(request.panels[3]->title, "(c)");
  const PanelsLayout layout = lay_out(request, Metrics{100});
  const Layout &high = *layout.panels[0], &upper = *layout.panels[1], &lower = *layout.panels[3];
  EXPECT_NEAR(high.plot.width() / upper.plot.width(), 3, 0.1);
  EXPECT_EQ(high.plot.top, upper.plot.top);
  EXPECT_EQ(high.plot.bottom, lower.plot.bottom);
  EXPECT_FALSE(high.figure.overlaps(upper.figure) || upper.figure.overlaps(lower.figure));
  EXPECT_GE(white_border(test.draw().image), 2);
}

TEST(Styles, ColourAndSizeAllThatIsDrawn) {
  TestFigure test;
  test.add("line", {0, 1}, {0, 1});
  test.figure.style.background = "#000000";
  test.figure.style.foreground = "#ffffff";
  test.figure.style.cycle = {"#00ff00"};
  test.figure.style.font_pt = 20;
  const base::Image image = test.draw().image;
  EXPECT_EQ(pixel(image, 0, 0), 0u);
  const auto has = [&](std::uint32_t color) {
    return std::find(image.pixels.begin(), image.pixels.end(), color) != image.pixels.end();
  };
  EXPECT_TRUE(has(0xFFFFFF) && has(0x00FF00));
  EXPECT_FALSE(has(0x1F77B4));  // C0 of the default cycle
  test.figure.style.cycle = {"nonsense"};
  EXPECT_THROW(test.draw(), base::Error);
}

TEST(Categories, StandUprightWhereTheyWouldNotFitSideBySide) {
  const auto names = std::make_shared<const std::vector<std::string>>(
      std::vector<std::string>(12, "a rather long name"));
  AxisRequest request{{-0.5, 11.5}, {}, names};
  AxisLine axis(Side::Bottom, request, job::TickDirection::Out, Metrics{100});
  axis.fit(496, 640);
  EXPECT_GT(axis.depth(), 100);  // a text of 18 characters of 6 pixels or more
  request.axis.rotation_deg = 0;
  AxisLine level(Side::Bottom, request, job::TickDirection::Out, Metrics{100});
  level.fit(496, 640);
  EXPECT_LT(level.depth(), 40);
}

/// Five bars with names of some length, turned.
TestFigure named_bars(double rotation_deg) {
  TestFigure test;
  test.add("bar", {0, 1, 2, 3, 4}, {1, 2, 3, 4, 5});
  test.data[0].roles["height"] = test.data[0].roles["y"];
  test.data[0].roles["x"].names =
      std::make_shared<const std::vector<std::string>>(std::vector<std::string>{
          "first of names", "second of names", "third of names", "fourth of names", "names"});
  test.figure.x.rotation_deg = rotation_deg;
  return test;
}

std::vector<TextBox> slanted_texts(const TestFigure& test) {
  std::vector<TextBox> boxes = text_boxes(test.figure, test.data);
  std::erase_if(boxes, [](const TextBox& box) { return box.radians == 0; });
  return boxes;
}

// Below the plot a text that rises ends at its tick, one that falls begins there; on the left they
// end there. A slanted box's corner is off its end by half a line's height at most.
TEST(SlantedLabels, StandAtTheirTicksByTheirNearerEnd) {
  const double half_line = 12;
  std::vector<double> ticks;
  for (const TextBox& box : slanted_texts(named_bars(45))) ticks.push_back(box.right);
  ASSERT_EQ(ticks.size(), 5u);
  const std::vector<TextBox> falling = slanted_texts(named_bars(-45));
  ASSERT_EQ(falling.size(), 5u);
  for (std::size_t i = 1; i < 5; ++i) {
    EXPECT_NEAR(ticks[i] - ticks[i - 1], (ticks[4] - ticks[0]) / 4, 3);
    EXPECT_NEAR(falling[i].left - falling[i - 1].left, (falling[4].left - falling[0].left) / 4, 3);
    EXPECT_NEAR(falling[i].top, falling[0].top, half_line);
  }
  TestFigure left;
  left.add("line", {0, 1}, {0, 1e6});
  left.figure.y.rotation_deg = 30;
  left.figure.y.format = "{:,.0f}";
  for (const TextBox& box : slanted_texts(left)) EXPECT_LT(box.right, 120);
}

TEST(SlantedLabels, AreAllThereWhereLevelOnesWouldNotFit) {
  TestFigure level = named_bars(0);
  std::size_t names = 0;
  for (const TextBox& box : text_boxes(level.figure, level.data))
    names += box.text.find("names") != std::string::npos;
  EXPECT_LT(names, 5u);
  for (const double degrees : {30.0, 45.0, 60.0, -30.0, -60.0, -90.0})
    EXPECT_EQ(slanted_texts(named_bars(degrees)).size(), 5u) << degrees;
}

// Neighbours of slope t are apart by their distance across it: the ticks' distance times sin(t).
TEST(SlantedLabels, KeepALineBetweenThem) {
  TestFigure dates;
  dates.add("line", {0, 3e7}, {0, 1});
  dates.figure.x.time = job::TimeUnits{};
  dates.figure.x.format = "%Y-%m-%d %H:%M";
  for (const double degrees : {10.0, 30.0, 75.0, -45.0}) {
    dates.figure.x.rotation_deg = degrees;
    const std::vector<TextBox> texts = slanted_texts(dates);
    ASSERT_GE(texts.size(), 2u) << degrees;
    const double slope = std::abs(texts[0].radians);
    for (std::size_t i = 1; i < texts.size(); ++i) {
      const double between = texts[i].right - texts[i - 1].right;
      const double width = texts[i].right - texts[i].left;
      EXPECT_TRUE(between * std::sin(slope) >= 13 || between >= width) << degrees;
    }
  }
}

}  // namespace
}  // namespace rankplot::render
