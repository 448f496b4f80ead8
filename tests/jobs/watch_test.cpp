#include <signal.h>

#include <cstring>
#include <filesystem>

#include <gtest/gtest.h>

#include "sandbox.hpp"

namespace {

namespace fs = std::filesystem;

const char* const kJob = R"J(
output = "figures"
input = "run/gs_{step}.h5"
[[figure]]
name = "v"
save = "v/{step:05d}.png"
layer = [{ kind = "heatmap", value = "/fields/V" }]
[[figure]]
name = "growth"
save = "growth.png"
layer = [{ kind = "line", x = "gather({step})", y = "gather(mean(/fields/V))" }]
)J";

/// A simulation that writes a step of the sample data in two parts, and says when it has ended.
class Watching : public testing::TestWithParam<int> {
 protected:
  Watching() {
    sandbox.sample({"--plots", "1", "--grid", "16", "--steps", "600"});
    fs::create_directory(sandbox / "run");
    sandbox.write("job.toml", kJob);
  }
  void write_step(int step) const {
    const std::string name = "gs_" + std::to_string(step) + ".h5";
    const std::string bytes = sandbox.text("sample/gray_scott/" + name);
    sandbox.write("run/" + name, bytes.substr(0, bytes.size() / 2));
    sandbox.write("run/" + name, bytes);
  }
  bool is_drawn(int step) const {
    char name[32];
    std::snprintf(name, sizeof name, "figures/v/%05d.png", step);
    return fs::exists(sandbox / name);
  }
  std::vector<std::string> command() const {
    return Sandbox::command(GetParam(), {"job.toml", "--watch", "--until", "run/DONE"});
  }
  Sandbox sandbox;
};

}  // namespace

TEST_P(Watching, DrawsEachStepAsItLandsAndEndsAtTheMarker) {
  Process run(command(), sandbox.path());
  for (const int step : {0, 100, 200}) {
    write_step(step);
    ASSERT_TRUE(eventually([&] { return is_drawn(step); })) << step;
  }
  sandbox.write("run/DONE", "");
  const Ended ended = run.wait();
  EXPECT_EQ(ended.code, 0) << ended.out << ended.err;
  EXPECT_EQ(ended.err.find("failed"), std::string::npos) << ended.err;
  EXPECT_NE(ended.out.find("4 of 4 figures saved"), std::string::npos) << ended.out;
  sandbox.expect_clean("figures");

  const auto watched = sandbox.pictures("figures");
  EXPECT_EQ(sandbox.run(0, {"job.toml", "-o", "afterwards"}).code, 0);
  EXPECT_TRUE(watched == sandbox.pictures("afterwards")) << "drawn all at once they differ";
  const Ended again = sandbox.run(0, {"job.toml"});
  EXPECT_NE(again.out.find("4 of them earlier"), std::string::npos) << again.out;
}

TEST_P(Watching, DoesNothingTwiceAfterItWasKilledHalfWay) {
  {
    Process run(command(), sandbox.path());
    write_step(0);
    write_step(100);
    ASSERT_TRUE(eventually([&] { return is_drawn(0) && is_drawn(100); }));
    ASSERT_TRUE(eventually([&] { return sandbox.journal_lines("figures") >= 4; }));
    run.signal(SIGKILL);
    run.wait();
  }
  ASSERT_TRUE(eventually([&] { return painters_in(sandbox.path()).empty(); }));
  const auto drawn = fs::last_write_time(sandbox / "figures/v/00000.png");
  Process run(command(), sandbox.path());
  write_step(300);
  ASSERT_TRUE(eventually([&] { return is_drawn(300); }));
  sandbox.write("run/DONE", "");
  const Ended ended = run.wait();
  EXPECT_EQ(ended.code, 0) << ended.out << ended.err;
  EXPECT_EQ(fs::last_write_time(sandbox / "figures/v/00000.png"), drawn);
  sandbox.expect_clean("figures");
}

TEST_P(Watching, MakesItsMovieAtTheEndFromTheFramesOfAllRounds) {
  std::string job = kJob;
  job.replace(job.find(".png"), 4, ".svg");
  sandbox.write("job.toml", job + "[[movie]]\nfigure = \"v\"\nsave = \"v.mp4\"\n");
  Process run(command(), sandbox.path());
  for (const char* step : {"0", "100", "200"}) {
    write_step(std::stoi(step));
    const std::string file = "figures/v/" + std::string(5 - std::strlen(step), '0') + step + ".svg";
    ASSERT_TRUE(eventually([&] { return fs::exists(sandbox / file); })) << file;
  }
  EXPECT_FALSE(fs::exists(sandbox / "figures/v.mp4"));
  sandbox.write("run/DONE", "");
  const Ended ended = run.wait();
  EXPECT_EQ(ended.code, 0) << ended.out << ended.err;
  EXPECT_NE(ended.out.find("saved: figures/v.mp4 (3 frames, "), std::string::npos) << ended.out;
  EXPECT_FALSE(fs::exists(sandbox / "figures/.rankplot/frames"));
}

INSTANTIATE_TEST_SUITE_P(Ranks, Watching, testing::Values(0, 3),
                         [](const auto& ranks) { return std::to_string(ranks.param) + "_ranks"; });

TEST(Watch, TellsOfAFileThatNeverBecomesWholeWhenItEnds) {
  const Sandbox sandbox;
  sandbox.sample({"--plots", "1", "--grid", "16", "--steps", "100"});
  fs::create_directory(sandbox / "run");
  sandbox.write("job.toml", kJob);
  sandbox.write("run/gs_0.h5", sandbox.text("sample/gray_scott/gs_0.h5"));
  sandbox.write("run/gs_100.h5", sandbox.text("sample/gray_scott/gs_100.h5").substr(0, 2000));
  const Ended ended =
      sandbox.run(0, {"job.toml", "--watch", "--until-idle", "1 s", "--settle", "100 ms"});
  EXPECT_EQ(ended.code, 1) << ended.out << ended.err;
  EXPECT_NE(ended.err.find("run/gs_100.h5: is cut short"), std::string::npos) << ended.err;
  EXPECT_NE(ended.out.find("nothing new came for 1 s"), std::string::npos) << ended.out;
}

TEST(Watch, SaysWhatItWaitsForAndCountsItWhenItIsStopped) {
  const Sandbox sandbox;
  sandbox.sample({"--plots", "1", "--grid", "16", "--steps", "100"});
  fs::create_directory(sandbox / "run");
  sandbox.write("job.toml",
                std::string(kJob).substr(0, std::string(kJob).find("[[figure]]\nname = \"growth")));
  sandbox.write("run/gs_0.h5", sandbox.text("sample/gray_scott/gs_0.h5"));
  sandbox.write("run/gs_100.h5", sandbox.text("sample/gray_scott/gs_100.h5").substr(0, 2000));
  Process run(Sandbox::command(0, {"job.toml", "--watch", "--settle", "10 ms"}), sandbox.path());
  ASSERT_TRUE(eventually([&] { return sandbox.journal_lines("figures") >= 2; }));
  ASSERT_TRUE(eventually([&] { return fs::exists(sandbox / "figures/data.csv"); }));
  run.signal(SIGINT);
  const Ended ended = run.wait();
  EXPECT_EQ(ended.code, 75) << ended.out << ended.err;
  EXPECT_NE(ended.err.find("waiting: run/gs_100.h5: is cut short"), std::string::npos) << ended.err;
  EXPECT_NE(ended.out.find("1 of 2 figures saved, 1 not drawn"), std::string::npos) << ended.out;
}

TEST(Watch, IsToldOfWordsThatDoNotGoTogether) {
  const Sandbox sandbox;
  sandbox.write("job.toml", kJob);
  EXPECT_EQ(sandbox.run(0, {"job.toml", "--until", "DONE"}).code, 2);
  const Ended none = sandbox.run(0, {RANKPLOT_JOBS "/live_points.toml", "--watch"});
  EXPECT_EQ(none.code, 2);
  EXPECT_NE(none.err.find("--watch follows the files of an input, and the job has none"),
            std::string::npos)
      << none.err;
  EXPECT_EQ(sandbox.run(0, {"job.toml", "--watch", "--first"}).code, 2);
  const Ended idle = sandbox.run(0, {"job.toml", "--watch", "--until-idle", "soon"});
  EXPECT_EQ(idle.code, 2);
  EXPECT_NE(idle.err.find("--until-idle takes a time"), std::string::npos) << idle.err;
}
