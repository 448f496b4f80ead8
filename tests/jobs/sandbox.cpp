#include "sandbox.hpp"

#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>
#include <span>
#include <sstream>

#include <gtest/gtest.h>

#include "core/base/files.hpp"
#include "painter/encode/encode.hpp"
#include "rank/journal/lock.hpp"

namespace fs = std::filesystem;
using namespace rankplot;

Sandbox::Sandbox() : path_(testing::TempDir() + "rankplot_jobs_" + std::to_string(::getpid())) {
  fs::remove_all(path_);
  fs::create_directories(path_);
  path_ = fs::canonical(path_).string();
  ::setenv("OMPI_ALLOW_RUN_AS_ROOT", "1", 1);
  ::setenv("OMPI_ALLOW_RUN_AS_ROOT_CONFIRM", "1", 1);
  ::setenv("OMPI_MCA_mpi_yield_when_idle", "1", 1);
}

Sandbox::~Sandbox() { fs::remove_all(path_); }

std::string Sandbox::text(const std::string& name) const {
  std::ostringstream text;
  text << std::ifstream(*this / name, std::ios::binary).rdbuf();
  return text.str();
}

void Sandbox::write(const std::string& name, const std::string& text) const {
  fs::create_directories(fs::path(*this / name).parent_path());
  std::ofstream(*this / name) << text;
}

void Sandbox::sample(const std::vector<std::string>& options) const {
  std::vector<std::string> arguments{"sample", "sample"};
  arguments.insert(arguments.end(), options.begin(), options.end());
  const Ended ended = rankplot(arguments);
  ASSERT_EQ(ended.code, 0) << ended.out << ended.err;
}

Ended Sandbox::rankplot(const std::vector<std::string>& arguments) const {
  std::vector<std::string> command{RANKPLOT_PROGRAM};
  command.insert(command.end(), arguments.begin(), arguments.end());
  return Process(command, path_).wait();
}

std::vector<std::string> Sandbox::command(int ranks, const std::vector<std::string>& arguments) {
  std::vector<std::string> command;
  if (ranks > 0) {
    command = {RANKPLOT_MPIRUN,      "--oversubscribe", "--bind-to", "none", "-n",
               std::to_string(ranks)};
  }
  command.insert(command.end(), {RANKPLOT_PROGRAM, "run"});
  command.insert(command.end(), arguments.begin(), arguments.end());
  return command;
}

Ended Sandbox::run(int ranks, const std::vector<std::string>& arguments) const {
  return Process(command(ranks, arguments), path_).wait();
}

std::map<std::string, std::string> Sandbox::pictures(const std::string& folder) const {
  std::map<std::string, std::string> found;
  if (!fs::is_directory(*this / folder)) return found;
  for (const auto& entry : fs::recursive_directory_iterator(*this / folder)) {
    const std::string suffix = entry.path().extension().string();
    const bool picture =
        suffix == ".png" || suffix == ".jpg" || suffix == ".pdf" || suffix == ".svg";
    if (!entry.is_regular_file() || !picture) continue;
    const std::string name = fs::relative(entry.path(), path_).string();
    found[fs::path(name).lexically_relative(folder).string()] = text(name);
  }
  return found;
}

std::vector<std::string> Sandbox::temporaries() const {
  std::vector<std::string> found;
  for (const auto& entry : fs::recursive_directory_iterator(path_)) {
    const std::string name = entry.path().filename().string();
    if (base::is_temporary_name(name)) found.push_back(entry.path().string());
  }
  return found;
}

std::size_t Sandbox::journal_lines(const std::string& output) const {
  const std::string lines = text(output + "/journal.jsonl");
  return static_cast<std::size_t>(std::count(lines.begin(), lines.end(), '\n'));
}

void Sandbox::expect_clean(const std::string& output) const {
  EXPECT_TRUE(eventually([&] { return painters_in(path_).empty(); }, std::chrono::seconds(10)))
      << "painters are left";
  EXPECT_EQ(temporaries(), std::vector<std::string>{});
  EXPECT_FALSE(journal::holder(*this / output)) << "the lock is still held";
}

void expect_drawn(const std::string& bytes, const std::string& name, int width_px, int height_px) {
  const auto raw = std::as_bytes(std::span(bytes.data(), bytes.size()));
  const std::string suffix = fs::path(name).extension().string().substr(1);
  const base::Image image = encode::decode({raw.begin(), raw.end()}, suffix);
  EXPECT_EQ(image.width_px, width_px) << name;
  EXPECT_EQ(image.height_px, height_px) << name;
  const std::set<std::uint32_t> colours(image.pixels.begin(), image.pixels.end());
  EXPECT_GT(colours.size(), 8u) << name << " is blank";
}
