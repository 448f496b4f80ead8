#include <signal.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <optional>
#include <regex>
#include <set>

#include <gtest/gtest.h>

#include "jobs/sandbox.hpp"
#include "show/desktop.hpp"

/// `rankplot show` as a user at a screen meets it.
namespace {

using rankplot::base::Image;

bool holds(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

/// What `l` printed.
struct Limits {
  double left = 0, right = 0, bottom = 0, top = 0;
};

std::vector<Limits> limits_in(const std::string& text) {
  const std::regex said(R"(xlim = \[(\S+), (\S+)\]\nylim = \[(\S+), (\S+)\])");
  std::vector<Limits> found;
  for (auto match = std::sregex_iterator(text.begin(), text.end(), said);
       match != std::sregex_iterator(); ++match) {
    const auto number = [&](std::size_t i) { return std::stod((*match)[i].str()); };
    found.push_back({number(1), number(2), number(3), number(4)});
  }
  return found;
}

/// Where the frame of the plot stands, in columns and rows: the first and last that are dark from
/// end to end.
struct Frame {
  int left = -1, right = -1, top = -1, bottom = -1;
};

bool is_dark(const Image& image, int x, int y) {
  const std::uint32_t pixel =
      image.pixels[static_cast<std::size_t>(y) * static_cast<std::size_t>(image.width_px) +
                   static_cast<std::size_t>(x)];
  return (pixel & 0xFF) < 0x60 && (pixel >> 16) < 0x60;
}

Frame frame_of(const Image& image) {
  Frame frame;
  for (int x = 0; x < image.width_px; ++x) {
    int dark = 0;
    for (int y = 0; y < image.height_px; ++y) dark += is_dark(image, x, y);
    if (dark < image.height_px / 2) continue;
    if (frame.left < 0) frame.left = x;
    frame.right = x;
  }
  for (int y = 0; y < image.height_px; ++y) {
    int dark = 0;
    for (int x = 0; x < image.width_px; ++x) dark += is_dark(image, x, y);
    if (dark < image.width_px / 2) continue;
    if (frame.top < 0) frame.top = y;
    frame.bottom = y;
  }
  return frame;
}

class Show : public testing::Test {
 protected:
  Show() : screen(sandbox.path()) {
    ::setenv("DISPLAY", screen.name().c_str(), 1);
    sandbox.sample({"--plots", "3", "--grid", "20", "--steps", "200"});
  }
  ~Show() override { ::unsetenv("DISPLAY"); }

  void show(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), {RANKPLOT_PROGRAM, "show"});
    program.emplace(arguments, sandbox.path());
  }
  /// Waits for so many windows.
  std::vector<Seen> windows(std::size_t count) {
    EXPECT_TRUE(
        eventually([&] { return screen.windows().size() == count; }, std::chrono::seconds(30)))
        << screen.windows().size() << " windows where " << count << " belong";
    return screen.windows();
  }
  Seen only_window() {
    const std::vector<Seen> all = windows(1);
    return all.empty() ? Seen{} : all.front();
  }
  /// Its picture, when it is another than `before`.
  Image changed(const Seen& window, const Image& before) {
    Image now;
    EXPECT_TRUE(eventually([&] {
      now = screen.picture(window);
      return now.pixels != before.pixels;
    })) << "the picture of "
        << window.title << " stays as it was";
    return now;
  }
  /// Its picture, when there is one: the screen behind it is black, and figures are white at their
  /// edge.
  Image drawn(const Seen& window) {
    Image now;
    EXPECT_TRUE(eventually([&] {
      now = screen.picture(window);
      return !now.pixels.empty() && now.pixels.front() == 0xFFFFFF && now.pixels.back() == 0xFFFFFF;
    })) << window.title
        << " shows nothing";
    return now;
  }

  Sandbox sandbox;
  Desktop screen;
  std::optional<Process> program;
};

const char* const kJob = RANKPLOT_JOBS "/parallel_plots.toml";

}  // namespace

TEST_F(Show, OpensFourWindowsAtOnceOwnedByFourProcesses) {
  show({kJob});
  const std::vector<Seen> seen = windows(4);
  ASSERT_EQ(seen.size(), 4u);
  std::set<long> owners;
  for (const Seen& window : seen) owners.insert(window.process);
  EXPECT_EQ(owners.size(), 4u);
  EXPECT_EQ(std::count(owners.begin(), owners.end(), program->id()), 0);
  const std::vector<pid_t> painters = painters_in(sandbox.path());
  EXPECT_EQ(owners, (std::set<long>{painters.begin(), painters.end()}));
  std::set<std::vector<std::uint32_t>> pictures;
  for (std::size_t i = 0; i < seen.size(); ++i) {
    EXPECT_TRUE(seen[i].title.starts_with("plot i=" + std::to_string(i + 1))) << seen[i].title;
    EXPECT_EQ(seen[i].width_px, 640);
    EXPECT_EQ(seen[i].height_px, 480);
    pictures.insert(drawn(seen[i]).pixels);
  }
  EXPECT_EQ(pictures.size(), 4u) << "each shows another dataset";

  screen.move(seen[0], 300, 200);
  screen.key("q");
  windows(3);
  screen.move(seen[1], 300, 200);
  screen.key("Escape");
  screen.ask_to_close(seen[2]);
  windows(1);
  screen.move(seen[3], 300, 200);
  screen.key("q");
  const Ended ended = program->wait();
  EXPECT_EQ(ended.code, 0) << ended.out << ended.err;
  EXPECT_EQ(ended.err, "");
  EXPECT_TRUE(painters_in(sandbox.path()).empty());
}

TEST_F(Show, ShowsThePixelsThatARunSaves) {
  ASSERT_EQ(sandbox.run(0, {kJob, "-q"}).code, 0);
  show({kJob, "plot:i=2"});
  const Seen window = only_window();
  const Image image = drawn(window);
  screen.move(window, 300, 200);
  screen.key("s");
  ASSERT_TRUE(eventually([&] { return std::filesystem::exists(sandbox / "dataset_2.png"); }));
  screen.key("q");
  const Ended ended = program->wait();
  EXPECT_EQ(ended.code, 0) << ended.err;
  EXPECT_EQ(ended.out, "# plot i=2\ndataset_2.png\n");
  EXPECT_EQ(sandbox.text("dataset_2.png"), sandbox.text("figures/parallel_plots/dataset_2.png"));
}

TEST_F(Show, PansAndZoomsAndPrintsLimitsThatAreRightToAPixel) {
  show({kJob, "plot:i=1"});
  const Seen window = only_window();
  const Image first = drawn(window);
  const Frame frame = frame_of(first);
  ASSERT_GT(frame.right - frame.left, 300);
  const double width = frame.right + 1 - frame.left, height = frame.bottom + 1 - frame.top;
  screen.move(window, 300, 200);
  screen.key("l");
  // A hundred pixels to the left and fifty down.
  screen.press(1);
  screen.move(window, 200, 250);
  screen.release(1);
  const Image panned = changed(window, first);
  screen.key("l");
  // Three steps closer, about a place at a fourth of the width and half the height.
  const int x = frame.left + static_cast<int>(width / 4), y = (frame.top + frame.bottom) / 2;
  screen.move(window, x, y);
  screen.turn_wheel(3);
  const Image zoomed = changed(window, panned);
  screen.key("l");
  // A rectangle of the right button.
  screen.move(window, frame.left + 100, frame.top + 50);
  screen.press(3);
  screen.move(window, frame.left + 200, frame.top + 150);
  screen.release(3);
  changed(window, zoomed);
  screen.key("l");
  screen.key("h");
  EXPECT_TRUE(eventually([&] { return screen.picture(window).pixels == first.pixels; }))
      << "home is where it began";
  screen.key("q");
  const Ended ended = program->wait();
  EXPECT_EQ(ended.code, 0) << ended.err;

  const std::vector<Limits> said = limits_in(ended.out);
  ASSERT_EQ(said.size(), 4u) << ended.out;
  const double dx = (said[0].right - said[0].left) / width;
  const double dy = (said[0].top - said[0].bottom) / height;
  EXPECT_NEAR(said[1].left, said[0].left + 100 * dx, dx);
  EXPECT_NEAR(said[1].right, said[0].right + 100 * dx, dx);
  EXPECT_NEAR(said[1].bottom, said[0].bottom + 50 * dy, dy);
  EXPECT_NEAR(said[1].top, said[0].top + 50 * dy, dy);

  const double closer = 1.2 * 1.2 * 1.2;
  const double right = (x + 0.5 - frame.left) / width, up = (frame.bottom + 0.5 - y) / height;
  const double at_x = said[1].left + right * (said[1].right - said[1].left);
  const double at_y = said[1].bottom + up * (said[1].top - said[1].bottom);
  EXPECT_NEAR(said[2].right - said[2].left, (said[1].right - said[1].left) / closer, dx);
  EXPECT_NEAR(said[2].left + right * (said[2].right - said[2].left), at_x, dx);
  EXPECT_NEAR(said[2].bottom + up * (said[2].top - said[2].bottom), at_y, dy);

  const double near_dx = (said[2].right - said[2].left) / width;
  const double near_dy = (said[2].top - said[2].bottom) / height;
  EXPECT_NEAR(said[3].left, said[2].left + 100.5 * near_dx, near_dx);
  EXPECT_NEAR(said[3].right, said[2].left + 200.5 * near_dx, near_dx);
  EXPECT_NEAR(said[3].top, said[2].top - 50.5 * near_dy, near_dy);
  EXPECT_NEAR(said[3].bottom, said[2].top - 150.5 * near_dy, near_dy);
}

TEST_F(Show, PrintsLimitsThatAJobTakes) {
  show({kJob, "plot:i=3"});
  const Seen window = only_window();
  const Image first = drawn(window);
  screen.move(window, 300, 200);
  screen.turn_wheel(2);
  const Image zoomed = changed(window, first);
  screen.key("l");
  screen.key("q");
  const Ended ended = program->wait();
  windows(0);
  ASSERT_EQ(limits_in(ended.out).size(), 1u) << ended.out;
  std::vector<std::string> arguments{kJob, "plot:i=3"};
  std::istringstream lines(ended.out);
  for (std::string line; std::getline(lines, line);)
    if (!line.starts_with("#"))
      arguments.insert(
          arguments.end(),
          {"--set", "figure.plot." + std::regex_replace(line, std::regex(" = "), "=")});
  show(arguments);
  const Image again = drawn(only_window());
  std::size_t other = 0;
  for (std::size_t i = 0; i < again.pixels.size(); ++i)
    other += again.pixels[i] != zoomed.pixels[i];
  EXPECT_LT(other, again.pixels.size() / 50) << "within a pixel the same";
  EXPECT_TRUE(frame_of(again).left == frame_of(zoomed).left);
  program->signal(SIGTERM);
}

TEST_F(Show, DrawsAtTheSizeOfTheWindow) {
  show({kJob, "plot:i=1"});
  Seen window = only_window();
  drawn(window);
  screen.resize(window, 900, 400);
  window.width_px = 900;
  window.height_px = 400;
  EXPECT_TRUE(eventually([&] {
    const Frame frame = frame_of(screen.picture(window));
    return frame.right > 800 && frame.bottom > 300 && frame.bottom < 400;
  })) << "the plot fills the window";
  program->signal(SIGINT);
  EXPECT_EQ(program->wait().code, 0);
  windows(0);
}

TEST_F(Show, GoesToOtherCasesByKeys) {
  show({kJob, "plot"});
  const Seen window = only_window();
  const Image first = drawn(window);
  EXPECT_TRUE(window.title.starts_with("plot i=1")) << window.title;
  screen.move(window, 300, 200);
  screen.key("Left");  // before the first is the last
  const Image last = changed(window, first);
  EXPECT_TRUE(eventually([&] { return screen.window("plot i=4").id != 0; }));
  screen.key("n");
  changed(window, last);
  EXPECT_TRUE(eventually([&] { return screen.window("plot i=1").id != 0; }));
  screen.key("q");
  const Ended ended = program->wait();
  EXPECT_EQ(ended.code, 0);
  EXPECT_TRUE(holds(ended.out, "plot:i=1: the first of 4 cases; another would be plot:i=4"))
      << ended.out;
}

TEST_F(Show, LosesNoOtherWindowWithAPainter) {
  show({kJob});
  const std::vector<Seen> seen = windows(4);
  ASSERT_EQ(seen.size(), 4u);
  ::kill(static_cast<pid_t>(seen[1].process), SIGKILL);
  const std::vector<Seen> left = windows(3);
  ASSERT_EQ(left.size(), 3u);
  const Image before = drawn(left[0]);
  screen.move(left[0], 300, 200);
  screen.turn_wheel(1);
  changed(left[0], before);
  for (const Seen& window : left) screen.ask_to_close(window);
  const Ended ended = program->wait();
  EXPECT_EQ(ended.code, 1);
  EXPECT_TRUE(holds(ended.err, "the window of plot:i=2 is gone: its painter ended: signal 9"))
      << ended.err;
}

TEST_F(Show, SaysWhatIsWrong) {
  struct Wrong {
    std::vector<std::string> arguments;
    const char* said;
  };
  sandbox.write("many.toml",
                "input = \"sample/gray_scott/gs_{step}.h5\"\noutput = \"out\"\n[[figure]]\n"
                "name = \"row\"\nsave = \"{step}_{i}.png\"\n[[figure.layer]]\nkind = \"line\"\n"
                "y = \"/fields/V[{i}, :]\"\n");
  const std::vector<Wrong> all{{{kJob, "plto"}, "no figure is called 'plto'; did you mean 'plot'?"},
                               {{kJob, "plot:i=9"}, "'i' is never 9; it has 4 values, from 1 to 4"},
                               {{"many.toml"}, "more than the 16 windows that are opened at once"},
                               {{"many.toml", "row:step=200"}, "windows are more than the 16"}};
  for (const Wrong& wrong : all) {
    show(wrong.arguments);
    const Ended ended = program->wait();
    EXPECT_EQ(ended.code, 2) << ended.out;
    EXPECT_TRUE(holds(ended.err, wrong.said)) << ended.err;
  }
  EXPECT_TRUE(screen.windows().empty());
}

TEST(ShowWithoutADisplay, SaysSoAndWhatToDo) {
  Sandbox sandbox;
  sandbox.sample();
  ::unsetenv("DISPLAY");
  const Ended unset = sandbox.rankplot({"show", kJob});
  EXPECT_EQ(unset.code, 2);
  EXPECT_TRUE(holds(unset.err, "no display to open windows on: $DISPLAY is not set")) << unset.err;
  for (const char* way : {"ssh -X", "rankplot run JOB", "--save", "--monitor"})
    EXPECT_TRUE(holds(unset.err, way)) << unset.err;
  ::setenv("DISPLAY", ":9999", 1);
  const Ended wrong = sandbox.rankplot({"show", kJob});
  ::unsetenv("DISPLAY");
  EXPECT_EQ(wrong.code, 2);
  EXPECT_TRUE(holds(wrong.err, "$DISPLAY is ':9999', which cannot be opened")) << wrong.err;
}
