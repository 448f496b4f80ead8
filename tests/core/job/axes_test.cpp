#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "core/job/parse.hpp"
#include "core/job/vocabulary_fixture.hpp"

namespace rankplot::job {
namespace {

std::string job_with(const std::string& axes, const std::string& layer = "") {
  return "input = 'g.h5'\n[[figure]]\nsave = 'f.png'\n" + axes +
         "\n[[figure.layer]]\nkind = 'line'\nx = 'x'\ny = 'y'\n" + layer;
}

Figure figure_with(const std::string& axes, const std::string& layer = "") {
  return parse(job_with(axes, layer), "job.toml", small_vocabulary()).figures.at(0);
}

std::string errors_of(const std::string& axes, const std::string& layer = "") {
  try {
    parse(job_with(axes, layer), "job.toml", small_vocabulary());
    return "";
  } catch (const JobError& error) {
    return error.what();
  }
}

TEST(Axes, HaveScales) {
  const Figure figure = figure_with("xscale = 'symlog'\nxlinthresh = 0.5\nyscale = 'time'");
  EXPECT_EQ(figure.x.scale, AxisScale::Symlog);
  EXPECT_EQ(figure.x.threshold, 0.5);
  EXPECT_EQ(figure.y.time, TimeUnits{});
}

TEST(Axes, HaveLimitsAtOneEndOrBoth) {
  const Figure figure = figure_with("xlim = [3, 'auto']\ny2lim = [5, 1]\ninvert = 'y'");
  EXPECT_EQ(figure.x.low, 3);
  EXPECT_FALSE(figure.x.high);
  EXPECT_EQ(figure.y2.high, 1);
  EXPECT_TRUE(figure.y.inverted);
}

// 2000-01-01 is 10957 days after 1970-01-01.
TEST(Axes, TakeDatesForLimits) {
  const Figure figure = figure_with("xlim = [2000-01-01, 2000-01-02T06:00:00+02:00]");
  EXPECT_TRUE(figure.x.dated);
  EXPECT_EQ(figure.x.low, 10957 * 86400.0);
  EXPECT_EQ(figure.x.high, 10958 * 86400.0 + 4 * 3600);
  EXPECT_NE(errors_of("xlim = [2000-01-01, 5]").find("a date at one end alone"), std::string::npos);
}

TEST(Axes, HaveTicksGridAndFrame) {
  const Figure figure = figure_with(
      "xticks = [1, 2]\nxticklabels = ['a', 'b']\nyformat = '{:.1f}'\ngrid = 'x'\n"
      "grid_minor = true\ngrid_line = '--'\nspines = ['left']\ntick_direction = 'in'\n"
      "minor_ticks = 'y'\naspect = 'equal'\nxrotation = 90");
  EXPECT_EQ(figure.x.ticks, (std::vector<double>{1, 2}));
  EXPECT_EQ(figure.x.tick_labels.at(1), "b");
  EXPECT_EQ(figure.y.format, "{:.1f}");
  EXPECT_TRUE(figure.grid.x && !figure.grid.y && figure.grid.minor);
  EXPECT_EQ(figure.grid.line, "--");
  EXPECT_TRUE(figure.spines.left);
  EXPECT_FALSE(figure.spines.bottom || figure.spines.right || figure.spines.top);
  EXPECT_EQ(figure.tick_direction, TickDirection::In);
  EXPECT_EQ(figure.y.minor, true);
  EXPECT_EQ(figure.x.minor, false);
  EXPECT_EQ(figure.aspect, 1);
  EXPECT_EQ(figure.x.rotation_deg, 90);
  EXPECT_TRUE(figure_with("grid = true").grid.y);
}

TEST(Axes, MeasureLayersOnTheRightAndOnTop) {
  const Figure figure = figure_with("y2label = 'right'", "axis = ['right', 'top']");
  EXPECT_EQ(figure.y2.label, "right");
  EXPECT_TRUE(figure.layers[0].on_right && figure.layers[0].on_top);
  EXPECT_NE(errors_of("", "axis = 'rigth'").find("did you mean 'right'?"), std::string::npos);
}

TEST(Axes, HaveALegendAnywhere) {
  const Figure figure = figure_with(
      "legend = 'outside right'\nlegend_columns = 2\nlegend_title = 'runs'\nlegend_size = 8");
  EXPECT_EQ(figure.legend, "outside right");
  EXPECT_EQ(figure.legend_columns, 2);
  EXPECT_EQ(figure.legend_title, "runs");
  EXPECT_EQ(figure.legend_pt, 8);
}

TEST(Axes, AreRoundWhereTheJobSaysSo) {
  const Figure figure =
      figure_with("projection = 'polar'\ntheta_zero = 'N'\ntheta_direction = 'clockwise'");
  EXPECT_EQ(figure.polar, (Polar{90, true}));
  EXPECT_TRUE(figure.grid.x && figure.grid.y);
  EXPECT_FALSE(figure_with("projection = 'polar'\ngrid = 'none'").grid.x);
  EXPECT_FALSE(figure_with("").polar);
}

TEST(Axes, NameWhatIsWrongWithThem) {
  const std::pair<const char*, const char*> mistakes[] = {
      {"xticklabels = ['a']", "write xticks = [...] too"},
      {"xticks = [1]\nxticklabels = ['a', 'b']", "2 texts for the 1 places"},
      {"xformat = '{:d}'", "not for numbers with decimals"},
      {"xformat = 'km'", "a field for the number is missing"},
      {"xlinthresh = 1", "write xscale = \"symlog\""},
      {"xscale = 'symlog'\nxlinthresh = 0", "above 0"},
      {"xrotation = 120", "xrotation"},
      {"spines = ['leftt']", "did you mean 'left'?"},
      {"aspect = -1", "'aspect' takes"},
      {"xlim = ['auto', 'auto']", "[low, high]"},
      {"xscale = 'log'\nxlim = [0, 'auto']", "above zero"},
      {"theta_zero = 'N'", "write projection = \"polar\" too"},
      {"projection = 'polar'\nxlim = [0, 1]", "leave xlim out"},
      {"projection = 'polar'\nyscale = 'log'", "linear scales"},
      {"projection = 'polar'\ninvert = 'y'", "leave invert out"},
      {"projection = 'polar'\ny2label = 'a'", "leave y2label out"},
      {"projection = 'polr'", "did you mean 'polar'?"},
  };
  for (const auto& [axes, part] : mistakes) {
    const std::string errors = errors_of(axes);
    EXPECT_NE(errors.find(part), std::string::npos) << axes << "\n" << errors;
    EXPECT_EQ(errors.find('\n'), std::string::npos) << axes << "\n" << errors;
  }
}

TEST(Axes, TravelAsJson) {
  const Job job = parse(job_with("xlim = [2000-01-01, 'auto']\nyscale = 'symlog'\nxticks = [1]\n"
                                 "xscale = 'time'\nspines = 'none'\naspect = 2\nlegend_size = 9",
                                 "axis = 'right'"),
                        "job.toml", small_vocabulary());
  const Job round =
      parse(job_with("projection = 'polar'\ntheta_zero = 'SW'"), "job.toml", small_vocabulary());
  for (const nlohmann::json& written : {nlohmann::json(job), nlohmann::json(round)})
    EXPECT_EQ(nlohmann::json(written.get<Job>()), written);
}

}  // namespace
}  // namespace rankplot::job
