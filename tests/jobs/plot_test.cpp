#include <filesystem>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "sandbox.hpp"

/// `rankplot plot`, `plan`, `list` and `doctor` as a user gives them.
namespace {

class Plot : public testing::Test {
 protected:
  Plot() { sandbox.sample({"--plots", "3", "--grid", "32", "--steps", "200"}); }
  Sandbox sandbox;
};

bool holds(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

const char* const kStep = "sample/gray_scott/gs_200.h5";

}  // namespace

TEST_F(Plot, DrawsADatasetWithoutAJobFileAndLeavesNothingElse) {
  const Ended ended = sandbox.rankplot({"plot", kStep, "/fields/V"});
  EXPECT_EQ(ended.code, 0) << ended.out << ended.err;
  EXPECT_TRUE(holds(ended.out, "V.png\n")) << ended.out;
  expect_drawn(sandbox.text("V.png"), "V.png");
  EXPECT_FALSE(std::filesystem::exists(sandbox / "journal.jsonl"));
  EXPECT_FALSE(std::filesystem::exists(sandbox / ".rankplot"));
  EXPECT_FALSE(std::filesystem::exists(sandbox / "data.csv"));
}

TEST_F(Plot, DrawsOnThreeRanksWhatItDrawsOnOneProcess) {
  ASSERT_EQ(sandbox.rankplot({"plot", kStep, "/fields/V[16, :]", "--save", "a/cut.png"}).code, 0);
  std::vector<std::string> command = Sandbox::command(3, {});
  command.back() = "plot";
  command.insert(command.end(), {kStep, "/fields/V[16, :]", "--save", "b/cut.png"});
  const Ended ended = Process(command, sandbox.path()).wait();
  EXPECT_EQ(ended.code, 0) << ended.out << ended.err;
  EXPECT_EQ(sandbox.text("a/cut.png"), sandbox.text("b/cut.png"));
}

TEST_F(Plot, DrawsAPictureForEachFileOfAPattern) {
  const Ended ended = sandbox.rankplot({"plot", "sample/gray_scott/gs_{step}.h5", "fields/V[:, :]",
                                        "--set", "figure.plot.title=V at {step}"});
  EXPECT_EQ(ended.code, 0) << ended.out << ended.err;
  EXPECT_TRUE(std::filesystem::exists(sandbox / "V_100.png")) << ended.out;
  EXPECT_TRUE(std::filesystem::exists(sandbox / "V_200.png")) << ended.out;
}

TEST_F(Plot, TakesXAndYAndAKind) {
  const std::string file = "sample/parallel_plots.h5";
  EXPECT_EQ(sandbox.rankplot({"plot", file, "/dataset_1/x", "/dataset_1/y", "-s", "xy.jpg"}).code,
            0);
  EXPECT_EQ(sandbox.rankplot({"plot", file, "/dataset_1/y", "-k", "histogram", "-s", "h.png"}).code,
            0);
  expect_drawn(sandbox.text("xy.jpg"), "xy.jpg");
  expect_drawn(sandbox.text("h.png"), "h.png");
}

TEST_F(Plot, PrintsAJobThatWorksAsItStands) {
  const Ended printed =
      sandbox.rankplot({"plot", kStep, "log10(/fields/V + 1)", "--print-job", "--set",
                        "figure.plot.title=say \"V\" \\ here", "--save", "out/v.png"});
  ASSERT_EQ(printed.code, 0) << printed.err;
  sandbox.write("printed.toml", printed.out);
  const Ended ended = sandbox.run(0, {"printed.toml"});
  EXPECT_EQ(ended.code, 0) << ended.out << ended.err << printed.out;
  const Ended direct =
      sandbox.rankplot({"plot", kStep, "log10(/fields/V + 1)", "--set",
                        "figure.plot.title=say \"V\" \\ here", "--save", "direct/v.png"});
  EXPECT_EQ(direct.code, 0) << direct.out << direct.err;
  // The pictures name the job that they are of: their bytes differ there.
  expect_drawn(sandbox.text("out/v.png"), "v.png");
  expect_drawn(sandbox.text("direct/v.png"), "v.png");
}

TEST_F(Plot, SaysWhatIsWrong) {
  const auto error = [&](const std::vector<std::string>& arguments) {
    std::vector<std::string> command{"plot"};
    command.insert(command.end(), arguments.begin(), arguments.end());
    const Ended ended = sandbox.rankplot(command);
    EXPECT_EQ(ended.code, 2) << ended.out << ended.err;
    return ended.err;
  };
  EXPECT_TRUE(holds(error({"none.h5", "/a"}), "none.h5"));
  EXPECT_TRUE(holds(error({kStep, "/fields/W"}), "/fields/W"));
  EXPECT_TRUE(holds(error({kStep, "sample/parallel_plots.h5", "/fields/V"}), "pattern in quotes"));
  EXPECT_TRUE(holds(error({kStep, "/fields/V", "--save", "v.xyz"}), "xyz"));
  EXPECT_TRUE(holds(error({kStep, "/fields/V", "--kind", "heatmp"}), "did you mean 'heatmap'"));
}

TEST_F(Plot, PlanForecastsAndLeavesNothing) {
  const std::string job = "plan.toml";
  sandbox.write(job,
                "output = \"figures\"\ninput = \"sample/gray_scott/gs_{step}.h5\"\n"
                "[[figure]]\nname = \"v\"\nsave = \"{step}.png\"\n"
                "[[figure.layer]]\nkind = \"heatmap\"\nvalue = \"/fields/V\"\n");
  const Ended ended = sandbox.rankplot({"plan", job, "--json"});
  ASSERT_EQ(ended.code, 0) << ended.err;
  const auto plan = nlohmann::json::parse(ended.out);
  EXPECT_EQ(plan.at("figures").size(), 1u);
  EXPECT_EQ(plan.at("files"), 3);  // steps 0, 100 and 200
  EXPECT_EQ(plan.at("pictures"), 3);
  // V of 32 x 32 floats in each of three files.
  EXPECT_EQ(plan.at("read_bytes"), 3 * 32 * 32 * 4);
  EXPECT_GT(plan.at("forecast").at("drawing_s").get<double>(), 0);
  EXPECT_EQ(plan.at("forecast").at("sampled_pictures"), 3);
  EXPECT_FALSE(std::filesystem::exists(sandbox / "figures"));
  const Ended text = sandbox.rankplot({"plan", job, "--set", "figure.v.size=[320, 240]"});
  EXPECT_TRUE(holds(text.out, "time ")) << text.out;
}

TEST_F(Plot, ListHasExamplesThatDraw) {
  const auto reference = nlohmann::json::parse(sandbox.rankplot({"list", "--json"}).out);
  for (const auto& kind : reference.at("layers")) {
    const auto name = kind.at("name").get<std::string>();
    std::string reasons;
    bool drawn = false;
    for (const char* file : {kStep, "sample/parallel_plots.h5", "sample/concurrent_saving.h5",
                             "sample/scenes/scene_0.h5", "sample/gallery.h5", "sample/flow.h5"}) {
      sandbox.write("example.toml", "input = \"" + std::string(file) +
                                        "\"\noutput = \"examples\"\n" + "[[figure]]\nname = \"" +
                                        name + "\"\nsave = \"" + name + ".png\"\n" +
                                        kind.at("example").get<std::string>() + "\n");
      const Ended ended = sandbox.run(0, {"example.toml"});
      reasons += ended.err;
      drawn = drawn || ended.code == 0;
    }
    EXPECT_TRUE(drawn) << "no sample file has what the example of " << name << " draws:\n"
                       << reasons;
  }
  EXPECT_EQ(sandbox.rankplot({"list", "heatmap", "figure"}).code, 0);
  EXPECT_EQ(sandbox.rankplot({"list", "--all"}).code, 0);
  EXPECT_EQ(sandbox.rankplot({"list", "heatmp"}).code, 2);
}

TEST_F(Plot, ListDrawsAllColormapsIntoOneFile) {
  const Ended ended = sandbox.rankplot({"list", "--colormaps", "a/maps.png"});
  ASSERT_EQ(ended.code, 0) << ended.err;
  EXPECT_EQ(ended.out, "83 colormaps in a/maps.png\n");
  // The right column is the longer one: 4 headings of 2 rows above 44 maps, 20 pixels each.
  expect_drawn(sandbox.text("a/maps.png"), "a/maps.png", 1000, 60 + 20 * 52);
  EXPECT_EQ(sandbox.rankplot({"list", "--colormaps", "maps.svg"}).code, 0);
  const std::string svg = sandbox.text("maps.svg");
  for (const char* text : {">viridis<", ">twilight_shifted<", ">gist_ncar<", ">Diverging<"})
    EXPECT_TRUE(holds(svg, text)) << text;
  EXPECT_EQ(sandbox.rankplot({"list", "--colormaps", "maps.pdf"}).code, 0);
  EXPECT_TRUE(sandbox.text("maps.pdf").starts_with("%PDF-"));
  EXPECT_TRUE(sandbox.temporaries().empty());
}

TEST_F(Plot, ListRefusesASheetThatCannotBe) {
  const Ended typo = sandbox.rankplot({"list", "--colormaps", "maps.pgn"});
  EXPECT_EQ(typo.code, 2);
  EXPECT_TRUE(
      holds(typo.err, "--colormaps maps.pgn: format 'pgn' is not known; did you mean 'png'?"))
      << typo.err;
  const Ended bare = sandbox.rankplot({"list", "--colormaps", "maps"});
  EXPECT_EQ(bare.code, 2);
  EXPECT_TRUE(holds(bare.err, "has no suffix that names a format; known: pdf, svg, png"))
      << bare.err;
  const Ended unwritable =
      sandbox.rankplot({"list", "--colormaps", std::string(kStep) + "/maps.png"});
  EXPECT_EQ(unwritable.code, 74);
  EXPECT_TRUE(holds(unwritable.err, std::string(kStep) + "/maps.png")) << unwritable.err;
  EXPECT_EQ(sandbox.rankplot({"list", "line", "--colormaps", "maps.png"}).code, 2);
}

TEST_F(Plot, DoctorFindsAllWellOnEachRank) {
  for (const int ranks : {0, 3}) {
    std::vector<std::string> command = Sandbox::command(ranks, {});
    command.back() = "doctor";
    command.insert(command.end(), {"-o", "figures"});
    const Ended ended = Process(command, sandbox.path()).wait();
    EXPECT_EQ(ended.code, 0) << ended.out << ended.err;
    for (const char* part : {"HDF5      1.", "deflate", "Cairo ", "picture   640x480",
                             "scenes    by VTK on ", "all is well"})
      EXPECT_TRUE(holds(ended.out, part)) << part << " is not in\n" << ended.out;
    EXPECT_TRUE(holds(ended.out, ranks == 0 ? "1 rank\n" : "3 ranks\n")) << ended.out;
  }
}

TEST_F(Plot, DoctorNamesAnOutputFolderThatCannotBe) {
  const Ended ended = sandbox.rankplot({"doctor", "-o", std::string(kStep) + "/figures"});
  EXPECT_EQ(ended.code, 1);
  EXPECT_TRUE(holds(ended.out, "PROBLEM")) << ended.out;
  EXPECT_TRUE(holds(ended.out, "is not a folder")) << ended.out;
}
