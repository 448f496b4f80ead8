#include "core/job/parse.hpp"

#include <gtest/gtest.h>

#include "core/job/vocabulary_fixture.hpp"

namespace rankplot::job {
namespace {

Job parsed(std::string_view text) { return parse(text, "job.toml", small_vocabulary()); }

constexpr std::string_view kSmall = R"(
input = "run.h5"
[[figure]]
save = "f.png"
  [[figure.layer]]
  kind = "line"
  x = "x"
  y = "y"
)";

TEST(Parse, FillsInDefaults) {
  const Job job = parsed(kSmall);
  EXPECT_EQ(job.file, "job.toml");
  EXPECT_EQ(job.output, "figures");
  EXPECT_EQ(job.distribute, Distribute::Auto);
  EXPECT_EQ(job.png, PngSize::Fast);
  ASSERT_EQ(job.inputs.size(), 1U);
  EXPECT_EQ(job.inputs[0].name, "");
  EXPECT_EQ(job.inputs[0].pattern, "run.h5");
  const Figure& figure = job.figures.at(0);
  EXPECT_EQ(figure.name, "figure_1");
  EXPECT_EQ(figure.line, 3);
  EXPECT_EQ(figure.data, "/");
  EXPECT_EQ(figure.width_px, 640);
  EXPECT_EQ(figure.height_px, 480);
  EXPECT_EQ(figure.legend, "best");
  EXPECT_FALSE(figure.jpeg_quality);
  const auto& options = figure.layers.at(0).options;
  EXPECT_FALSE(options.contains("color"));  // no default: left out
  EXPECT_EQ(std::get<double>(options.at("alpha")), 1);
  EXPECT_EQ(std::get<std::string>(options.at("linestyle")), "-");
}

TEST(Parse, TakesEverythingAFigureMaySay) {
  const Job job = parsed(R"(
output = "out"
distribute = "scatter"
png = "small"
[input]
a = "A/gs_{step}.h5"
b = "B/gs_{step}.h5"
[[figure]]
name = "v"
data = "b:/plot_{n}/"
save = ["v/{step:04d}.png", "{n}.jpg"]
title = "V at {step} of {file}, {{not a field}}"
xlabel = "x"
ylabel = "{dataset} {index}"
xscale = "log"
xlim = [10, 1]
ylim = "own"
size = [1024, 768]
dpi = 50
legend = false
grid = true
quality = 75
select = { step = "0:5000:100", n = [1, "2", 2.5] }
  [[figure.layer]]
  kind = "heatmap"
  value = "a:/fields/V[:, :, {k}]"
  cmap = "plasma_r"
  limits = [0, 0.5]
)");
  const Figure& figure = job.figures.at(0);
  EXPECT_EQ(job.output, "out");
  EXPECT_EQ(job.distribute, Distribute::Scatter);
  EXPECT_EQ(job.png, PngSize::Small);
  EXPECT_EQ(figure.data, "b:/plot_{n}");
  EXPECT_EQ(figure.save, (std::vector<std::string>{"v/{step:04d}.png", "{n}.jpg"}));
  EXPECT_EQ(figure.x.scale, AxisScale::Log);
  EXPECT_EQ(figure.x.low, 10);
  EXPECT_EQ(figure.x.high, 1);
  EXPECT_FALSE(figure.y.low);
  EXPECT_EQ(figure.width_px, 1024);
  EXPECT_EQ(figure.dpi, 50);
  EXPECT_EQ(figure.legend, "none");
  EXPECT_EQ(figure.jpeg_quality, 75);
  const auto& range = std::get<Range>(figure.select.at("step"));
  EXPECT_EQ(range.start, 0);
  EXPECT_EQ(range.stop, 5000);
  EXPECT_EQ(range.step, 100);
  EXPECT_EQ(std::get<std::vector<std::string>>(figure.select.at("n")),
            (std::vector<std::string>{"1", "2", "2.5"}));
  const Layer& layer = figure.layers.at(0);
  EXPECT_EQ(layer.roles.at("value").paths().at(0).input, "a");
  EXPECT_EQ(std::get<std::string>(layer.options.at("cmap")), "plasma_r");
  EXPECT_EQ(std::get<std::vector<double>>(layer.options.at("limits")),
            (std::vector<double>{0, 0.5}));
}

TEST(Parse, MultipliesInchesByDpi) {
  const Job job = parsed(
      "input = ['r.h5']\n[[figure]]\nsave = 'f.png'\nfigsize = [8, 6.5]\n"
      "dpi = 150\nlayer = [{kind = 'scatter', x = 'x', y = 5}]\n");
  EXPECT_EQ(job.figures[0].width_px, 1200);
  EXPECT_EQ(job.figures[0].height_px, 975);
  EXPECT_EQ(job.figures[0].layers[0].roles.at("y").text(), "5");
}

TEST(Parse, TakesConditionsAndOpenRanges) {
  const Job job = parsed(
      "input = 'g_{step}_{run}.h5'\n[[figure]]\nsave = '{step}{run}.png'\n"
      "select = 'step % 10 == 0 and run < 3'\n"
      "layer = [{kind = 'pie', sizes = 'x'}]\n[[figure]]\n"
      "save = 'b{step}{run}.png'\nselect = {step = ':100', run = 'run != 2'}\n"
      "layer = [{kind = 'pie', sizes = 'x'}]\n");
  ASSERT_TRUE(job.figures[0].condition);
  EXPECT_EQ(job.figures[0].condition->captures(), (std::vector<std::string>{"step", "run"}));
  const auto& range = std::get<Range>(job.figures[1].select.at("step"));
  EXPECT_FALSE(range.start);
  EXPECT_EQ(range.stop, 100);
  EXPECT_EQ(range.step, 1);
  EXPECT_EQ(std::get<expr::Expression>(job.figures[1].select.at("run")).text(), "run != 2");
}

TEST(Parse, LetsFiguresAndLayersSpeakBeforeTheDefaults) {
  const Job job = parsed(R"(
input = "r.h5"
[defaults.figure]
size = [800, 600]
grid = true
legend = "upper left"
[defaults.layer]
alpha = 0.5
cmap = "gray"
[[figure]]
save = "a.png"
legend = "none"
layer = [{kind = "line", x = "x", y = "y", alpha = 0.25}, {kind = "scatter", x = "x", y = "y"}]
[[figure]]
save = "b.png"
figsize = [4, 3]
grid = false
layer = [{kind = "pie", sizes = "x"}]
)");
  EXPECT_EQ(job.figures[0].width_px, 800);
  EXPECT_TRUE(job.figures[0].grid.x);
  EXPECT_EQ(job.figures[0].legend, "none");
  EXPECT_EQ(std::get<double>(job.figures[0].layers[0].options.at("alpha")), 0.25);
  EXPECT_EQ(std::get<double>(job.figures[0].layers[1].options.at("alpha")), 0.5);
  EXPECT_FALSE(job.figures[0].layers[0].options.contains("cmap"));
  EXPECT_EQ(job.figures[1].width_px, 400);
  EXPECT_FALSE(job.figures[1].grid.x);
}

TEST(Parse, LetsTheNearerDefaultsSpeakFirst) {
  const Job job = parsed(R"(
input = "r.h5"
[defaults.figure]
grid = true
xlabel = "of figures"
xlim = [0, 1]
[defaults.axes]
xlabel = "of axes"
legend = "upper left"
[defaults.layer]
alpha = 0.5
color = "k"
[defaults.layer.line]
alpha = 0.25
linestyle = "--"
[[figure]]
save = "a.png"
legend = false
layer = [{kind = "line", x = "x", y = "y", color = "r"}, {kind = "scatter", x = "x", y = "y"}]
)");
  const Figure& figure = job.figures.at(0);
  EXPECT_TRUE(figure.grid.x);
  EXPECT_EQ(figure.x.label, "of axes");
  EXPECT_EQ(figure.x.high, 1);
  EXPECT_EQ(figure.legend, "none");
  const auto& line = figure.layers.at(0).options;
  EXPECT_EQ(std::get<double>(line.at("alpha")), 0.25);
  EXPECT_EQ(std::get<std::string>(line.at("linestyle")), "--");
  EXPECT_EQ(std::get<std::string>(line.at("color")), "r");
  const auto& scatter = figure.layers.at(1).options;
  EXPECT_EQ(std::get<double>(scatter.at("alpha")), 0.5);
  EXPECT_EQ(std::get<std::string>(scatter.at("color")), "k");
}

TEST(Parse, UnfoldsTheShortFormOfALine) {
  struct Format {
    const char* text;
    const char *color, *marker, *linestyle;  // "": the option's default, if it has one
  };
  const Format formats[] = {{"ro-", "r", "o", "-"},     {"k--", "k", "none", "--"},
                            {"s", "", "s", "none"},     {"-.x", "", "x", "-."},
                            {"C1:", "C1", "none", ":"}, {"red", "red", "none", "-"},
                            {"b", "b", "none", "-"},    {"--ro", "r", "o", "--"}};
  for (const Format& format : formats) {
    const Job job = parsed(
        "input = 'r.h5'\n[[figure]]\nsave = 'f.png'\n[[figure.layer]]\n"
        "kind = 'line'\nx = 'x'\ny = 'y'\nfmt = '" +
        std::string(format.text) + "'\n");
    const auto& options = job.figures[0].layers[0].options;
    const auto text = [&](const char* name) {
      return options.contains(name) ? std::get<std::string>(options.at(name)) : "";
    };
    EXPECT_EQ(text("color"), format.color) << format.text;
    EXPECT_EQ(text("marker"), format.marker) << format.text;
    EXPECT_EQ(text("linestyle"), format.linestyle) << format.text;
    EXPECT_FALSE(options.contains("fmt"));
  }
}

TEST(Parse, StopsAtTheFirstSyntaxError) {
  try {
    parsed("input = 'r.h5'\nsave = = 3\nkind = 'pei'\n");
    ADD_FAILURE();
  } catch (const JobError& error) {
    const std::string what = error.what();
    EXPECT_TRUE(what.starts_with("job.toml:2:8: ")) << what;
    EXPECT_EQ(what.find('\n'), std::string::npos) << what;
  }
}

TEST(Parse, SurvivesNestingBombs) {
  const auto repeated = [](const char* text, int count) {
    std::string all;
    for (int i = 0; i < count; ++i) all += text;
    return all;
  };
  const std::string bombs[] = {
      "a = " + repeated("[", 100000),
      "a = " + repeated("{a=", 100000),
      repeated("a.", 100000) + "a = 1",
      "[" + repeated("a.", 100000) + "a]",
      "b = '" + std::string(10, '"') + "'\n" + repeated("\"\".", 100000) + "a = 1",
      "x = { y = ' \" ', " + repeated("'a' . ", 100000) + "a = 1}",
      "x = [ '''a'b''', { " + repeated("a.", 100000) + "a = 1}]",
      std::string(100000, '\0'),
      std::string(1000, '\xff'),
  };
  for (const std::string& bomb : bombs) EXPECT_THROW(parsed(bomb), JobError);
}

TEST(Parse, LeavesLongTextsAndNumbersAlone) {
  std::string job(kSmall);
  job.insert(job.find("save"),
             "title = \"1.2.3.4.5.6.7.8.9.10.11.12.13.14.15.16.17.18.19.20\"\n"
             "# a.b.c.d.e.f.g.h.i.j.k.l.m.n.o.p.q.r.s.t\n");
  EXPECT_NO_THROW(parsed(job));
}

}  // namespace
}  // namespace rankplot::job
