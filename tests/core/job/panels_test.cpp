// What a figure draws together: layers over captures, gathers, panels.
#include "core/job/parse.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "core/job/vocabulary_fixture.hpp"

namespace rankplot::job {
namespace {

using Names = std::vector<std::string>;

Figure figure_of(const std::string& text) {
  const Job job = parse("input = 'run_{run}/gs_{step}.h5'\n[[figure]]\nsave = 'f.png'\n" + text,
                        "job.toml", small_vocabulary());
  return job.figures.at(0);
}

std::string errors_of(const std::string& text) {
  try {
    figure_of(text);
  } catch (const JobError& error) {
    return error.what();
  }
  ADD_FAILURE() << "no error was thrown";
  return "";
}

void expect_error(const std::string& text, const std::string& part) {
  const std::string errors = errors_of(text);
  EXPECT_NE(errors.find(part), std::string::npos) << errors;
}

TEST(Together, LayersMayBeDrawnOverCaptures) {
  const Figure figure = figure_of(
      "layer = [{kind = 'line', x = '/x', y = '/y', over = 'run', label = 'run {run}'}]\n"
      "select = {step = [3], run = '0:5'}\ntitle = '{step}'");
  EXPECT_EQ(figure.layers.at(0).over, Names{"run"});
  const Figure both = figure_of(
      "layer = [{kind = 'line', x = '/x', y = '/y', over = ['run', 'step']}]\n"
      "select = 'step > run'");
  EXPECT_EQ(both.layers.at(0).over, (Names{"run", "step"}));
}

TEST(Together, AGatherRunsAlongTheOneCaptureThatIsLeft) {
  const Figure figure = figure_of(
      "layer = [{kind = 'line', over = 'run', x = 'gather({step})', y = 'gather(mean(/V)) / 2'}]");
  const auto& roles = figure.layers.at(0).roles;
  EXPECT_EQ(roles.at("x").text(), "gather({step}, step)");
  EXPECT_EQ(roles.at("y").text(), "gather(mean(/V), step) / 2");
  EXPECT_EQ(roles.at("y").gathers().at(0).capture, "step");
  EXPECT_EQ(roles.at("y").gathers().at(0).inner.text(), "mean(/V)");
}

TEST(Together, MistakesAreToldWithTheirPlace) {
  const std::string line = "layer = [{kind = 'line', x = '/x', y = '/y'";
  expect_error(line + ", over = 'rum'}]",
               "job.toml:4:54: capture {rum} is not known; did you mean 'run'?");
  expect_error(line + ", over = ['run', 'run']}]", "'run' stands twice in 'over'");
  expect_error(line + ", over = []}]", "'over' names no capture");
  expect_error("title = '{run}'\n" + line + ", over = 'run'}]",
               "job.toml:4:10: {run} has many values in one picture");
  expect_error(line + ", over = 'run'}, {kind = 'line', x = '/x', y = '/y'}]",
               "has many values in one picture");
  expect_error("layer = [{kind = 'line', x = '/x', y = 'gather(mean(/V))'}]",
               "say which of run, step, as in gather(..., run)");
  expect_error("layer = [{kind = 'line', x = '/x', y = 'gather(3)'}]",
               "needs a capture to run along");
  expect_error("layer = [{kind = 'line', over = 'run', x = '/x', y = 'gather(mean(/V), stp)'}]",
               "capture {stp} is not known; did you mean 'step'?");
  expect_error("over = 'run'\n" + line + ", over = 'run'}]",
               "a layer in it cannot be drawn over run");
}

TEST(Together, PanelsTakeWhatTheyLeaveOutFromTheFigure) {
  const Figure figure = figure_of(R"(
panels = [2, 2]
title = "all"
xlabel = "x"
grid = true
sharex = "col"
sharey = true
layer = [{kind = "line", x = "/x", y = "/y", panel = [1, 1]}]
[[figure.panel]]
title = "first"
xlabel = "own"
layer = [{kind = "scatter", x = "/x", y = "/y"}, {kind = "line", x = "/x", y = "/y"}]
[[figure.panel]]
at = [1, 0]
grid = false
layer = [{kind = "bar", x = "/x", height = "/y"}]
)");
  ASSERT_EQ(figure.panels.size(), 4U);
  EXPECT_EQ(figure.title, "all");
  EXPECT_EQ(figure.panels[0].title, "first");
  EXPECT_EQ(figure.panels[0].x.label, "own");
  EXPECT_TRUE(figure.panels[0].grid.x);
  EXPECT_EQ(figure.panels[2].x.label, "x");
  EXPECT_FALSE(figure.panels[2].grid.x);
  EXPECT_EQ(figure.share_x, Share::Columns);
  EXPECT_EQ(figure.share_y, Share::All);
  std::vector<std::size_t> places;
  for (const Layer& layer : figure.layers) places.push_back(layer.panel);
  EXPECT_EQ(places, (std::vector<std::size_t>{3, 0, 0, 2}));
}

TEST(Together, AFigureOverACaptureHasAPanelThatStandsForAll) {
  const Figure figure = figure_of(
      "over = 'run'\nylim = [0, 1]\nlayer = [{kind = 'line', x = '/x', y = '/y', over = 'step'}]");
  EXPECT_EQ(figure.over, Names{"run"});
  ASSERT_EQ(figure.panels.size(), 1U);
  EXPECT_EQ(figure.panels[0].title, "run = {run}");
  EXPECT_EQ(figure.panels[0].y.high, 1);
  EXPECT_EQ(figure.share_x, Share::All);
  EXPECT_EQ(figure.rows, 0);
}

TEST(Together, MistakesInPanelsAreTold) {
  const std::string layer = "layer = [{kind = 'line', x = '/x', y = '/y'}]\n";
  expect_error("panels = [0, 2]\n" + layer, "job.toml:4:10: 'panels' takes [rows, columns]");
  expect_error("panels = [20, 20]\n" + layer, "100 panels at most");
  expect_error("sharex = true\n" + layer, "'sharex' is about panels");
  expect_error("sharex = 'rows'\n" + layer, "sharex 'rows' is not known; did you mean 'row'?");
  expect_error("panels = [1, 2]\nlayer = [{kind = 'line', x = '/x', y = '/y', panel = [0, 2]}]",
               "'panel' takes [row, column] up to [0, 1], or a number up to 1");
  expect_error("layer = [{kind = 'line', x = '/x', y = '/y', panel = 0}]",
               "the figure has no panels");
  expect_error("panels = [1, 1]\n" + layer + "[[figure.panel]]\n[[figure.panel]]\n",
               "there is no place for this panel: panels = [1, 1]");
  expect_error(layer + "[[figure.panel]]\ntitel = 'x'\n",
               "'titel' in [[figure.panel]] is not known; did you mean 'title'?");
  expect_error("panels = [1, 2]\n" + layer + "[[figure.panel]]\nat = 1\n[[figure.panel]]\nat = 1\n",
               "two panels stand at this place");
  expect_error("over = 'run'\n" + layer + "[[figure.panel]]\n", "one panel for each value");
  expect_error("panel_title = 'x'\n" + layer, "'panel_title' is for the panels that 'over' makes");
}

TEST(Together, TravelsAsJson) {
  const std::string text = R"(
input = "run_{run}/gs_{step}.h5"
[[figure]]
save = "f.png"
over = "run"
sharey = "row"
layer = [{kind = "line", over = "step", x = "/x", y = "/y"}]
[[figure]]
name = "g"
save = "{run}{step}.png"
panels = [1, 2]
[[figure.panel]]
at = 1
title = "second"
ylim = [2, 1]
layer = [{kind = "line", x = "/x", y = "/y"}]
)";
  const nlohmann::json sent = parse(text, "job.toml", small_vocabulary());
  EXPECT_EQ(nlohmann::json(sent.get<Job>()), sent);
  const Job back = sent.get<Job>();
  EXPECT_EQ(back.figures[0].over, Names{"run"});
  EXPECT_EQ(back.figures[0].layers[0].over, Names{"step"});
  EXPECT_EQ(back.figures[0].share_y, Share::Rows);
  EXPECT_EQ(back.figures[1].panels.at(1).title, "second");
  EXPECT_EQ(back.figures[1].panels.at(1).y.low, 2);
  EXPECT_EQ(back.figures[1].layers.at(0).panel, 1U);
}

}  // namespace
}  // namespace rankplot::job
