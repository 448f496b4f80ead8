#include "rank/journal/lock.hpp"

#include <fcntl.h>
#include <signal.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <sstream>
#include <thread>

#include "core/base/descriptor.hpp"

namespace rankplot::journal {
namespace fs = std::filesystem;
using std::chrono::steady_clock;
namespace {

constexpr auto kRenewal = std::chrono::seconds(30);

template <class... Args>
[[noreturn]] void refuse(fmt::format_string<Args...> format, Args&&... args) {
  throw OutputError(fmt::format(format, std::forward<Args>(args)...));
}

fs::path folder_of(const std::string& output) { return fs::path(output) / ".rankplot"; }

Holder this_process() {
  char host[256] = "";
  ::gethostname(host, sizeof host - 1);
  const char* job = std::getenv("SLURM_JOB_ID");
  return {host, ::getpid(), job == nullptr ? "" : job, std::time(nullptr)};
}

/// The lock file's text: "host pid since job", one line; a job id of "-" is none.
std::string text_of(const Holder& holder) {
  return fmt::format("{} {} {} {}\n", holder.host, holder.pid, holder.since,
                     holder.job_id.empty() ? "-" : holder.job_id);
}

std::optional<Holder> read_holder(int fd) {
  char text[1024];
  const ssize_t got = ::pread(fd, text, sizeof text, 0);
  if (got <= 0) return std::nullopt;
  std::istringstream line(std::string(text, static_cast<std::size_t>(got)));
  Holder holder;
  if (!(line >> holder.host >> holder.pid >> holder.since >> holder.job_id)) return std::nullopt;
  if (holder.job_id == "-") holder.job_id.clear();
  return holder;
}

enum class Flock { Taken, Held, Unsupported };

Flock try_flock(int fd) {
  while (::flock(fd, LOCK_EX | LOCK_NB) != 0) {
    if (errno == EINTR) continue;
    if (errno == EWOULDBLOCK) return Flock::Held;
    return Flock::Unsupported;  // some network file systems: the text alone must do
  }
  return Flock::Taken;
}

/// holder() takes the lock for the moment of its question: that is no other run.
Flock flock_patiently(int fd) {
  for (int attempt = 0; attempt < 5; ++attempt) {
    const Flock flocked = try_flock(fd);
    if (flocked != Flock::Held) return flocked;
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  return Flock::Held;
}

/// Now, by the clock that stamps the files of `folder`: hosts' clocks may differ by more than a
/// lease.
std::optional<std::time_t> file_server_time(const fs::path& folder) {
  std::string name = (folder / "clock.XXXXXX").string();
  base::Descriptor file(::mkstemp(name.data()));
  if (!file) return std::nullopt;
  ::unlink(name.c_str());
  struct stat status {};
  if (::fstat(file.fd(), &status) != 0) return std::nullopt;
  return status.st_mtime;
}

/// Seconds since the holder's last renewal.
long long renewal_age(int fd, const fs::path& folder) {
  struct stat status {};
  if (::fstat(fd, &status) != 0) return 0;
  const std::time_t now = file_server_time(folder).value_or(std::time(nullptr));
  return static_cast<long long>(now) - static_cast<long long>(status.st_mtime);
}

/// Whether the run that the lock file names may still be there, although (or because) flock does
/// not say so.
bool may_live(const Holder& other, const Holder& self, Flock flocked, int fd,
              const fs::path& folder) {
  if (other.host != self.host) return renewal_age(fd, folder) < Lock::kLeaseSeconds;
  if (flocked == Flock::Taken) return false;  // the kernel let go of it: its process is gone
  return ::kill(other.pid, 0) == 0 || errno == EPERM;
}

base::Descriptor open_lock(const std::string& output, const Share& share) {
  const fs::path folder = folder_of(output);
  std::error_code reason;
  fs::create_directories(output, reason);
  if (reason) refuse("cannot make the output folder '{}': {}", output, reason.message());
  if (::mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST) {
    refuse("cannot write to the output folder '{}': {}", output, base::errno_text(errno));
  }
  const fs::path path = folder / ("lock" + share.suffix());
  base::Descriptor file(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600));
  if (!file) refuse("cannot open the lock '{}': {}", path.string(), base::errno_text(errno));
  return file;
}

/// Who holds this lock file, if anyone.
std::optional<Holder> holder_of(const fs::path& path) {
  base::Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
  if (!file) return std::nullopt;
  const std::optional<Holder> found = read_holder(file.fd());
  if (!found) return std::nullopt;
  const Flock flocked = try_flock(file.fd());
  if (flocked == Flock::Held) return found;
  return may_live(*found, this_process(), flocked, file.fd(), path.parent_path()) ? found
                                                                                  : std::nullopt;
}

/// The lock files of the folder, of the whole and of shares.
std::vector<fs::path> locks_in(const std::string& output) {
  std::vector<fs::path> found;
  std::error_code none;
  for (fs::directory_iterator entry(folder_of(output), none);
       !none && entry != fs::directory_iterator(); entry.increment(none)) {
    const std::string name = entry->path().filename().string();
    if (name == "lock" || name.starts_with("lock.")) found.push_back(entry->path());
  }
  return found;
}

/// To be called with one's own lock in hand: of two runs that begin at once one at least sees the
/// other.
void refuse_beside_others(const std::string& output, const Share& share) {
  const std::string siblings = fmt::format("-of-{}", share.of);
  for (const fs::path& path : locks_in(output)) {
    const std::string name = path.filename().string();
    const bool sibling = !share.is_whole() && name.ends_with(siblings);
    if (sibling || name == "lock" + share.suffix()) continue;
    if (const auto other = holder_of(path)) {
      refuse("another run writes to '{}': {}, which draws {}; wait for it", output,
             describe(*other), name == "lock" ? "all of it" : "a share of its own");
    }
  }
}

}  // namespace

std::string describe(const Holder& holder) {
  const std::time_t since = holder.since;
  std::tm local{};
  ::localtime_r(&since, &local);
  char when[64];
  std::strftime(when, sizeof when, "%Y-%m-%d %H:%M:%S", &local);
  const std::string job =
      holder.job_id.empty() ? "" : fmt::format(" (Slurm job {})", holder.job_id);
  return fmt::format("pid {} on {}{} since {}", holder.pid, holder.host, job, when);
}

void check_writable(const std::string& output) {
  std::error_code ignored;
  fs::path nearest = fs::absolute(output, ignored).lexically_normal();
  while (nearest.has_relative_path() && !fs::exists(nearest, ignored)) {
    nearest = nearest.parent_path();
  }
  if (!fs::is_directory(nearest, ignored)) {
    refuse("cannot make the output folder '{}': '{}' is not a folder", output, nearest.string());
  }
  if (::access(nearest.c_str(), W_OK | X_OK) != 0) {
    refuse("cannot write to the output folder '{}': '{}': {}", output, nearest.string(),
           base::errno_text(errno));
  }
}

struct Lock::State {
  base::Descriptor file;
  steady_clock::time_point renewed = steady_clock::now();
};

Lock::Lock(const std::string& output, const Share& share) : Lock(output, this_process(), share) {}

Lock::Lock(const std::string& output, const Holder& self, const Share& share)
    : state_(std::make_unique<State>()) {
  base::Descriptor file = open_lock(output, share);
  const Flock flocked = flock_patiently(file.fd());
  const std::optional<Holder> other = read_holder(file.fd());
  if (flocked == Flock::Held) {
    refuse("another run writes to '{}': {}; wait for it, or choose another folder with -o", output,
           other ? describe(*other) : "it has just begun");
  }
  if (other && *other != self && may_live(*other, self, flocked, file.fd(), folder_of(output))) {
    refuse(
        "another run writes to '{}': {}, last heard of {} s ago; if it is gone, this lock ends by "
        "itself after {} s, or remove '{}'",
        output, describe(*other), renewal_age(file.fd(), folder_of(output)), kLeaseSeconds,
        (folder_of(output) / ("lock" + share.suffix())).string());
  }
  refuse_beside_others(output, share);
  const std::string text = text_of(self);
  if (::ftruncate(file.fd(), 0) != 0 ||
      ::pwrite(file.fd(), text.data(), text.size(), 0) != static_cast<ssize_t>(text.size()) ||
      ::fsync(file.fd()) != 0) {
    refuse("cannot write the lock of '{}': {}", output, base::errno_text(errno));
  }
  state_->file = std::move(file);
}

Lock::~Lock() {
  // Emptied, not removed: between open and flock of another run the name must stay the same file.
  if (::ftruncate(state_->file.fd(), 0) != 0) {
    fmt::print(stderr, "rankplot: cannot empty the output folder's lock: {}\n",
               base::errno_text(errno));
  }
}

void Lock::renew() {
  if (steady_clock::now() - state_->renewed < kRenewal) return;
  state_->renewed = steady_clock::now();
  ::futimens(state_->file.fd(), nullptr);  // failing leaves an older stamp, which flock outlives
}

std::optional<Holder> holder(const std::string& output) {
  for (const fs::path& path : locks_in(output)) {
    if (auto found = holder_of(path)) return found;
  }
  return std::nullopt;
}

}  // namespace rankplot::journal
