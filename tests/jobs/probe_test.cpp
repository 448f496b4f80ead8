#include <algorithm>
#include <filesystem>
#include <map>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "core/base/error.hpp"
#include "painter/read/read.hpp"
#include "sandbox.hpp"

namespace fs = std::filesystem;
using namespace rankplot;

namespace {

const std::string kProbe = RANKPLOT_JOBS "/probe.toml";

std::vector<double> values_of(const std::string& file, const std::string& object) {
  read::Reader reader;
  return base::to_field(reader.load({file, object, "", {}}, 1 << 30)).values;
}

/// The record's points of a series by x.
std::map<double, double> series_of(const std::string& file, const std::string& name) {
  const auto x = values_of(file, "/" + name + "/x"), y = values_of(file, "/" + name + "/y");
  EXPECT_EQ(x.size(), y.size());
  std::map<double, double> points;
  for (std::size_t i = 0; i < x.size(); ++i) points[x[i]] = y[i];
  EXPECT_EQ(points.size(), x.size()) << "a value came twice";
  return points;
}

/// Mean and most of V by step, worked out from the files.
struct Expected {
  std::map<double, double> mean, most;
};
Expected expected_of(const Sandbox& sandbox) {
  Expected expected;
  for (const auto& entry : fs::directory_iterator(sandbox / "sample/gray_scott")) {
    const std::string stem = entry.path().stem().string();
    const double step = std::stod(stem.substr(stem.find('_') + 1));
    const auto values = values_of(entry.path().string(), "/fields/V");
    double sum = 0;
    for (const double value : values) sum += value;
    expected.mean[step] = sum / static_cast<double>(values.size());
    expected.most[step] = *std::max_element(values.begin(), values.end());
  }
  return expected;
}

void expect_record(const Sandbox& sandbox, const std::string& file, const Expected& expected) {
  const auto mean = series_of(sandbox / file, "mean of V");
  ASSERT_EQ(mean.size(), expected.mean.size());
  for (const auto& [step, value] : expected.mean) EXPECT_NEAR(mean.at(step), value, 1e-12) << step;
  EXPECT_EQ(series_of(sandbox / file, "most of V"), expected.most);
}

}  // namespace

TEST(Probe, StreamsANumberOfEachCaseToTheRecord) {
  const Sandbox sandbox;
  sandbox.sample({"--plots", "1", "--grid", "16", "--steps", "1000", "--every", "50"});
  const Expected expected = expected_of(sandbox);
  ASSERT_EQ(expected.mean.size(), 21U);
  for (const int ranks : {0, 1, 3}) {
    SCOPED_TRACE(fmt::format("{} ranks", ranks));
    const std::string output = fmt::format("out{}", ranks);
    const Ended ended = sandbox.run(ranks, {kProbe, "-o", output});
    EXPECT_EQ(ended.code, 0) << ended.out << ended.err;
    EXPECT_NE(ended.out.find("42 of 42 figures saved, 42 of them values of probes"),
              std::string::npos)
        << ended.out;
    EXPECT_NE(ended.out.find("streamed: 42 points of 2 series to rank 0\n"), std::string::npos)
        << ended.out;
    expect_record(sandbox, output + "/points.h5", expected);
    expect_drawn(sandbox.text(output + "/monitor.png"), "monitor.png");
    sandbox.expect_clean(output);
  }
}

TEST(Probe, KeepsTheValuesOfEarlierRunsInTheRecord) {
  const Sandbox sandbox;
  sandbox.sample({"--plots", "1", "--grid", "16", "--steps", "300", "--every", "100"});
  const Ended first = sandbox.run(0, {kProbe, "-o", "out"});
  EXPECT_EQ(first.code, 0) << first.out << first.err;
  sandbox.sample({"--plots", "1", "--grid", "16", "--steps", "500", "--every", "100"});
  const Ended second = sandbox.run(2, {kProbe, "-o", "out"});
  EXPECT_EQ(second.code, 0) << second.out << second.err;
  const Ended third = sandbox.run(2, {kProbe, "-o", "out"});
  EXPECT_NE(third.out.find("12 of them earlier"), std::string::npos) << third.out;
  expect_record(sandbox, "out/points.h5", expected_of(sandbox));
}

TEST(Probe, IsTakenFromTheArraysOfAFigure) {
  const Sandbox sandbox;
  sandbox.sample({"--plots", "1", "--grid", "16", "--steps", "300", "--every", "100"});
  sandbox.write("job.toml", R"J(
output = "out"
input = "sample/gray_scott/gs_{step}.h5"
[[figure]]
name = "field"
save = "{step}.png"
layer = [{ kind = "heatmap", value = "/fields/V" }]
[[probe]]
name = "corner"
data = "/fields"
x = "{step} / 100"
y = "V[0, 0]"
select = "step > 100"
)J");
  const Ended plan = sandbox.rankplot({"check", "job.toml"});
  EXPECT_NE(plan.out.find("probe 'corner': 2 values\n"), std::string::npos) << plan.out << plan.err;
  const Ended ended = sandbox.run(2, {"job.toml", "--no-monitor"});
  EXPECT_EQ(ended.code, 0) << ended.out << ended.err;
  EXPECT_NE(ended.out.find("6 of 6 figures saved, 2 of them values of probes"), std::string::npos)
      << ended.out;
  EXPECT_EQ(sandbox.pictures("out").size(), 5U);  // with monitor.png
  const auto corner = series_of(sandbox / "out/points.h5", "corner");
  EXPECT_EQ(corner.size(), 2U);
  EXPECT_TRUE(corner.contains(2) && corner.contains(3));
  const std::string table = sandbox.text("out/data.csv");
  EXPECT_EQ(table.find("corner"), std::string::npos) << table;
}

TEST(Probe, ThatIsNoNumberFailsAloneWithItsReason) {
  const Sandbox sandbox;
  sandbox.sample({"--plots", "1", "--grid", "16", "--steps", "100", "--every", "100"});
  const std::string head = "output = 'out'\ninput = 'sample/gray_scott/gs_{step}.h5'\n";
  sandbox.write("job.toml",
                head +
                    "[[probe]]\nname = 'row'\nx = '{step}'\ny = '/fields/V[0, :]'\n"
                    "[[probe]]\nname = 'gap'\nx = '{step}'\ny = 'log(-mean(/fields/V))'\n"
                    "[[probe]]\nname = 'good'\nx = '{step}'\ny = 'mean(/fields/V)'\n");
  const Ended ended = sandbox.run(2, {"job.toml"});
  EXPECT_EQ(ended.code, 1);
  EXPECT_NE(ended.err.find("y = '/fields/V[0, :]' is an array of shape (16)"), std::string::npos)
      << ended.err;
  EXPECT_NE(ended.err.find("y = 'log(-mean(/fields/V))' is nan"), std::string::npos) << ended.err;
  EXPECT_EQ(series_of(sandbox / "out/points.h5", "good").size(), 2U);
}
