#include "painter/render/chart/categories.hpp"

#include <gtest/gtest.h>

#include "layer_figure.hpp"

namespace rankplot::render {
namespace {

using Texts = std::vector<std::string>;

base::Names names(Texts texts) { return std::make_shared<const Texts>(std::move(texts)); }

Texts labels(const Ticks& ticks) {
  Texts labels;
  for (const Tick& tick : ticks.major) labels.push_back(tick.label);
  return labels;
}

TEST(Categories, OfSeveralLayersShareOneTable) {
  job::Figure figure;
  figure.layers.resize(2);
  std::vector<LayerData> data(2);
  data[0].roles["x"] = {{3}, {0, 1, 0}, names({"Fe", "Cu"})};
  data[1].roles["x"] = {{3}, {2, 1, 0}, names({"Cu", "Au", "Fe"})};
  const AxisNames shared = share_names(figure, data);
  // In the order of first appearance: Fe and Cu of the first layer, then Au of the second.
  EXPECT_EQ(*shared.x, (Texts{"Fe", "Cu", "Au"}));
  EXPECT_FALSE(shared.y);
  EXPECT_EQ(data[0].roles["x"].values, (std::vector<double>{0, 1, 0}));
  EXPECT_EQ(data[1].roles["x"].values, (std::vector<double>{0, 2, 1}));
}

TEST(Categories, StandAlongAnAxisOnly) {
  LayerFigure bar("bar");
  bar.row("x", {0, 1});
  bar.data.roles["height"] = {{2}, {0, 1}, names({"Fe", "Cu"})};
  bar.data.role_names["height"] = "/element";
  try {
    bar.draw();
    FAIL() << "names were drawn as heights";
  } catch (const base::Error& error) {
    EXPECT_STREQ(error.what(),
                 "layer 1 (bar): height = \"/element\" holds names (categories), which only x, y "
                 "and a histogram's value can show");
  }
}

TEST(Categories, AreCountedInABinEachByAHistogram) {
  LayerFigure figure("histogram");
  figure.data.roles["value"] = {{6}, {0, 1, 0, 2, 0, 1}, names({"iron", "copper", "gold"})};
  const Extent extent = figure.make()->extent({});
  EXPECT_EQ(extent.x.low, -0.5);
  EXPECT_EQ(extent.x.high, 2.5);
  EXPECT_EQ(extent.y.high, 3);  // iron
}

TEST(Categories, HaveATickEachWhereThereIsRoom) {
  TickSpace space{400, 10, true,
                  [](std::string_view text) { return 10.0 * static_cast<double>(text.size()); }};
  const auto three = names({"iron", "copper", "gold"});
  EXPECT_EQ(labels(category_ticks(*three, {-0.5, 2.5}, space)), (Texts{"iron", "copper", "gold"}));
  EXPECT_EQ(labels(category_ticks(*three, {0.5, 4}, space)), (Texts{"copper", "gold"}));
  EXPECT_EQ(labels(category_ticks(*three, {2.5, -0.5}, space)), (Texts{"iron", "copper", "gold"}));
  EXPECT_TRUE(category_ticks(*three, {-3, -0.5}, space).major.empty());
}

TEST(Categories, AreThinnedWhereLabelsWouldTouch) {
  // 20 labels of 30 pixels, gaps of 6, on 400 pixels: 20 pixels each; every second has 40.
  const TickSpace space{400, 10, true, [](std::string_view) { return 30.0; }};
  Texts texts;
  for (int i = 0; i < 20; ++i) texts.push_back("n" + std::to_string(i));
  const Ticks ticks = category_ticks(texts, {-0.5, 19.5}, space);
  ASSERT_EQ(ticks.major.size(), 10u);
  EXPECT_EQ(ticks.major[1].label, "n2");
  EXPECT_EQ(ticks.major[1].value, 2);
}

TEST(Categories, HaveLabelsOfBoundedLength) {
  const TickSpace space{400, 10, false, {}};
  std::string greek;
  for (int i = 0; i < 50; ++i) greek += "\u03b1";
  const Ticks ticks = category_ticks({greek}, {-0.5, 0.5}, space);
  EXPECT_EQ(ticks.major.at(0).label, greek.substr(0, 60) + "\u2026");
}

TEST(Categories, AreDrawnByEveryKindThatHasAnAxisForThem) {
  for (const char* kind : {"bar", "scatter", "line"}) {
    LayerFigure figure(kind);
    const bool is_bar = figure.figure.layers[0].kind == "bar";
    figure.data.roles["x"] = {{3}, {0, 1, 2}, names({"iron", "copper", "gold"})};
    figure.row(is_bar ? "height" : "y", {1, 4, 2});
    const Drawing named = figure.draw();
    figure.row("x", {0, 1, 2});
    EXPECT_NE(named.image.pixels, figure.draw().image.pixels) << kind;
  }
}

}  // namespace
}  // namespace rankplot::render
