#include <signal.h>

#include <filesystem>
#include <span>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "core/base/error.hpp"
#include "painter/encode/encode.hpp"
#include "painter/read/read.hpp"
#include "sandbox.hpp"

namespace fs = std::filesystem;
using namespace rankplot;

namespace {

const std::string kLivePoints = RANKPLOT_JOBS "/live_points.toml";
const std::string kFast = "source.random.every='10 ms'";

base::Image image_of(const std::string& bytes) {
  const auto raw = std::as_bytes(std::span(bytes.data(), bytes.size()));
  return encode::decode({raw.begin(), raw.end()}, "png");
}

/// The values of a dataset; none where it cannot be read (yet).
std::vector<double> values_of(const std::string& file, const std::string& object) {
  try {
    read::Reader reader;
    return base::to_field(reader.load({file, object, "", {}}, 1 << 30)).values;
  } catch (const base::Error&) {
    return {};
  }
}

/// A job whose one source makes so many points, one each 10 ms: x = i, y = i squared.
std::string squares(int count) {
  return fmt::format(
      "output = 'out'\n[[source]]\nname = 'squares'\nevery = '10 ms'\ncount = {}\nx = 'i'\n"
      "y = 'i**2'\noverflow = 'wait'\n",
      count);
}

/// The points of all files of the record, which are 0, 1, ... and their squares. How many.
std::size_t expect_squares(const Sandbox& sandbox) {
  std::size_t next = 0;
  for (const char* file : {"out/points.h5", "out/points-2.h5"}) {
    const auto x = values_of(sandbox / file, "/squares/x");
    const auto y = values_of(sandbox / file, "/squares/y");
    EXPECT_EQ(x.size(), y.size());
    for (std::size_t i = 0; i < std::min(x.size(), y.size()); ++i, ++next) {
      EXPECT_EQ(x[i], static_cast<double>(next));
      EXPECT_EQ(y[i], static_cast<double>(next * next));
    }
  }
  return next;
}

}  // namespace

TEST(Live, PlotsTwentyPointsOfAGeneratorUntilItsTerminationMessage) {
  const Sandbox sandbox;
  for (const int ranks : {0, 1, 2, 3}) {
    SCOPED_TRACE(fmt::format("{} ranks", ranks));
    const std::string output = fmt::format("out{}", ranks);
    const Ended ended = sandbox.run(ranks, {kLivePoints, "-o", output, "--set", kFast});
    EXPECT_EQ(ended.code, 0) << ended.out << ended.err;
    EXPECT_NE(ended.out.find("streamed: 20 points of 1 series to rank 0; 1 termination message\n"),
              std::string::npos)
        << ended.out << ended.err;
    const auto x = values_of(sandbox / (output + "/points.h5"), "/random/x");
    ASSERT_EQ(x.size(), 20U);
    EXPECT_EQ(x, values_of(sandbox / "out0/points.h5", "/random/x"));

    // monitor.png shows what a job draws from the record.
    sandbox.write("again.toml", fmt::format("output = 'again{0}'\ninput = '{1}/points.h5'\n"
                                            "[[figure]]\nsave = 'again.png'\ndata = '/random'\n"
                                            "[[figure.layer]]\nkind = 'line'\nx = 'x'\ny = 'y'\n"
                                            "fmt = 'ro-'\nlabel = 'random'\n",
                                            ranks, output));
    const Ended again = sandbox.run(0, {"again.toml"});
    EXPECT_EQ(again.code, 0) << again.out << again.err;
    const std::string monitor = sandbox.text(output + "/monitor.png");
    expect_drawn(monitor, "monitor.png");
    const base::Image drawn = image_of(monitor);
    const base::Image from_record = image_of(sandbox.text(fmt::format("again{}/again.png", ranks)));
    EXPECT_TRUE(drawn.pixels == from_record.pixels);
    sandbox.expect_clean(output);
  }
}

TEST(Live, StreamsBesideFigures) {
  const Sandbox sandbox;
  sandbox.sample({"--plots", "20", "--grid", "16", "--steps", "0"});
  sandbox.write("job.toml",
                "output = 'out'\ninput = 'sample/concurrent_saving.h5'\n"
                "[[figure]]\nsave = '{n}.png'\ndata = '/plot_{n}'\n"
                "[[figure.layer]]\nkind = 'scatter'\nx = 'a'\ny = 'b'\n"
                "[[source]]\nname = 'waves'\nrank = 2\nevery = '1 ms'\ny = 'sin(t)'\n");
  const Ended ended = sandbox.run(3, {"job.toml"});
  EXPECT_EQ(ended.code, 0) << ended.out << ended.err;
  EXPECT_NE(ended.out.find("20 of 20 figures saved"), std::string::npos) << ended.out;
  EXPECT_NE(ended.out.find("of 1 series to rank 0; 1 termination message"), std::string::npos)
      << ended.out;
  EXPECT_FALSE(values_of(sandbox / "out/points.h5", "/waves/y").empty());
}

TEST(Live, LosesNoPointWhenTheRecorderIsKilled) {
  const Sandbox sandbox;
  sandbox.write("job.toml", squares(300));
  Process run(Sandbox::command(0, {"job.toml"}), sandbox.path());
  ASSERT_TRUE(
      eventually([&] { return !values_of(sandbox / "out/points.h5", "/squares/x").empty(); }));
  for (const pid_t painter : painters_in(sandbox.path())) ::kill(painter, SIGKILL);
  const Ended ended = run.wait();
  EXPECT_EQ(ended.code, 0) << ended.out << ended.err;
  EXPECT_NE(ended.err.find("the recorder died (signal 9"), std::string::npos) << ended.err;
  EXPECT_TRUE(fs::exists(sandbox / "out/points-2.h5"));
  EXPECT_EQ(expect_squares(sandbox), 300U);
  expect_drawn(sandbox.text("out/monitor.png"), "monitor.png");
}

TEST(Live, KeepsWhatWasFlushedWhenTheWholeJobIsKilled) {
  const Sandbox sandbox;
  sandbox.write("job.toml", squares(100'000));
  Process run(Sandbox::command(0, {"job.toml"}), sandbox.path());
  std::size_t flushed = 0;
  ASSERT_TRUE(eventually([&] {
    flushed = values_of(sandbox / "out/points.h5", "/squares/x").size();
    return flushed > 0;
  }));
  run.signal(SIGKILL);
  run.wait();
  EXPECT_TRUE(eventually([&] { return painters_in(sandbox.path()).empty(); }));
  EXPECT_GE(expect_squares(sandbox), flushed);
}

TEST(Live, IsWorthGoingOnWithWhenASourceIsCutShort) {
  const Sandbox sandbox;
  sandbox.write("job.toml", squares(100'000));
  Process run(Sandbox::command(0, {"job.toml"}), sandbox.path());
  ASSERT_TRUE(
      eventually([&] { return !values_of(sandbox / "out/points.h5", "/squares/x").empty(); }));
  run.signal(SIGINT);
  EXPECT_EQ(run.wait().code, 75);
}

TEST(Live, IsCollectedAndShownByAnotherRankWhereItIsToldTo) {
  const Sandbox sandbox;
  sandbox.sample({"--plots", "20", "--grid", "16", "--steps", "0"});
  sandbox.write("job.toml",
                "output = 'out'\ninput = 'sample/concurrent_saving.h5'\n"
                "[[figure]]\nname = 'plot'\nsave = '{n}.png'\ndata = '/plot_{n}'\n"
                "[[figure.layer]]\nkind = 'scatter'\nx = 'a'\ny = 'b'\n"
                "[[figure]]\nname = 'gone'\nsave = 'gone_{n}.png'\ndata = '/plot_{n}'\n"
                "[[figure.layer]]\nkind = 'scatter'\nx = 'a[900000]'\ny = 'b'\n"
                "[[probe]]\nname = 'mean'\ndata = '/plot_{n}'\nx = '{n}'\ny = 'mean(a)'\n"
                "[[source]]\nname = 'squares'\nrank = 2\nevery = '10 ms'\ncount = 30\n"
                "x = 'i'\ny = 'i**2'\n");
  const Ended ended = sandbox.run(3, {"job.toml", "--monitor-rank", "1"});
  EXPECT_EQ(ended.code, 1) << ended.out << ended.err;
  EXPECT_NE(ended.out.find("streamed: 50 points of 2 series to rank 1;"), std::string::npos)
      << ended.out << ended.err;
  EXPECT_EQ(values_of(sandbox / "out/points.h5", "/squares/y").size(), 30U);
  EXPECT_EQ(values_of(sandbox / "out/points.h5", "/mean/y").size(), 20U);
  expect_drawn(sandbox.text("out/monitor.png"), "monitor.png");
  // The page of that rank knows of all that rank 0 was told.
  const std::string page = sandbox.text("out/index.html");
  EXPECT_NE(page.find("\"ended\":\"done\""), std::string::npos);
  EXPECT_NE(page.find("\"done\":60"), std::string::npos);
  EXPECT_NE(page.find("\"failed\":20"), std::string::npos);
  EXPECT_NE(page.find("20.png"), std::string::npos);
  EXPECT_NE(page.find("index 900000"), std::string::npos);
  EXPECT_NE(page.find("\"squares\""), std::string::npos);
  EXPECT_FALSE(fs::exists(sandbox / "out/.rankplot/monitor.url"));
  sandbox.expect_clean("out");
}

TEST(Live, EndsWhenItIsToldTo) {
  const Sandbox sandbox;
  sandbox.write("job.toml", "output = 'out'\n[[source]]\nname = 'a'\nevery = '10 ms'\ny = 'i'\n");
  Process run(Sandbox::command(0, {"job.toml"}), sandbox.path());
  ASSERT_TRUE(eventually([&] { return !values_of(sandbox / "out/points.h5", "/a/x").empty(); }));
  run.signal(SIGINT);
  const Ended ended = run.wait();
  EXPECT_NE(ended.out.find("1 termination message"), std::string::npos) << ended.out << ended.err;
  EXPECT_TRUE(fs::exists(sandbox / "out/monitor.png"));
}
