#include "rank/app/painter_answer.hpp"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>

#include "core/base/descriptor.hpp"
#include "core/base/error.hpp"
#include "rank/app/painter_program.hpp"

namespace rankplot::app {
namespace {

using std::chrono::steady_clock;
constexpr auto kDeadline = std::chrono::seconds(30);
constexpr std::size_t kMostBytes = std::size_t{1} << 20;

/// A program whose output, errors included, is read; killed and reaped with it.
class Child {
 public:
  Child(const std::string& program, const std::vector<std::string>& words) {
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0)
      base::fail("cannot make a pipe: {}", base::errno_text(errno));
    output_ = base::Descriptor(ends[0]);
    const base::Descriptor theirs(ends[1]);
    posix_spawn_file_actions_t actions;
    ::posix_spawn_file_actions_init(&actions);
    ::posix_spawn_file_actions_adddup2(&actions, theirs.fd(), STDOUT_FILENO);
    ::posix_spawn_file_actions_adddup2(&actions, theirs.fd(), STDERR_FILENO);
    std::vector<std::string> copies{program};
    copies.insert(copies.end(), words.begin(), words.end());
    std::vector<char*> arguments;
    for (std::string& copy : copies) arguments.push_back(copy.data());
    arguments.push_back(nullptr);
    const int error =
        ::posix_spawn(&id_, program.c_str(), &actions, nullptr, arguments.data(), environ);
    ::posix_spawn_file_actions_destroy(&actions);
    if (error != 0) base::fail("cannot start '{}': {}", program, base::errno_text(error));
  }
  ~Child() {
    if (id_ < 0) return;
    ::kill(id_, SIGKILL);
    ::waitpid(id_, nullptr, 0);
  }
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;

  /// What it wrote until it closed its end; false: it did not by then.
  bool read(std::string& text, steady_clock::time_point until) {
    std::array<char, 4096> buffer{};
    while (text.size() < kMostBytes) {
      const auto left = std::chrono::ceil<std::chrono::milliseconds>(until - steady_clock::now());
      pollfd wanted{output_.fd(), POLLIN, 0};
      if (left.count() <= 0 || ::poll(&wanted, 1, static_cast<int>(left.count())) == 0)
        return false;
      const ssize_t got = ::read(output_.fd(), buffer.data(), buffer.size());
      if (got == 0) return true;
      if (got > 0)
        text.append(buffer.data(), static_cast<std::size_t>(got));
      else if (errno != EINTR)
        return true;
    }
    return true;
  }

  painters::Ending end() {
    int status = 0;
    ::waitpid(id_, &status, 0);
    id_ = -1;
    if (WIFSIGNALED(status)) return {true, WTERMSIG(status)};
    return {false, WEXITSTATUS(status)};
  }

 private:
  pid_t id_ = -1;
  base::Descriptor output_;
};

}  // namespace

PainterAnswer ask_painter(const std::vector<std::string>& arguments) {
  const std::string program = painter_settings().program;
  Child child(program, arguments);
  PainterAnswer answer;
  if (!child.read(answer.text, steady_clock::now() + kDeadline))
    base::fail("'{}' did not answer within {} s", program, kDeadline.count());
  answer.ending = child.end();
  return answer;
}

void refuse(const PainterAnswer& answer) {
  constexpr std::size_t kLastWords = 500;
  const std::size_t from = answer.text.size() - std::min(answer.text.size(), kLastWords);
  base::fail("'{}' ended by {}: {}", painter_settings().program, painters::describe(answer.ending),
             answer.text.substr(from));
}

}  // namespace rankplot::app
