#include <gtest/gtest.h>

#include "sandbox.hpp"

namespace {

/// Heat maps of numbers that are known: the step, and the number of the column (16 of them), with
/// limits as given beside the same as numbers.
std::string job(const std::string& of_steps, const std::string& of_columns) {
  return "input = \"sample/gray_scott/gs_{step}.h5\"\n"
         "[[figure]]\nsave = \"steps/{step}.png\"\n[[figure.layer]]\nkind = \"heatmap\"\n"
         "value = \"/fields/V * 0 + {step}\"\nlimits = " +
         of_steps +
         "\n[[figure]]\nsave = \"columns/{step}.png\"\n[[figure.layer]]\nkind = \"heatmap\"\n"
         "value = \"/fields/V * 0 + index(/fields/V, axis=1)\"\nlimits = " +
         of_columns + "\n";
}

std::map<std::string, std::string> drawn(const Sandbox& sandbox, int ranks, const std::string& name,
                                         const std::string& output, const std::string& said = "") {
  const Ended ended = sandbox.run(ranks, {name, "-o", output});
  EXPECT_EQ(ended.code, 0) << ended.out << ended.err;
  EXPECT_NE(ended.out.find(said), std::string::npos) << ended.out;
  return sandbox.pictures(output);
}

}  // namespace

TEST(Limits, AreSharedByAllCasesOnAnyNumberOfRanks) {
  const Sandbox sandbox;
  sandbox.sample({"--plots", "1", "--grid", "16", "--steps", "300", "--every", "100"});
  // Steps 0 to 300. Each column is a sixteenth of all: a fifth of them lies within column 3 (from
  // 3/16), four fifths within column 12 (from 12/16).
  sandbox.write("job.toml", job("[0, 300]", "[3, 12]"));
  const auto expected = drawn(sandbox, 0, "job.toml", "numbers");
  EXPECT_EQ(expected.size(), 8U);
  sandbox.write("job.toml", job("\"shared\"", "\"shared 20%..80%\""));
  for (const int ranks : {0, 1, 3}) {
    SCOPED_TRACE(std::to_string(ranks) + " ranks");
    const std::string output = "shared" + std::to_string(ranks);
    const std::string said = "8 pictures measured, 0 known";
    EXPECT_TRUE(drawn(sandbox, ranks, "job.toml", output, said) == expected);
    sandbox.expect_clean(output);
  }
}

TEST(Limits, AreRememberedWhileTheFilesStayAsTheyAre) {
  const Sandbox sandbox;
  sandbox.sample({"--plots", "1", "--grid", "16", "--steps", "200", "--every", "100"});
  sandbox.write("shared.toml", job("\"shared\"", "\"shared\""));
  const auto first = drawn(sandbox, 0, "shared.toml", "out", "6 pictures measured, 0 known");
  EXPECT_TRUE(drawn(sandbox, 0, "shared.toml", "out", "0 pictures measured, 6 known") == first);
  const std::string file = "sample/gray_scott/gs_100.h5";
  sandbox.write(file, sandbox.text(file));  // the same bytes, at another time
  EXPECT_TRUE(drawn(sandbox, 0, "shared.toml", "out", "2 pictures measured, 4 known") == first);
}
