#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include <gtest/gtest.h>

#include "sandbox.hpp"

// Ten loops of matplotlib users, each beside the job that replaces it (tests/bench/loops runs
// both).
namespace {

namespace fs = std::filesystem;

/// Lines that say something: neither blank nor a comment.
std::size_t lines_of(const fs::path& file) {
  std::ifstream stream(file);
  std::size_t count = 0;
  for (std::string line; std::getline(stream, line);) {
    const auto begin = line.find_first_not_of(' ');
    count += begin != std::string::npos && line[begin] != '#';
  }
  return count;
}

std::vector<fs::path> jobs() {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(RANKPLOT_LOOPS)) {
    if (entry.path().extension() == ".toml") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

class Loops : public testing::TestWithParam<fs::path> {};

TEST_P(Loops, AreJobsNoLongerThanTheirScripts) {
  const fs::path& job = GetParam();
  EXPECT_LE(lines_of(job), lines_of(fs::path(job).replace_extension(".py")));
}

TEST_P(Loops, DrawAllTheirPictures) {
  const Sandbox sandbox;
  sandbox.sample({"--plots", "25", "--grid", "32", "--steps", "1000"});
  const Ended ended = sandbox.run(0, {GetParam().string(), "-o", "figures"});
  EXPECT_EQ(ended.code, 0) << ended.out << ended.err;
  std::ifstream saved(fs::path(GetParam()).replace_extension(".txt"));
  std::vector<std::string> expected, drawn;
  for (std::string name; std::getline(saved, name);) expected.push_back(name);
  for (const auto& [name, bytes] : sandbox.pictures("figures")) drawn.push_back(name);
  std::sort(expected.begin(), expected.end());
  EXPECT_EQ(drawn, expected) << "what the script saves is another list";
}

INSTANTIATE_TEST_SUITE_P(Ten, Loops, testing::ValuesIn(jobs()),
                         [](const auto& loop) { return "Loop" + loop.param.stem().string(); });

}  // namespace
