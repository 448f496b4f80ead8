#include <algorithm>
#include <filesystem>
#include <fstream>

#include <gtest/gtest.h>

#include "rank/journal/journal.hpp"
#include "sandbox.hpp"

namespace fs = std::filesystem;
using namespace rankplot;

namespace {

const char* const kGrayScott =
    "output = \"figures\"\n"
    "input  = \"sample/gray_scott/gs_{step}.h5\"\n"
    "[[figure]]\n"
    "name = \"v\"\n"
    "save = \"{step}.png\"\n"
    "  [[figure.layer]]\n"
    "  kind  = \"heatmap\"\n"
    "  value = \"/fields/V\"\n";

/// Cuts the file in the middle and fills its second quarter with noise.
void damage(const std::string& path) {
  const auto size = fs::file_size(path);
  fs::resize_file(path, size / 2);
  std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
  file.seekp(static_cast<std::streamoff>(size / 4));
  for (std::uintmax_t i = size / 4; i < size / 2; ++i) file.put(static_cast<char>(i * 37));
}

std::vector<plan::Outcome> failed(const journal::Record& record) {
  std::vector<plan::Outcome> outcomes;
  std::copy_if(record.outcomes.begin(), record.outcomes.end(), std::back_inserter(outcomes),
               [](const plan::Outcome& outcome) { return !outcome.saved; });
  return outcomes;
}

}  // namespace

TEST(Failures, AFolderInPlaceOfAFileFailsThatOneAlone) {
  for (const int ranks : {0, 1, 3}) {
    SCOPED_TRACE(std::to_string(ranks) + " ranks");
    const Sandbox sandbox;
    sandbox.sample({"--plots", "6", "--grid", "16", "--steps", "0"});
    fs::create_directories(sandbox / "out/003.jpg");
    const Ended ended = sandbox.run(ranks, {RANKPLOT_JOBS "/concurrent_saving.toml", "-o", "out"});
    // mpirun has codes of its own: what the ranks returned is known to be non-zero only.
    if (ranks == 0) {
      EXPECT_EQ(ended.code, 1);
    } else {
      EXPECT_NE(ended.code, 0);
    }
    EXPECT_EQ(sandbox.rankplot({"status", "out"}).code, 1);
    EXPECT_EQ(sandbox.pictures("out").size(), 5u);
    for (const char* file : {"001", "002", "004", "005", "006"}) {
      EXPECT_NE(ended.out.find("saved: out/" + std::string(file) + ".jpg\n"), std::string::npos)
          << ended.out;
    }
    EXPECT_NE(ended.err.find("failed: figure 'random' n=3"), std::string::npos) << ended.err;
    EXPECT_NE(ended.err.find("out/003.jpg"), std::string::npos) << ended.err;
    EXPECT_NE(ended.out.find("5 of 6 figures saved, 1 failed"), std::string::npos) << ended.out;
    EXPECT_EQ(sandbox.journal_lines("out"), 7u);
    sandbox.expect_clean("out");
  }
}

TEST(Failures, DamagedInputFailsItsOwnFiguresAlone) {
  const Sandbox sandbox;
  sandbox.sample({"--plots", "1", "--grid", "64", "--steps", "400"});  // 0, 100, ..., 400
  sandbox.write("job.toml", kGrayScott);
  damage(sandbox / "sample/gray_scott/gs_200.h5");
  sandbox.write("sample/gray_scott/gs_300.h5", "no HDF5 at all");
  for (const int ranks : {0, 3}) {
    SCOPED_TRACE(std::to_string(ranks) + " ranks");
    const Ended ended = sandbox.run(ranks, {"job.toml"});
    EXPECT_NE(ended.code, 0);
    EXPECT_EQ(sandbox.rankplot({"status", "figures"}).code, 1) << ended.out << ended.err;
    EXPECT_EQ(sandbox.pictures("figures").size(), 3u) << ended.out << ended.err;
    EXPECT_NE(ended.err.find("gs_200.h5"), std::string::npos) << ended.err;
    EXPECT_NE(ended.err.find("gs_300.h5"), std::string::npos) << ended.err;
    EXPECT_EQ(failed(journal::read(sandbox / "figures")).size(), 2u);
    sandbox.expect_clean("figures");
  }
}

TEST(Failures, AWrongLengthIsToldWithFigureFileAndReason) {
  const Sandbox sandbox;
  sandbox.sample({"--plots", "2", "--grid", "16", "--steps", "0"});
  sandbox.write("job.toml",
                "output = \"figures\"\ninput = \"sample/concurrent_saving.h5\"\n"
                "[[figure]]\nname = \"short\"\nsave = \"{n}.png\"\ndata = \"/plot_{n}\"\n"
                "[[figure.layer]]\nkind = \"scatter\"\nx = \"a[:50]\"\ny = \"b\"\n");
  const Ended ended = sandbox.run(0, {"job.toml"});
  EXPECT_EQ(ended.code, 1);
  EXPECT_NE(ended.err.find("failed: figure 'short' n=1"), std::string::npos) << ended.err;
  EXPECT_NE(ended.err.find("50"), std::string::npos) << ended.err;
  EXPECT_NE(ended.err.find("100"), std::string::npos) << ended.err;
}

TEST(Failures, ATaskLargerThanTheNodeIsRefusedWithBothNumbersAndStopsNoOther) {
  const Sandbox sandbox;
  // 1500 x 1500 cells: 9 MB as float32, 18 MB more as doubles; beside it 100 points.
  sandbox.sample({"--plots", "2", "--grid", "1500", "--steps", "0"});
  sandbox.write("job.toml",
                "output = \"figures\"\n"
                "[input]\ngs = \"sample/gray_scott/gs_{step}.h5\"\nplots = "
                "\"sample/concurrent_saving.h5\"\n"
                "[[figure]]\nname = \"large\"\nsave = \"large_{step}.png\"\n"
                "[[figure.layer]]\nkind = \"heatmap\"\nvalue = \"gs:/fields/V\"\n"
                "[[figure]]\nname = \"small\"\nsave = \"small_{n}.png\"\n"
                "[[figure.layer]]\nkind = \"line\"\ny = \"plots:/plot_{n}/a\"\n");
  const Ended ended = sandbox.run(0, {"job.toml", "--memory", "20M"});
  EXPECT_EQ(ended.code, 1) << ended.out << ended.err;
  EXPECT_EQ(sandbox.pictures("figures").size(), 2u) << ended.out << ended.err;
  EXPECT_NE(ended.err.find("has a budget of 20971520"), std::string::npos) << ended.err;
  const auto outcomes = failed(journal::read(sandbox / "figures"));
  ASSERT_EQ(outcomes.size(), 1u);
  EXPECT_EQ(outcomes.front().figure, "large");
}
