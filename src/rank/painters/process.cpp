#include "rank/painters/process.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <set>
#include <thread>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "core/base/error.hpp"

namespace rankplot::painters {
namespace {

constexpr std::size_t kKeptLines = 4;
constexpr std::size_t kLongestLine = 300;
constexpr auto kGrace = std::chrono::seconds(2);

cpu_set_t set_of(const std::vector<int>& cores) {
  cpu_set_t set;
  CPU_ZERO(&set);
  for (const int core : cores) {
    if (core < 0 || core >= CPU_SETSIZE) base::fail("cannot pin to core {}", core);
    CPU_SET(static_cast<std::size_t>(core), &set);
  }
  return set;
}

void set_affinity(pid_t thread, const cpu_set_t& set, const std::vector<int>& cores) {
  if (::sched_setaffinity(thread, sizeof set, &set) == 0 || errno == ESRCH) return;
  base::fail("cannot pin a painter to the cores {}: {}", fmt::join(cores, ","),
             base::errno_text(errno));
}

/// This thread runs on `cores` while it lives: what it starts inherits them, so that a painter
/// sees its share from its first instruction on.
class BorrowedCores {
 public:
  explicit BorrowedCores(const std::vector<int>& cores) : changed_(!cores.empty()) {
    if (!changed_) return;
    if (::sched_getaffinity(0, sizeof own_, &own_) != 0) {
      base::fail("cannot read this rank's cores: {}", base::errno_text(errno));
    }
    set_affinity(0, set_of(cores), cores);
  }
  ~BorrowedCores() {
    if (changed_) ::sched_setaffinity(0, sizeof own_, &own_);
  }
  BorrowedCores(const BorrowedCores&) = delete;
  BorrowedCores& operator=(const BorrowedCores&) = delete;

 private:
  bool changed_;
  cpu_set_t own_{};
};

struct Actions {
  posix_spawn_file_actions_t value;
  Actions() { ::posix_spawn_file_actions_init(&value); }
  ~Actions() { ::posix_spawn_file_actions_destroy(&value); }
  Actions(const Actions&) = delete;
  Actions& operator=(const Actions&) = delete;
};

struct Attributes {
  posix_spawnattr_t value;
  Attributes() { ::posix_spawnattr_init(&value); }
  ~Attributes() { ::posix_spawnattr_destroy(&value); }
  Attributes(const Attributes&) = delete;
  Attributes& operator=(const Attributes&) = delete;
};

void set_signals(posix_spawnattr_t& attributes) {
  sigset_t blocked, defaults;
  sigemptyset(&blocked);
  for (const int number : {SIGTERM, SIGINT, SIGHUP, SIGUSR1, SIGUSR2}) sigaddset(&blocked, number);
  sigfillset(&defaults);
  ::posix_spawnattr_setsigmask(&attributes, &blocked);
  ::posix_spawnattr_setsigdefault(&attributes, &defaults);
  ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
}

pid_t spawn(std::vector<std::string> words, int channel, int status, int errors) {
  Actions actions;
  ::posix_spawn_file_actions_addopen(&actions.value, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  // Libraries' chatter on stdout must not mix with what the rank prints.
  ::posix_spawn_file_actions_adddup2(&actions.value, errors, STDOUT_FILENO);
  ::posix_spawn_file_actions_adddup2(&actions.value, errors, STDERR_FILENO);
  // Onto itself: takes close-on-exec away.
  ::posix_spawn_file_actions_adddup2(&actions.value, channel, channel);
  ::posix_spawn_file_actions_adddup2(&actions.value, status, status);
  Attributes attributes;
  set_signals(attributes.value);

  words.insert(words.end(),
               {"--channel", std::to_string(channel), "--status", std::to_string(status)});
  std::vector<char*> arguments;
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  pid_t id = -1;
  const int error = ::posix_spawn(&id, words.front().c_str(), &actions.value, &attributes.value,
                                  arguments.data(), environ);
  if (error != 0) {
    base::fail("cannot start the painter '{}': {}", words.front(), base::errno_text(error));
  }
  return id;
}

/// The kernel ends painters, not ranks, when memory runs out. Not all systems let us say so.
void offer_to_oom_killer(pid_t id) {
  const std::string path = fmt::format("/proc/{}/oom_score_adj", id);
  base::Descriptor file(::open(path.c_str(), O_WRONLY | O_CLOEXEC));
  if (file) [[maybe_unused]]
    const ssize_t written = ::write(file.fd(), "1000", 4);
}

std::vector<pid_t> threads_of(pid_t id) {
  std::vector<pid_t> threads;
  const std::string path = fmt::format("/proc/{}/task", id);
  const std::unique_ptr<DIR, int (*)(DIR*)> folder(::opendir(path.c_str()), ::closedir);
  if (!folder) return threads;
  while (const dirent* entry = ::readdir(folder.get())) {
    if (entry->d_name[0] != '.') threads.push_back(std::atoi(entry->d_name));
  }
  return threads;
}

}  // namespace

std::string describe(const Ending& ending) {
  if (!ending.by_signal) return fmt::format("exit code {}", ending.number);
  const char* name = ::sigdescr_np(ending.number);
  return fmt::format("signal {} ({})", ending.number, name != nullptr ? name : "unknown");
}

Process::Process(const std::string& program, const std::vector<std::string>& arguments,
                 const std::vector<int>& cores)
    : page_(wire::StatusPage::create()) {
  wire::SocketPair pair = wire::make_socket_pair();
  std::array<int, 2> pipe{};
  if (::pipe2(pipe.data(), O_CLOEXEC) != 0) {
    base::fail("cannot make a pipe: {}", base::errno_text(errno));
  }
  errors_ = base::Descriptor(pipe[0]);
  const base::Descriptor written(pipe[1]);
  ::fcntl(errors_.fd(), F_SETFL, O_NONBLOCK);
  channel_.emplace(std::move(pair.rank_end));

  std::vector<std::string> words{program};
  words.insert(words.end(), arguments.begin(), arguments.end());
  const BorrowedCores borrowed(cores);
  id_ = spawn(std::move(words), pair.painter_end.fd(), page_.fd(), written.fd());
  offer_to_oom_killer(id_);
}

Process::~Process() {
  if (id_ > 0) await_end(std::chrono::steady_clock::now());
}

void Process::forward_errors() {
  std::array<char, 4096> block;
  while (errors_) {
    const ssize_t got = ::read(errors_.fd(), block.data(), block.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0 && errno == EAGAIN) return;
    if (got <= 0) {
      errors_ = base::Descriptor();
      return;
    }
    const std::string_view text(block.data(), static_cast<std::size_t>(got));
    std::fwrite(text.data(), 1, text.size(), stderr);
    keep_errors(text);
  }
}

void Process::keep_errors(std::string_view text) {
  for (const char letter : text) {
    if (letter != '\n') {
      if (open_line_.size() < kLongestLine) open_line_ += letter;
      continue;
    }
    if (!open_line_.empty()) last_lines_.push_back(std::move(open_line_));
    open_line_.clear();
    if (last_lines_.size() > kKeptLines) last_lines_.pop_front();
  }
}

std::string Process::last_errors() const {
  std::vector<std::string> lines(last_lines_.begin(), last_lines_.end());
  if (!open_line_.empty()) lines.push_back(open_line_);
  return fmt::format("{}", fmt::join(lines, " | "));
}

void Process::pin(const std::vector<int>& cores) {
  if (ending_ || cores.empty()) return;
  const cpu_set_t set = set_of(cores);
  // A thread not yet pinned may start another meanwhile: until a look finds none that is new.
  std::set<pid_t> pinned;
  bool found_new = true;
  while (found_new) {
    found_new = false;
    for (const pid_t thread : threads_of(id_)) {
      if (!pinned.insert(thread).second) continue;
      set_affinity(thread, set, cores);
      found_new = true;
    }
  }
}

std::uint64_t Process::resident_bytes() const {
  const std::string path = fmt::format("/proc/{}/statm", id_);
  base::Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  std::array<char, 128> text{};
  if (!file || ::read(file.fd(), text.data(), text.size() - 1) <= 0) return 0;
  unsigned long long pages = 0;
  if (std::sscanf(text.data(), "%*u %llu", &pages) != 1) return 0;
  static const auto page_bytes = static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
  return pages * page_bytes;
}

void Process::kill() {
  if (!ending_) ::kill(id_, SIGKILL);
}

std::optional<Ending> Process::reap() {
  if (ending_) return ending_;
  int status = 0;
  const pid_t ended = ::waitpid(id_, &status, WNOHANG);
  if (ended == 0 || (ended < 0 && errno == EINTR)) return std::nullopt;
  // Else someone in this program (a library waiting for all children) took the status.
  if (ended < 0) status = 0;
  const bool by_signal = WIFSIGNALED(status);
  ending_ = Ending{by_signal, by_signal ? WTERMSIG(status) : WEXITSTATUS(status)};
  return ending_;
}

void Process::await_end(std::chrono::steady_clock::time_point until) {
  bool killed = false;
  while (!reap()) {
    forward_errors();  // it may be waiting for room in the pipe
    if (!killed && std::chrono::steady_clock::now() >= until) {
      kill();
      killed = true;
    }
    std::this_thread::sleep_for(std::chrono::microseconds(300));
  }
  forward_errors();
}

Ending Process::ended() {
  await_end(std::chrono::steady_clock::now() + kGrace);
  return ending_.value();
}

}  // namespace rankplot::painters
