// rankplot inspect on sound and on damaged files, by the real programs.
#include <filesystem>
#include <fstream>
#include <random>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "sandbox.hpp"

namespace fs = std::filesystem;

namespace {

const char* const kFile = "sample/gray_scott/gs_0.h5";

std::string bytes_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

TEST(Inspect, ShowsAFileAndAJobThatDrawsIt) {
  const Sandbox sandbox;
  sandbox.sample({"--plots", "30", "--grid", "16", "--steps", "0"});
  const Ended tree = sandbox.rankplot({"inspect", kFile});
  ASSERT_EQ(tree.code, 0) << tree.err;
  EXPECT_NE(tree.out.find("  fields/\n"), std::string::npos) << tree.out;
  EXPECT_NE(tree.out.find("    V  float32 (16, 16)"), std::string::npos) << tree.out;
  const Ended job = sandbox.rankplot({"inspect", "--job", kFile});
  ASSERT_EQ(job.code, 0) << job.err;
  sandbox.write("job.toml", job.out);
  const Ended run = sandbox.run(0, {"job.toml"});
  EXPECT_EQ(run.code, 0) << run.out << run.err;
  expect_drawn(sandbox.pictures("figures").at("fields_V.png"), "fields_V.png");
}

TEST(Inspect, PrintsJsonWithinItsBounds) {
  const Sandbox sandbox;
  sandbox.sample({"--plots", "30", "--grid", "16", "--steps", "0"});
  const Ended ended =
      sandbox.rankplot({"inspect", "--json", "--members", "7", "sample/concurrent_saving.h5"});
  ASSERT_EQ(ended.code, 0) << ended.err;
  const auto json = nlohmann::json::parse(ended.out);
  EXPECT_EQ(json.at("root").at("member_count"), 30);
  EXPECT_EQ(json.at("root").at("members").size(), 7u);
  EXPECT_EQ(json.at("figures").size(), 14u);  // a and b of each
  const Ended tree = sandbox.rankplot({"inspect", "--members", "7", "sample/concurrent_saving.h5"});
  EXPECT_NE(tree.out.find("  ... 23 more members\n"), std::string::npos) << tree.out;
}

TEST(Inspect, SaysWhatIsNoHdf5File) {
  const Sandbox sandbox;
  sandbox.write("text.h5", "step,energy\n");
  for (const char* file : {"text.h5", "none.h5"}) {
    const Ended ended = sandbox.rankplot({"inspect", file});
    EXPECT_EQ(ended.code, 1) << file;
    EXPECT_NE(ended.err.find(file), std::string::npos) << ended.err;
    EXPECT_EQ(ended.out, "");
  }
}

// Whatever HDF5 makes of it, rankplot ends by itself and says something.
TEST(Inspect, OutlivesDamagedFiles) {
  const Sandbox sandbox;
  sandbox.sample({"--plots", "2", "--grid", "16", "--steps", "0"});
  const std::string whole = bytes_of(sandbox / kFile);
  std::mt19937 random(7);
  for (int round = 0; round < 12; ++round) {
    std::string bytes = whole;
    if (round < 4) {
      bytes.resize(whole.size() * static_cast<std::size_t>(round + 1) / 5);
    } else {
      for (int flips = 0; flips < 40; ++flips) {
        bytes[random() % std::min<std::size_t>(bytes.size(), 4096)] ^=
            static_cast<char>(1u << (random() % 8));
      }
    }
    std::ofstream(sandbox / "bad.h5", std::ios::binary) << bytes;
    const Ended ended = sandbox.rankplot({"inspect", "--timeout", "5", "bad.h5"});
    EXPECT_TRUE(ended.code == 0 || ended.code == 1) << round << ": " << ended.code << ended.err;
    const std::string& said = ended.code == 0 ? ended.out : ended.err;
    EXPECT_NE(said.find("bad.h5"), std::string::npos) << round << ": " << said;
  }
}
