#include <gtest/gtest.h>

#include "figures.hpp"
#include "painter/render/chart/panel_layout.hpp"
#include "painter/render/chart/plots.hpp"

namespace rankplot::render {
namespace {

/// A figure of panels, each with labels, a title and a line of values up to its number times
/// `scale`.
TestFigure panels(int rows, int columns, double scale = 1) {
  TestFigure test;
  test.figure.title = "A title above all of the panels of this figure";
  test.figure.rows = rows;
  test.figure.columns = columns;
  for (int i = 0; i < rows * columns; ++i) {
    job::Panel& panel = test.figure.panels.emplace_back();
    panel.title = "panel of number " + std::to_string(i);
    panel.x.label = "time (seconds)";
    panel.y.label = "a quantity";
    job::Layer& layer = test.add("line", {0, 1, 2}, {0, scale * (i + 1), -scale});
    layer.panel = static_cast<std::size_t>(i);
    layer.options["label"] = std::string("a label");
  }
  return test;
}

PanelsLayout layout_of(const TestFigure& test) {
  const Metrics metrics{test.figure.dpi};
  std::vector<std::string> notes;
  PanelsRequest request;
  request.width_px = test.figure.width_px;
  request.height_px = test.figure.height_px;
  request.title = test.figure.title;
  request.rows = test.figure.rows;
  request.columns = test.figure.columns;
  for (const auto& plot : make_plots(test.figure, test.data, metrics, notes))
    request.panels.push_back(plot ? std::optional(plot->request) : std::nullopt);
  return lay_out(request, metrics);
}

TEST(Panels, CutNothingAtTheEdgesOfAFigure) {
  const struct {
    int width, height, rows, columns;
  } figures[] = {{640, 480, 1, 2},  {640, 480, 2, 2}, {960, 640, 3, 4},
                 {1600, 400, 1, 5}, {400, 900, 5, 1}, {320, 240, 2, 3}};
  for (const auto& size : figures)
    for (const double scale : {1.0, 1e-9, 123456789.0}) {
      TestFigure test = panels(size.rows, size.columns, scale);
      test.figure.width_px = size.width;
      test.figure.height_px = size.height;
      EXPECT_GE(white_border(test.draw().image), 2)
          << size.rows << " x " << size.columns << ", values of " << scale;
    }
}

TEST(Panels, OverlapNothingAndAreOfOneSize) {
  TestFigure test = panels(2, 3, 1e6);
  test.figure.width_px = 960;
  const PanelsLayout layout = layout_of(test);
  for (std::size_t i = 0; i < 6; ++i) {
    const Layout& one = *layout.panels[i];
    EXPECT_EQ(one.plot.width(), layout.panels[0]->plot.width());
    EXPECT_EQ(one.plot.height(), layout.panels[0]->plot.height());
    EXPECT_EQ(one.plot.left, layout.panels[i % 3]->plot.left);
    EXPECT_EQ(one.plot.top, layout.panels[i - i % 3]->plot.top);
    // What belongs to a panel stands within its cell, and cells do not meet.
    EXPECT_LE(one.figure.left, one.plot.left - one.y.depth() + 0.01);
    EXPECT_LE(one.figure.bottom, one.plot.bottom - one.x.depth() + 0.01);
    EXPECT_GE(one.figure.top, one.plot.top + one.title.extent.height);
    for (std::size_t other = 0; other < i; ++other)
      EXPECT_FALSE(one.figure.overlaps(layout.panels[other]->figure)) << i << ", " << other;
    EXPECT_LT(one.figure.top, layout.title_at.y);
  }
}

TEST(Panels, ShareLimitsAsTheFigureSays) {
  TestFigure test = panels(2, 2);
  const auto ranges = [&] {
    std::vector<std::string> notes;
    std::vector<double> highs;
    for (const auto& plot : make_plots(test.figure, test.data, Metrics{100}, notes))
      highs.push_back(plot->request.y.range.high);
    return highs;
  };
  // Values from -1 to 1, 2, 3 and 4, with margins of 5 %.
  const auto high = [](double most) { return most + 0.05 * (most + 1); };
  const auto expect = [&](job::Share share, const std::vector<double>& most) {
    test.figure.share_y = share;
    const std::vector<double> found = ranges();
    for (std::size_t i = 0; i < 4; ++i) EXPECT_DOUBLE_EQ(found[i], high(most[i])) << i;
  };
  expect(job::Share::None, {1, 2, 3, 4});
  expect(job::Share::All, {4, 4, 4, 4});
  expect(job::Share::Rows, {2, 2, 4, 4});
  expect(job::Share::Columns, {3, 4, 3, 4});
}

TEST(Panels, LeaveLabelsToTheOutermostWhereLimitsAreShared) {
  TestFigure test = panels(2, 2);
  test.figure.share_x = test.figure.share_y = job::Share::All;
  test.figure.layers.pop_back();  // the last panel stays blank
  test.data.pop_back();
  std::vector<std::string> notes;
  const auto plots = make_plots(test.figure, test.data, Metrics{100}, notes);
  EXPECT_TRUE(plots[0]->request.x.bare);
  EXPECT_FALSE(plots[0]->request.y.bare);
  EXPECT_FALSE(plots[1]->request.x.bare);  // nothing stands below it
  EXPECT_TRUE(plots[1]->request.y.bare);
  EXPECT_FALSE(plots[2]->request.x.bare);
  EXPECT_FALSE(plots[3]);
  EXPECT_GE(white_border(test.draw().image), 2);
}

}  // namespace
}  // namespace rankplot::render
