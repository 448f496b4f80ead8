#include "processes.hpp"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <thread>

#include <gtest/gtest.h>

namespace fs = std::filesystem;
using std::chrono::steady_clock;

namespace {

std::string text_of(const std::string& path) {
  std::ostringstream text;
  text << std::ifstream(path).rdbuf();
  return text.str();
}

std::string unique_path(const char* what) {
  static int count = 0;
  return testing::TempDir() + "rankplot_" + what + std::to_string(::getpid()) + "_" +
         std::to_string(count++);
}

std::vector<char*> pointers(const std::vector<std::string>& texts) {
  std::vector<char*> all;
  for (const std::string& text : texts) all.push_back(const_cast<char*>(text.c_str()));
  all.push_back(nullptr);
  return all;
}

}  // namespace

Process::Process(const std::vector<std::string>& arguments, const std::string& folder)
    : out_path_(unique_path("out")), err_path_(unique_path("err")) {
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  constexpr int kFlags = O_WRONLY | O_CREAT | O_TRUNC;
  posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, out_path_.c_str(), kFlags, 0600);
  posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, err_path_.c_str(), kFlags, 0600);
  posix_spawn_file_actions_addchdir_np(&actions, folder.c_str());
  const int error = ::posix_spawnp(&id_, arguments.front().c_str(), &actions, nullptr,
                                   pointers(arguments).data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  if (error != 0) ADD_FAILURE() << "cannot start " << arguments.front() << ": " << error;
}

Process::~Process() {
  if (id_ > 0) {
    ::kill(id_, SIGKILL);
    ::waitpid(id_, nullptr, 0);
  }
  fs::remove(out_path_);
  fs::remove(err_path_);
}

void Process::signal(int number) const { ::kill(id_, number); }

std::string Process::err() const { return text_of(err_path_); }

Ended Process::wait(std::chrono::seconds deadline) {
  int status = 0;
  const bool ended = eventually([&] { return ::waitpid(id_, &status, WNOHANG) == id_; }, deadline);
  Ended result;
  result.out = text_of(out_path_);
  result.err = text_of(err_path_);
  if (!ended) {
    ADD_FAILURE() << "still running after " << deadline.count() << " s; it printed\n"
                  << result.out << result.err;
    return result;
  }
  id_ = -1;
  result.code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  return result;
}

bool eventually(const std::function<bool()>& holds, std::chrono::seconds deadline) {
  const auto end = steady_clock::now() + deadline;
  while (!holds()) {
    if (steady_clock::now() > end) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
  return true;
}

std::vector<pid_t> painters_in(const std::string& folder) {
  std::vector<pid_t> found;
  for (const auto& entry : fs::directory_iterator("/proc")) {
    const std::string name = entry.path().filename().string();
    pid_t id = 0;
    const auto parsed = std::from_chars(name.data(), name.data() + name.size(), id);
    if (parsed.ec != std::errc() || parsed.ptr != name.data() + name.size()) continue;
    std::error_code gone;
    const fs::path program = fs::read_symlink(entry.path() / "exe", gone);
    const fs::path cwd = fs::read_symlink(entry.path() / "cwd", gone);
    if (!gone && program.filename() == "rankplot-painter" && cwd == fs::path(folder)) {
      found.push_back(id);
    }
  }
  std::sort(found.begin(), found.end());
  return found;
}
