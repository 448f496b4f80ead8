#include <gtest/gtest.h>

#include <fmt/format.h>

#include "figures.hpp"
#include "layer_figure.hpp"
#include "painter/render/chart/panel_layout.hpp"
#include "painter/render/chart/plots.hpp"
#include "text_boxes.hpp"

/// Nothing is cut at the edges of a picture, and labels do not meet, whatever is drawn.
namespace rankplot::render {
namespace {

struct Size {
  int width, height;
  double dpi;
};
constexpr Size kSizes[] = {{200, 150, 100},  {640, 480, 100},  {300, 900, 72},
                           {1000, 260, 100}, {1020, 765, 300}, {1600, 1200, 200}};

/// A figure of the kind's defaults: rows for required roles, planes where rows are refused.
TestFigure figure_of(const LayerKind& kind, double scale) {
  for (const bool rows : {true, false}) {
    LayerFigure one(kind.entry.name);
    for (const job::Role& role : kind.entry.roles) {
      if (!role.required) continue;
      std::vector<double> values;
      for (int i = 1; i <= 6; ++i) values.push_back(scale * i);
      if (rows)
        one.row(role.name, values);
      else
        one.role(role.name, {2, 3}, values);
    }
    try {
      one.draw();
    } catch (const base::Error&) {
      if (rows) continue;
      throw;
    }
    TestFigure test;
    test.figure = one.figure;
    test.data = {one.data};
    return test;
  }
  throw std::logic_error("unreachable");
}

void expect_apart(const std::vector<TextBox>& boxes) {
  constexpr double kTouch = 0.5;  // pixels: of ink that is spread over a pixel's edge
  for (std::size_t i = 0; i < boxes.size(); ++i)
    for (std::size_t j = 0; j < i; ++j)
      EXPECT_LE(boxes[i].overlap(boxes[j]), kTouch)
          << "'" << boxes[j].text << "' and '" << boxes[i].text << "' at " << boxes[i].left << ", "
          << boxes[i].top;
}

void expect_nothing_cut(TestFigure& test, const std::string& what) {
  for (const Size& size : kSizes) {
    SCOPED_TRACE(fmt::format("{}, {} x {} of {} dpi", what, size.width, size.height, size.dpi));
    test.figure.width_px = size.width;
    test.figure.height_px = size.height;
    test.figure.dpi = size.dpi;
    EXPECT_GE(white_border(test.draw().image), 2);
    // Smaller than that there is no room for what these figures write around their plots.
    const double least_inches = std::min(size.width, size.height) / size.dpi;
    if (least_inches >= 2) expect_apart(text_boxes(test.figure, test.data));
  }
}

TEST(Margins, HoldWhatEveryKindDraws) {
  for (const LayerKind* kind : layer_kinds())
    for (const double scale : {1.0, 1e7, 1e-7}) {
      TestFigure test = figure_of(*kind, scale);
      test.figure.title = "A title of some length above it";
      test.figure.x.label = "what stands along x (metres)";
      test.figure.y.label = "what stands along y (seconds)";
      test.figure.layers[0].options["label"] = std::string("a label");
      if (kind->entry.name == "parallel") {  // its own axes stand all over the plot
        test.figure.legend = "outside right";
        test.figure.x.label = test.figure.y.label = "";
      }
      expect_nothing_cut(test, kind->entry.name);
    }
}

TEST(Margins, HoldLegendsOutsideAndSecondAxes) {
  for (const char* place : {"outside right", "outside top", "outside bottom"})
    for (const bool second : {false, true}) {
      TestFigure test;
      test.figure.legend = place;
      test.figure.legend_title = "a title";
      test.figure.title = "Above";
      test.figure.y2.label = "on the right";
      test.figure.x2.label = "on top";
      for (int i = 0; i < 7; ++i) {
        job::Layer& layer = test.add("line", {0, 1e6 * i}, {0, 1e-8 * i});
        layer.options["label"] = "line of number " + std::to_string(i);
        layer.on_right = layer.on_top = second && i > 3;
      }
      expect_nothing_cut(test, place);
    }
}

TEST(Margins, HoldDatesCategoriesAndFormats) {
  TestFigure dates;
  dates.figure.x.time = job::TimeUnits{};
  dates.figure.y.scale = job::AxisScale::Symlog;
  dates.add("line", {0, 3e7}, {-1e5, 1e5});
  expect_nothing_cut(dates, "dates");
  TestFigure formats;
  formats.figure.x.format = "{:,.0f} km";
  formats.figure.y.format = "{:.3e} N";
  formats.add("line", {0, 3e7}, {-1e5, 1e5});
  expect_nothing_cut(formats, "formats");
  TestFigure turned;
  turned.figure.y.format = "{:.3e} N";
  turned.figure.y.rotation_deg = 90;
  turned.add("line", {0, 3e7}, {-1e5, 1e5});
  expect_nothing_cut(turned, "turned");
  TestFigure names;
  names.add("bar", {0, 1, 2, 3}, {1, 2, 3, 4});
  names.data[0].roles["height"] = names.data[0].roles["y"];
  names.data[0].roles["x"].names = std::make_shared<const std::vector<std::string>>(
      std::vector<std::string>{"a name", "a much longer name", "a", "the longest of the names"});
  expect_nothing_cut(names, "names");
}

TEST(Margins, HoldSlantedLabels) {
  for (const double degrees : {-90.0, -45.0, -5.0, 5.0, 30.0, 85.0}) {
    TestFigure test;
    test.figure.title = "Above";
    test.figure.x.label = test.figure.y.label = "what it is";
    test.figure.x.format = "{:,.0f} kilometres";
    test.figure.y.format = "{:.3e} N";
    test.figure.x2.label = test.figure.y2.label = "the other";
    for (job::Axis* axis : {&test.figure.x, &test.figure.y, &test.figure.x2, &test.figure.y2})
      axis->rotation_deg = degrees;
    test.add("line", {0, 3e5}, {-1e5, 1e5});
    job::Layer& other = test.add("line", {0, 3e5}, {-1e5, 1e5});
    other.on_right = other.on_top = true;
    for (const Size& size : kSizes) {
      test.figure.width_px = size.width;
      test.figure.height_px = size.height;
      test.figure.dpi = size.dpi;
      if (std::min(size.width, size.height) / size.dpi < 2) continue;
      EXPECT_GE(white_border(test.draw().image), 2)
          << degrees << ", " << size.width << " x " << size.height;
    }
  }
}

TEST(Margins, HoldPanelsThatReachOverPlaces) {
  TestFigure test;
  test.figure.title = "Panels";
  test.figure.rows = 2;
  test.figure.columns = 3;
  test.figure.panels.resize(6);
  test.figure.panels[0].row_span = 2;
  test.figure.panels[1].column_span = 2;
  test.figure.heights = {1, 2};
  test.figure.letters = true;
  for (job::Panel& panel : test.figure.panels) {
    panel.x.label = "x";
    panel.y.label = "y";
  }
  for (const std::size_t panel : {0u, 1u, 4u, 5u})
    test.add("line", {0, 1}, {-1e6, 1e6}).panel = panel;
  expect_nothing_cut(test, "panels");
}

}  // namespace
}  // namespace rankplot::render
