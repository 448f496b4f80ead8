#include <signal.h>

#include <algorithm>
#include <filesystem>
#include <span>

#include <gtest/gtest.h>

#include "movie_reader.hpp"
#include "painter/encode/encode.hpp"
#include "rank/journal/journal.hpp"
#include "sandbox.hpp"

namespace fs = std::filesystem;
using namespace rankplot;

namespace {

const char* const kFigure =
    "output = \"figures\"\n"
    "input  = \"sample/gray_scott/gs_{step}.h5\"\n"
    "[[figure]]\n"
    "name  = \"v\"\n"
    "size  = [320, 240]\n"
    "title = \"step {step}\"\n"
    "save  = \"v/{step:05d}.png\"\n"
    "  [[figure.layer]]\n"
    "  kind  = \"heatmap\"\n"
    "  value = \"/fields/V\"\n";

std::string movie(const std::string& keys) { return "[[movie]]\nfigure = \"v\"\n" + keys; }

std::string with(std::string text, const std::string& from, const std::string& to) {
  return text.replace(text.find(from), from.size(), to);
}

base::Image picture(const std::string& bytes) {
  const auto raw = std::as_bytes(std::span(bytes.data(), bytes.size()));
  return encode::decode({raw.begin(), raw.end()}, "png");
}

/// Steps 0, 100, ... 2000 of a figure: 21 pictures.
class Movies : public testing::Test {
 protected:
  static constexpr std::size_t kFrames = 21;

  void SetUp() override {
    sandbox.sample({"--plots", "1", "--grid", "32", "--steps", "2000", "--every", "100"});
  }
  std::string run(const std::string& job, int ranks = 0, int code = 0,
                  std::vector<std::string> options = {}) const {
    sandbox.write("job.toml", job);
    options.insert(options.begin(), "job.toml");
    const Ended ended = sandbox.run(ranks, options);
    EXPECT_EQ(ended.code, code) << ended.out << ended.err;
    sandbox.expect_clean("figures");
    return ended.out + ended.err;
  }
  static void expect(const std::string& text, const std::string& part) {
    EXPECT_NE(text.find(part), std::string::npos) << "no '" << part << "' in\n" << text;
  }
  /// The pictures in the order of their steps.
  std::vector<base::Image> pictures() const {
    std::vector<base::Image> images;
    for (const auto& [name, bytes] : sandbox.pictures("figures/v"))
      images.push_back(picture(bytes));
    return images;
  }
  /// Each frame is nearer to its own picture than `least_db`, and nearer to it than to the one
  /// before.
  static void expect_frames(const Movie& shown, const std::vector<base::Image>& images,
                            double least_db) {
    ASSERT_EQ(shown.frames.size(), images.size());
    for (std::size_t i = 0; i < images.size(); ++i) {
      const double own = psnr_db(shown.frames[i], images[i]);
      EXPECT_GE(own, least_db) << "frame " << i;
      if (i > 0) {
        EXPECT_LT(psnr_db(shown.frames[i], images[i - 1]), own) << "frame " << i;
      }
    }
  }
  Sandbox sandbox;
};

}  // namespace

TEST_F(Movies, ShowEveryPictureInOrderInEachFormat) {
  const std::string text =
      run(kFigure + movie("save = [\"v.mp4\", \"v.webm\", \"v.gif\", \"v.av1.webm\"]\nfps = 10\n"));
  expect(text, "saved: figures/v.mp4, figures/v.webm, figures/v.gif, figures/v.av1.webm (21 fra");
  const std::vector<base::Image> images = pictures();
  for (const auto& [file, codec] :
       {std::pair{"v.mp4", "h264"}, {"v.webm", "vp9"}, {"v.av1.webm", "av1"}}) {
    SCOPED_TRACE(file);
    const Movie shown = read_movie(sandbox / ("figures/" + std::string(file)));
    EXPECT_EQ(shown.codec, codec);
    EXPECT_EQ(shown.color_tags, "bt709 iec61966-2-1 bt709 tv");
    EXPECT_NEAR(shown.seconds, 2.1, 0.11);
    expect_frames(shown, images, 30);
    for (std::size_t i = 0; i < shown.times_s.size(); ++i)
      EXPECT_NEAR(shown.times_s[i], static_cast<double>(i) / 10, 0.002);
  }
  // A chart of few colours loses nothing in GIF.
  expect_frames(read_movie(sandbox / "figures/v.gif"), images, 40);
}

TEST_F(Movies, AreTheSameBytesOnAnyNumberOfRanks) {
  const std::string job = kFigure + movie("save = [\"v.mp4\", \"v.webm\", \"v.gif\"]\n");
  run(job);
  std::vector<std::string> once;
  for (const char* file : {"figures/v.mp4", "figures/v.webm", "figures/v.gif"})
    once.push_back(sandbox.text(file));
  fs::remove_all(sandbox / "figures");
  run(job, 3);
  std::vector<std::string> again;
  for (const char* file : {"figures/v.mp4", "figures/v.webm", "figures/v.gif"})
    again.push_back(sandbox.text(file));
  EXPECT_EQ(once == again, true);
}

TEST_F(Movies, HoldTheFrameBeforeWhereAPictureFails) {
  fs::resize_file(sandbox / "sample/gray_scott/gs_500.h5", 3000);
  const std::string job = kFigure + movie("save = \"v.mp4\"\n");
  const std::string text = run(job, 0, 1);
  expect(text, "v.mp4 (21 frames, ");
  expect(text, "; 1 failed, and the one before stays in sight)");
  std::vector<base::Image> images = pictures();
  ASSERT_EQ(images.size(), kFrames - 1);
  const Movie shown = read_movie(sandbox / "figures/v.mp4");
  ASSERT_EQ(shown.frames.size(), kFrames);
  EXPECT_GT(psnr_db(shown.frames[5], images[4]), 30);
  EXPECT_GT(psnr_db(shown.frames[6], images[5]), 30);

  // With the file repaired only its picture is drawn, and the movie is made again.
  sandbox.sample({"--plots", "1", "--grid", "32", "--steps", "2000", "--every", "100"});
  expect(run(job), "saved: figures/v.mp4 (21 frames, ");
}

TEST_F(Movies, AreMadeAgainOnlyWhenSomethingChanged) {
  const std::string job = kFigure + movie("save = \"v.mp4\"\n");
  run(job);
  const auto written = fs::last_write_time(sandbox / "figures/v.mp4");
  EXPECT_EQ(run(job).find("v.mp4"), std::string::npos);
  EXPECT_EQ(fs::last_write_time(sandbox / "figures/v.mp4"), written);
  const std::string bytes = sandbox.text("figures/v.mp4");

  fs::remove(sandbox / "figures/v.mp4");
  const std::string text = run(job);
  expect(text, "21 of them earlier");
  expect(text, "saved: figures/v.mp4");
  EXPECT_EQ(sandbox.text("figures/v.mp4") == bytes, true);
  expect(run(kFigure + movie("save = \"v.mp4\"\nfps = 5\n")), "saved: figures/v.mp4");

  expect(run(kFigure), "no longer made: figures/v.mp4");
  EXPECT_EQ(sandbox.rankplot({"clean", "figures", "--yes"}).code, 0);
  EXPECT_FALSE(fs::exists(sandbox / "figures/v.mp4"));
}

TEST_F(Movies, TakeFramesOfTheirOwnWhereNoSavedPictureHasAllPixels) {
  const std::string lossless = kFigure + movie("save = \"v.mp4\"\n");
  run(lossless);
  const std::string bytes = sandbox.text("figures/v.mp4");
  fs::remove_all(sandbox / "figures");
  const std::string job = with(lossless, ".png", ".svg");
  run(job);
  EXPECT_EQ(sandbox.text("figures/v.mp4") == bytes, true);
  EXPECT_FALSE(fs::exists(sandbox / "figures/.rankplot/frames"));

  // The frames are gone with the movie that they were for.
  fs::remove(sandbox / "figures/v.mp4");
  expect(run(job), "21 of 21 figures saved in ");
  EXPECT_EQ(sandbox.text("figures/v.mp4") == bytes, true);
}

TEST_F(Movies, AreOneForEachValueOfTheCapturesInTheirName) {
  const std::string job =
      with(with(kFigure, "\"sample/gray_scott/gs_{step}.h5\"", "\"runs/{run}_{step}.h5\""),
           "v/{step:05d}", "v/{run}_{step:05d}");
  fs::create_directories(sandbox / "runs");
  for (const char* name : {"a_0", "a_100", "a_200", "b_0", "b_100"}) {
    fs::copy(sandbox / ("sample/gray_scott/gs_" + std::string(name + 2) + ".h5"),
             sandbox / ("runs/" + std::string(name) + ".h5"));
  }
  const std::string text =
      run(job + movie("save = \"{run}.mp4\"\ntitle = \"Run {run}\"\nfps = 2\n"));
  expect(text, "saved: figures/a.mp4 (3 frames");
  // Two seconds of title, at two frames a second.
  EXPECT_EQ(read_movie(sandbox / "figures/a.mp4").frames.size(), 4U + 3U);
  EXPECT_EQ(read_movie(sandbox / "figures/b.mp4").frames.size(), 4U + 2U);
  expect(run(job + movie("save = \"{rum}.mp4\"\n"), 0, 2),
         "job.toml:11: the movie of figure 'v': its frames have no capture {rum}; they have {run}, "
         "{step}");
  expect(run(job + movie("save = \"v.mp4\"\ntitle = \"{run}\"\n"), 0, 2), "a title stands for a");
}

TEST_F(Movies, RepeatTheLastColumnAndRowOfOddPictures) {
  run(with(kFigure, "[320, 240]", "[321, 241]") + movie("save = [\"v.mp4\", \"v.gif\"]\n"));
  const Movie shown = read_movie(sandbox / "figures/v.mp4");
  ASSERT_EQ(shown.frames.size(), kFrames);
  EXPECT_EQ(shown.frames[0].width_px, 322);
  EXPECT_EQ(shown.frames[0].height_px, 242);
  const Movie gif = read_movie(sandbox / "figures/v.gif");
  EXPECT_EQ(gif.frames.at(0).width_px, 321);
  EXPECT_EQ(gif.frames.at(0).height_px, 241);
}

TEST_F(Movies, SurviveTheDeathOfWhoMakesThem) {
  const std::string job = with(kFigure, "[320, 240]", "[1600, 1200]") + movie("save = \"v.mp4\"\n");
  run(job);
  const std::string bytes = sandbox.text("figures/v.mp4");
  fs::remove(sandbox / "figures/v.mp4");
  // All pictures are there: the first process that opens the movie's temporary file makes it.
  Process again(Sandbox::command(0, {"job.toml"}), sandbox.path());
  pid_t killed = 0;
  ASSERT_TRUE(eventually([&] {
    for (const std::string& file : sandbox.temporaries()) {
      const std::string name = fs::path(file).filename().string();
      if (!name.starts_with(".v.mp4.")) continue;
      killed = std::stoi(name.substr(7));
      return ::kill(killed, SIGKILL) == 0;
    }
    return false;
  }));
  const Ended ended = again.wait();
  EXPECT_EQ(ended.code, 0) << ended.out << ended.err;
  EXPECT_EQ(sandbox.text("figures/v.mp4") == bytes, true);
  sandbox.expect_clean("figures");
}

TEST_F(Movies, FailWithoutStoppingThePictures) {
  fs::create_directories(sandbox / "figures/v.mp4/in_the_way");
  const std::string job = kFigure + movie("save = \"v.mp4\"\n");
  const std::string text = run(job, 0, 1);
  expect(text, "failed: movie figures/v.mp4 of figure 'v': cannot write 'figures/v.mp4': ");
  expect(text, "21 of 21 figures saved");
  const Ended status = sandbox.rankplot({"status", "figures"});
  EXPECT_EQ(status.code, 1) << status.out;
  expect(status.out, "failed: movie figures/v.mp4");
  fs::remove_all(sandbox / "figures/v.mp4");
  expect(run(job), "saved: figures/v.mp4 (21 frames");
  EXPECT_EQ(sandbox.rankplot({"status", "figures"}).code, 0);
}
