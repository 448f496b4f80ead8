#include <filesystem>

#include <gtest/gtest.h>

#include "sandbox.hpp"

/// What looks at a job before its run, and at what a run left.
namespace {

const char* const kTwoFigures =
    "output = \"figures\"\n"
    "input  = \"sample/concurrent_saving.h5\"\n"
    "[[figure]]\n"
    "name = \"points\"\n"
    "data = \"/plot_{n}\"\n"
    "save = \"{n}.png\"\n"
    "  [[figure.layer]]\n"
    "  kind = \"scatter\"\n"
    "  x = \"a\"\n"
    "  y = \"b\"\n"
    "[[figure]]\n"
    "name = \"values\"\n"
    "data = \"/plot_{n}\"\n"
    "save = \"values_{n}.png\"\n"
    "  [[figure.layer]]\n"
    "  kind = \"histogram\"\n"
    "  value = \"a\"\n";

class Commands : public testing::Test {
 protected:
  Commands() {
    sandbox.sample({"--plots", "5", "--grid", "16", "--steps", "0"});
    sandbox.write("job.toml", kTwoFigures);
  }
  Sandbox sandbox;
};

bool holds(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_F(Commands, CheckSaysWhatWouldBeDrawnAndDrawsNothing) {
  const Ended ended = sandbox.rankplot({"check", "job.toml"});
  EXPECT_EQ(ended.code, 0) << ended.err;
  EXPECT_EQ(ended.out,
            "figure 'points': 5 pictures, figures/1.png to figures/5.png\n"
            "figure 'values': 5 pictures, figures/values_1.png to figures/values_5.png\n"
            "job.toml: 10 of 10 pictures can be drawn, from 1 file\n");
  EXPECT_EQ(ended.err, "");
  EXPECT_FALSE(std::filesystem::exists(sandbox / "figures"));
  EXPECT_TRUE(painters_in(sandbox.path()).empty());
}

TEST_F(Commands, CheckNamesTheErrorsOfAllFiguresInFileOrder) {
  sandbox.write("wrong.toml",
                "input = \"sample/concurrent_saving.h5\"\n"
                "[[figure]]\nname = \"a\"\nsave = \"{n}.png\"\nselect = { n = [66] }\n"
                "  [[figure.layer]]\n  kind = \"histogram\"\n  value = \"/plot_{n}/a\"\n"
                "[[figure]]\nname = \"b\"\nsave = \"b{n}.png\"\nselect = { n = [77] }\n"
                "  [[figure.layer]]\n  kind = \"histogram\"\n  value = \"/plot_{n}/a\"\n");
  const Ended ended = sandbox.rankplot({"check", "wrong.toml"});
  EXPECT_EQ(ended.code, 2);
  const std::size_t first = ended.err.find("wrong.toml:2: figure 'a'");
  const std::size_t second = ended.err.find("wrong.toml:9: figure 'b'");
  EXPECT_NE(first, std::string::npos) << ended.err;
  EXPECT_NE(second, std::string::npos) << ended.err;
  EXPECT_LT(first, second);
}

TEST_F(Commands, CheckNamesErrorsOfMeaningTogether) {
  const Ended ended =
      sandbox.rankplot({"check", "job.toml", "--set", "figure.points.title=5", "--set",
                        "figure.points.grid=7", "--set", "figure.values.dpi=true"});
  EXPECT_EQ(ended.code, 2);
  EXPECT_TRUE(holds(ended.err, "figure.points.grid")) << ended.err;
  EXPECT_TRUE(holds(ended.err, "figure.values.dpi")) << ended.err;
}

TEST_F(Commands, CheckNamesWhatIsRefused) {
  const Ended ended = sandbox.rankplot({"check", "job.toml", "--set",
                                        "figure.values.layer.0.value=\"/plot_{n}/missing\"",
                                        "--set", "figure.values.select={ n = [2] }"});
  EXPECT_EQ(ended.code, 2);
  EXPECT_TRUE(holds(ended.err, "missing")) << ended.err;
}

TEST_F(Commands, RunFirstDrawsOnePictureOfEachFigure) {
  for (const int ranks : {0, 3}) {
    const std::string output = "out" + std::to_string(ranks);
    const Ended ended = sandbox.run(ranks, {"job.toml", "--first", "-o", output});
    EXPECT_EQ(ended.code, 0) << ended.out << ended.err;
    const auto pictures = sandbox.pictures(output);
    EXPECT_EQ(pictures.size(), 2u);
    EXPECT_TRUE(pictures.contains("1.png") && pictures.contains("values_1.png"));
    EXPECT_EQ(sandbox.rankplot({"status", output}).code, 75) << "the rest is not drawn";
  }
}

TEST_F(Commands, RunDrawsTheCasesNamed) {
  const Ended ended =
      sandbox.run(3, {"job.toml", "--case", "n=2", "--case", "n=04", "-o", "out", "--first"});
  EXPECT_EQ(ended.code, 0) << ended.out << ended.err;
  EXPECT_EQ(sandbox.pictures("out").size(), 2u);
  const Ended all = sandbox.run(0, {"job.toml", "--case", "n=2", "--case", "n=04", "-o", "all"});
  EXPECT_EQ(all.code, 0) << all.out << all.err;
  const auto pictures = sandbox.pictures("all");
  EXPECT_EQ(pictures.size(), 4u);
  EXPECT_TRUE(pictures.contains("4.png") && pictures.contains("values_2.png"));
}

TEST_F(Commands, RunRefusesACaseThatThereIsNot) {
  for (const int ranks : {0, 3}) {
    const Ended ended = sandbox.run(ranks, {"job.toml", "--case", "n=9"});
    EXPECT_EQ(ended.code, 2) << ended.out << ended.err;
    EXPECT_TRUE(holds(ended.err, "'n' is never 9; it has 5 values, from 1 to 5")) << ended.err;
  }
  EXPECT_FALSE(std::filesystem::exists(sandbox / "figures"));
}

TEST_F(Commands, StatusSaysWhatToDoWhereNoRunWas) {
  const Ended there = sandbox.rankplot({"status", "sample"});
  EXPECT_EQ(there.code, 2);
  EXPECT_TRUE(holds(there.err, "no run has written to 'sample'")) << there.err;
  EXPECT_TRUE(holds(there.err, "rankplot run JOB -o sample")) << there.err;
  const Ended none = sandbox.rankplot({"status", "nowhere"});
  EXPECT_EQ(none.code, 2);
  EXPECT_TRUE(holds(none.err, "there is no such folder")) << none.err;
  EXPECT_TRUE(holds(sandbox.rankplot({"status", "job.toml"}).err, "no run has written to"));
}
