#include <algorithm>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "sandbox.hpp"

namespace {

std::string job(const std::string& name) { return std::string(RANKPLOT_JOBS "/") + name + ".toml"; }

/// The job's pictures on one process, one rank and three: all there, drawn, and equal.
std::map<std::string, std::string> draw_on_all(const Sandbox& sandbox, const std::string& name) {
  std::map<std::string, std::string> first;
  for (const int ranks : {0, 1, 3}) {
    SCOPED_TRACE(std::to_string(ranks) + " ranks");
    const std::string output = "out" + std::to_string(ranks);
    const Ended ended = sandbox.run(ranks, {job(name), "-o", output});
    EXPECT_EQ(ended.code, 0) << ended.out << ended.err;
    const auto pictures = sandbox.pictures(output);
    if (ranks == 0) first = pictures;
    EXPECT_EQ(pictures.size(), first.size());
    for (const auto& [file, bytes] : pictures) {
      EXPECT_TRUE(first[file] == bytes) << file << " differs from that of one process";
    }
    EXPECT_EQ(sandbox.rankplot({"status", output}).code, 0);
    sandbox.expect_clean(output);
  }
  for (const auto& [file, bytes] : first) expect_drawn(bytes, file);
  return first;
}

std::size_t lines(const std::string& text) {
  return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

}  // namespace

TEST(Jobs, ParallelPlotsDrawsFourPlotsAndListsThem) {
  const Sandbox sandbox;
  sandbox.sample({"--plots", "1", "--grid", "16", "--steps", "0"});
  const auto pictures = draw_on_all(sandbox, "parallel_plots");
  EXPECT_EQ(pictures.size(), 4u);
  for (const char* file : {"dataset_1.png", "dataset_2.png", "dataset_3.png", "dataset_4.png"}) {
    EXPECT_TRUE(pictures.contains(file)) << file;
  }
  const Ended again = sandbox.run(3, {job("parallel_plots"), "-o", "out3", "--force"});
  EXPECT_NE(again.out.find("saved: out3/dataset_4.png"), std::string::npos) << again.out;
  EXPECT_NE(again.out.find("4 of 4 figures saved"), std::string::npos) << again.out;
  EXPECT_NE(again.out.find("1 node, 3 ranks, "), std::string::npos) << again.out;
  EXPECT_EQ(sandbox.journal_lines("out3"), 5u);
  EXPECT_EQ(sandbox.text("out3/data.csv"),
            "figure,i,FILE\nplot,1,dataset_1.png\nplot,2,dataset_2.png\nplot,3,dataset_3.png\n"
            "plot,4,dataset_4.png\n");
}

TEST(Jobs, ConcurrentSavingWritesAsManyFilesAsThereAreDatasets) {
  const Sandbox sandbox;
  sandbox.sample({"--plots", "25", "--grid", "16", "--steps", "0"});
  const auto pictures = draw_on_all(sandbox, "concurrent_saving");
  EXPECT_EQ(pictures.size(), 25u);
  EXPECT_TRUE(pictures.contains("001.jpg"));
  EXPECT_TRUE(pictures.contains("025.jpg"));
  EXPECT_EQ(lines(sandbox.text("out3/data.csv")), 26u);
}

TEST(Jobs, QuickstartDrawsTheGrayScottRun) {
  const Sandbox sandbox;
  sandbox.sample({"--plots", "1"});
  const auto pictures = draw_on_all(sandbox, "quickstart");
  EXPECT_TRUE(pictures.contains("distribution.jpg"));
  EXPECT_TRUE(pictures.contains("v/02000.png"));
  EXPECT_TRUE(pictures.contains("cut/00500.png"));
}

TEST(Jobs, OverTimeDrawsManyFilesInOnePicture) {
  const Sandbox sandbox;
  sandbox.sample({"--plots", "1"});
  const auto pictures = draw_on_all(sandbox, "over_time");
  EXPECT_EQ(pictures.size(), 2u);
  EXPECT_TRUE(pictures.contains("cuts.png"));
  EXPECT_TRUE(pictures.contains("growth.png"));
}

TEST(Jobs, SmallMultiplesDrawsPanels) {
  const Sandbox sandbox;
  sandbox.sample({"--plots", "1"});
  for (const int ranks : {0, 3}) {
    const std::string output = "out" + std::to_string(ranks);
    const Ended ended = sandbox.run(ranks, {job("small_multiples"), "-o", output});
    EXPECT_EQ(ended.code, 0) << ended.out << ended.err;
  }
  const auto pictures = sandbox.pictures("out3");
  EXPECT_EQ(pictures.size(), 3u);
  EXPECT_TRUE(pictures == sandbox.pictures("out0"));
  expect_drawn(pictures.at("v.png"), "v.png", 960, 640);
  expect_drawn(pictures.at("summary/01000.png"), "01000.png", 960, 720);
}

TEST(Jobs, GalleryDrawsAFigureOfEachKind) {
  const Sandbox sandbox;
  sandbox.sample({"--plots", "1", "--grid", "16", "--steps", "0"});
  const Ended ended = sandbox.run(2, {job("gallery"), "-o", "out"});
  EXPECT_EQ(ended.code, 0) << ended.out << ended.err;
  const auto pictures = sandbox.pictures("out");
  for (const auto& [file, bytes] : pictures) expect_drawn(bytes, file);
  // Every kind of charts is shown, in a figure of its name.
  const Ended kinds = sandbox.rankplot({"list", "--json"});
  const nlohmann::json known = nlohmann::json::parse(kinds.out);
  for (const auto& kind : known.at("layers")) {
    const std::string name = kind.at("name");
    const bool scene = kind.at("scene");
    EXPECT_TRUE(scene || pictures.contains(name + ".png")) << name;
  }
}

TEST(Jobs, PolarDrawsRoundPlots) {
  const Sandbox sandbox;
  sandbox.sample({"--plots", "1", "--grid", "16", "--steps", "0"});
  const Ended ended = sandbox.run(2, {job("polar"), "-o", "out"});
  EXPECT_EQ(ended.code, 0) << ended.out << ended.err;
  const auto pictures = sandbox.pictures("out");
  EXPECT_EQ(pictures.size(), 2u);
  expect_drawn(pictures.at("spiral.png"), "spiral.png", 640, 560);
  expect_drawn(pictures.at("round.png"), "round.png", 1000, 900);
}

/// A slow run tells its progress there; VTK, EGL and Mesa nothing.
void expect_silence_of_libraries(const std::string& err) {
  for (const char* word : {"vtk", "ERROR", "Warn", "MESA", "EGL"})
    EXPECT_EQ(err.find(word), err.npos) << err;
}

TEST(Jobs, ScenesDrawsIn3DAndSaysNothingToStderr) {
  const Sandbox sandbox;
  ::unsetenv("DISPLAY");
  sandbox.sample({"--plots", "1", "--grid", "16", "--steps", "0"});
  for (const int ranks : {0, 3}) {
    const std::string output = "out" + std::to_string(ranks);
    const Ended ended = sandbox.run(ranks, {job("scenes"), "-o", output});
    EXPECT_EQ(ended.code, 0) << ended.out << ended.err;
    expect_silence_of_libraries(ended.err);
  }
  const auto pictures = sandbox.pictures("out3");
  EXPECT_EQ(pictures.size(), 24u);  // four figures of four steps, two of one, six views
  EXPECT_TRUE(pictures == sandbox.pictures("out0"));
  for (const char* file : {"drops/3.png", "planes/0.png", "cloud/1.png", "swarm/2.png", "knot.png"})
    expect_drawn(pictures.at(file), file, 1024, 768);
  expect_drawn(pictures.at("views.png"), "views.png", 1200, 450);
  expect_drawn(pictures.at("turn/3_05.png"), "turn/3_05.png", 640, 480);
  EXPECT_NE(pictures.at("turn/3_00.png"), pictures.at("turn/3_05.png"));
}

TEST(Jobs, FlowDrawsWindsLandscapesAndMeshes) {
  const Sandbox sandbox;
  ::unsetenv("DISPLAY");
  sandbox.sample({"--plots", "1", "--grid", "16", "--steps", "0"});
  const Ended ended = sandbox.run(0, {job("flow"), "-o", "out", "--software"});
  EXPECT_EQ(ended.code, 0) << ended.out << ended.err;
  expect_silence_of_libraries(ended.err);
  const auto pictures = sandbox.pictures("out");
  for (const char* file :
       {"whirl.png", "arrows.png", "hills.png", "cut.png", "strong.png", "tower.png"})
    expect_drawn(pictures.at(file), file, 1024, 768);
}

TEST(Jobs, FieldsDrawsWhatIsDerivedFromOthers) {
  const Sandbox sandbox;
  sandbox.sample({"--plots", "1", "--grid", "16", "--steps", "0"});
  const Ended ended = sandbox.run(0, {job("fields"), "-o", "out", "--software"});
  EXPECT_EQ(ended.code, 0) << ended.out << ended.err;
  expect_silence_of_libraries(ended.err);
  const auto pictures = sandbox.pictures("out");
  EXPECT_EQ(pictures.size(), 4u);
  for (const char* file : {"vortex.png", "turning.png", "wind.png"})
    expect_drawn(pictures.at(file), file, 1024, 768);
  expect_drawn(pictures.at("column.png"), "column.png", 720, 560);
}

TEST(Jobs, AxesDrawsDatesSecondAxesAndStyles) {
  const Sandbox sandbox;
  sandbox.sample({"--plots", "1", "--grid", "16", "--steps", "0"});
  for (const int ranks : {0, 3}) {
    const std::string output = "out" + std::to_string(ranks);
    const Ended ended = sandbox.run(ranks, {job("axes"), "-o", output});
    EXPECT_EQ(ended.code, 0) << ended.out << ended.err;
  }
  const auto pictures = sandbox.pictures("out3");
  EXPECT_EQ(pictures.size(), 6u);
  EXPECT_TRUE(pictures == sandbox.pictures("out0"));
  expect_drawn(pictures.at("station.png"), "station.png", 800, 480);
  expect_drawn(pictures.at("field.png"), "field.png", 1400, 900);
  EXPECT_TRUE(pictures.contains("night.png"));
}

TEST(Jobs, FormulasDrawsThemAndSaysWhichIsFaulty) {
  const Sandbox sandbox;
  sandbox.sample({"--plots", "1", "--grid", "16", "--steps", "0"});
  const Ended ended = sandbox.run(2, {job("formulas"), "-o", "out"});
  EXPECT_EQ(ended.code, 0) << ended.out << ended.err;
  EXPECT_EQ((ended.out + ended.err).find("as it is written"), std::string::npos) << ended.out;
  expect_drawn(sandbox.pictures("out").at("wave.png"), "wave.png", 800, 520);
  const Ended faulty = sandbox.run(
      0, {job("formulas"), "-o", "faulty", "--set", "figure.wave.title='$\\frc{a}{b}$'"});
  EXPECT_EQ(faulty.code, 0) << faulty.out << faulty.err;
  EXPECT_NE(sandbox.text("faulty/journal.jsonl").find("did you mean"), std::string::npos)
      << faulty.out << faulty.err;
  expect_drawn(sandbox.pictures("faulty").at("wave.png"), "wave.png", 800, 520);
}

TEST(Jobs, RefuseToGatherWhatIsNoNumberNamingTheFile) {
  const Sandbox sandbox;
  sandbox.sample({"--plots", "1", "--grid", "16", "--steps", "200", "--every", "100"});
  sandbox.write("job.toml", R"J(
input = "sample/gray_scott/gs_{step}.h5"
[[figure]]
save = "f.png"
layer = [{ kind = "line", x = "gather({step})", y = "gather(/fields/V[0, :])" }]
)J");
  const Ended ended = sandbox.run(0, {"job.toml", "-o", "out"});
  EXPECT_EQ(ended.code, 1);
  const std::string said = ended.out + ended.err;
  EXPECT_NE(said.find(".h5:/fields/V, step = "), std::string::npos) << said;
  EXPECT_NE(said.find("an array of shape (16)"), std::string::npos) << said;
}

TEST(Jobs, CountsFilesPastTwenty) {
  const Sandbox sandbox;
  sandbox.sample({"--plots", "25", "--grid", "16", "--steps", "0"});
  const Ended ended = sandbox.run(0, {job("concurrent_saving"), "-o", "out"});
  EXPECT_NE(ended.out.find("saved: 25 files ("), std::string::npos) << ended.out;
  EXPECT_NE(ended.out.find("in out\n"), std::string::npos) << ended.out;
}

TEST(Jobs, SaysNothingWhenQuietAndAllIsWell) {
  const Sandbox sandbox;
  sandbox.sample({"--plots", "3", "--grid", "16", "--steps", "0"});
  const Ended ended = sandbox.run(3, {job("concurrent_saving"), "-o", "out", "--quiet"});
  EXPECT_EQ(ended.code, 0);
  EXPECT_EQ(ended.out + ended.err, "");
}

TEST(Jobs, ReadsAndWritesBelowTheFolderOfCButFindsTheJobFromWhereItStands) {
  const Sandbox sandbox;
  sandbox.sample({"--plots", "2", "--grid", "16", "--steps", "0"});
  sandbox.write("deep/job.toml",
                "output = \"figures\"\ninput = \"concurrent_saving.h5\"\n"
                "[[figure]]\nname = \"r\"\nsave = \"{n}.png\"\n"
                "data = \"/plot_{n}\"\n"
                "[[figure.layer]]\nkind = \"scatter\"\nx = \"a\"\ny = \"b\"\n");
  const Ended ended = sandbox.run(3, {"deep/job.toml", "-C", "sample"});
  EXPECT_EQ(ended.code, 0) << ended.out << ended.err;
  EXPECT_EQ(sandbox.pictures("sample/figures").size(), 2u);
}

TEST(Jobs, HaveMoreRanksThanTasks) {
  const Sandbox sandbox;
  sandbox.sample({"--plots", "1", "--grid", "16", "--steps", "0"});
  const Ended ended = sandbox.run(5, {job("concurrent_saving"), "-o", "out"});
  EXPECT_EQ(ended.code, 0) << ended.out << ended.err;
  EXPECT_EQ(sandbox.pictures("out").size(), 1u);
}

TEST(Jobs, MovieMakesMoviesOfPicturesAndOfVectors) {
  const Sandbox sandbox;
  sandbox.sample({"--plots", "1", "--grid", "80", "--steps", "400", "--every", "100"});
  const Ended ended = sandbox.run(2, {job("movie"), "-o", "out"});
  EXPECT_EQ(ended.code, 0) << ended.out << ended.err;
  EXPECT_EQ(sandbox.pictures("out").size(), 10u);
  for (const char* file : {"out/v.mp4", "out/v.webm", "out/cut.gif"})
    EXPECT_GT(sandbox.text(file).size(), 5000u) << file;
  sandbox.expect_clean("out");
}
