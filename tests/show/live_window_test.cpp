#include <signal.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <optional>

#include <gtest/gtest.h>

#include "jobs/sandbox.hpp"
#include "show/desktop.hpp"

/// `rankplot run JOB --window`: a generator's points in a window that follows them.
namespace {

using rankplot::base::Image;

const std::string kLivePoints = RANKPLOT_JOBS "/live_points.toml";

std::string squares(const std::string& count) {
  return "output = 'out'\n[monitor]\nrefresh = '50 ms'\nserve = false\n[[source]]\nname = "
         "'squares'\n"
         "every = '20 ms'\n" +
         count + "x = 'i'\ny = 'i**2'\nfmt = 'ro-'\n";
}

class LiveWindow : public testing::Test {
 protected:
  LiveWindow() : screen(sandbox.path()) { ::setenv("DISPLAY", screen.name().c_str(), 1); }
  ~LiveWindow() override { ::unsetenv("DISPLAY"); }

  void run(int ranks, std::vector<std::string> arguments) {
    arguments.push_back("--window");
    program.emplace(Sandbox::command(ranks, arguments), sandbox.path());
  }
  Seen window() {
    EXPECT_TRUE(eventually([&] { return screen.windows().size() == 1; }, std::chrono::seconds(30)));
    const std::vector<Seen> all = screen.windows();
    return all.empty() ? Seen{} : all.front();
  }
  /// Pixels of pure red.
  static std::ptrdiff_t red(const Image& image) {
    return std::count(image.pixels.begin(), image.pixels.end(), 0xFF0000U);
  }

  Sandbox sandbox;
  Desktop screen;
  std::optional<Process> program;
};

}  // namespace

TEST_F(LiveWindow, FollowsAGeneratorOnAnotherRankAndStaysUntilItIsClosed) {
  run(2, {kLivePoints, "--set", "monitor.serve=false"});
  const Seen seen = window();
  EXPECT_TRUE(seen.title.starts_with("monitor")) << seen.title;
  std::ptrdiff_t before = 0;
  for (int more = 0; more < 2; ++more) {
    std::ptrdiff_t now = 0;
    EXPECT_TRUE(eventually([&] { return (now = red(screen.picture(seen))) > before; }))
        << "more red circles and lines than " << before << " pixels of them";
    before = now;
  }
  EXPECT_TRUE(eventually(
      [&] { return program->err().find("when their window is closed") != std::string::npos; }));
  EXPECT_EQ(screen.windows().size(), 1U);
  screen.move(seen, 300, 200);
  screen.key("q");
  const Ended ended = program->wait();
  EXPECT_EQ(ended.code, 0) << ended.out << ended.err;
  EXPECT_NE(ended.out.find("streamed: 20 points of 1 series to rank 0; 1 termination message"),
            std::string::npos)
      << ended.out;
  EXPECT_TRUE(painters_in(sandbox.path()).empty());
}

TEST_F(LiveWindow, IsNoReasonForTheRunToEnd) {
  sandbox.write("job.toml", squares("count = 100\n"));
  run(0, {"job.toml"});
  screen.ask_to_close(window());
  const Ended ended = program->wait();
  EXPECT_EQ(ended.code, 0) << ended.out << ended.err;
  EXPECT_NE(ended.out.find("streamed: 100 points of 1 series"), std::string::npos) << ended.out;
  EXPECT_EQ(ended.err.find("is gone"), std::string::npos) << ended.err;

  sandbox.write("job.toml", squares("count = 100\n"));
  run(0, {"job.toml"});
  ::kill(static_cast<pid_t>(window().process), SIGKILL);
  const Ended killed = program->wait();
  EXPECT_EQ(killed.code, 0) << killed.out << killed.err;
  EXPECT_NE(killed.err.find("the window of the points is gone: its painter ended: signal 9"),
            std::string::npos)
      << killed.err;
}

TEST_F(LiveWindow, EndsWithARunThatIsInterrupted) {
  sandbox.write("job.toml", squares(""));
  run(0, {"job.toml"});
  window();
  program->signal(SIGINT);
  const Ended ended = program->wait();
  EXPECT_NE(ended.out.find("1 termination message"), std::string::npos) << ended.out << ended.err;
  EXPECT_TRUE(eventually([&] { return screen.windows().empty(); }));
}

TEST_F(LiveWindow, KeepsWhereTheUserHasMovedIt) {
  sandbox.write("job.toml", squares(""));
  run(0, {"job.toml"});
  const Seen seen = window();
  constexpr std::ptrdiff_t kLegend = 200,
                           kCurve = 600;  // pixels of their red, at most and at least
  EXPECT_TRUE(eventually([&] { return red(screen.picture(seen)) > kCurve; }));
  // Further down than the plot is high: no point is seen, nor any that comes.
  screen.move(seen, 300, 200);
  screen.press(1);
  screen.move(seen, 300, 900);
  screen.release(1);
  EXPECT_TRUE(eventually([&] { return red(screen.picture(seen)) < kLegend; }));
  const auto record = std::filesystem::path(sandbox / "out/points.h5");
  for (int flushes = 0; flushes < 2; ++flushes) {
    const auto flushed = std::filesystem::last_write_time(record);
    EXPECT_TRUE(eventually([&] { return std::filesystem::last_write_time(record) != flushed; }));
    EXPECT_LT(red(screen.picture(seen)), kLegend);
  }
  screen.move(seen, 300, 200);
  screen.key("h");
  EXPECT_TRUE(eventually([&] { return red(screen.picture(seen)) > kCurve; }));
  program->signal(SIGINT);
  program->wait();
}

TEST(LiveWindowWithoutADisplay, IsSaidAndTheRunGoesOn) {
  const Sandbox sandbox;
  ::unsetenv("DISPLAY");
  sandbox.write("job.toml", squares("count = 10\n"));
  const Ended unset = sandbox.run(0, {"job.toml", "--window"});
  EXPECT_EQ(unset.code, 0) << unset.out << unset.err;
  EXPECT_NE(unset.err.find("no window shows the points: $DISPLAY is not set; from another machine"),
            std::string::npos)
      << unset.err;
  ::setenv("DISPLAY", ":9999", 1);
  sandbox.write("job.toml", squares("count = 100\n"));
  const Ended wrong = sandbox.run(0, {"job.toml", "--window"});
  ::unsetenv("DISPLAY");
  EXPECT_EQ(wrong.code, 0) << wrong.out << wrong.err;
  EXPECT_NE(wrong.err.find("$DISPLAY is ':9999', which cannot be opened"), std::string::npos)
      << wrong.err;
  sandbox.write("none.toml",
                "output = 'out'\ninput = 'x.h5'\n[[figure]]\nsave = 'f.png'\n[[figure.layer]]\n"
                "kind = 'line'\ny = 'y'\n");
  const Ended none = sandbox.run(0, {"none.toml", "--window"});
  EXPECT_EQ(none.code, 2);
  EXPECT_NE(none.err.find("none.toml: --window shows the points of [[source]] and [[probe]]"),
            std::string::npos)
      << none.err;
}
