#pragma once

#include <sys/types.h>

#include <chrono>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/descriptor.hpp"
#include "core/wire/channel.hpp"
#include "core/wire/status_page.hpp"

namespace rankplot::painters {

/// How a process ended.
struct Ending {
  bool by_signal = false;
  int number = 0;  ///< of the signal, or the exit code
};
/// "signal 11 (Segmentation fault)", "exit code 127".
std::string describe(const Ending& ending);

/// A running painter and this rank's ends of its channel, its status page and its stderr. The
/// destructor kills and reaps it when that was not done.
class Process {
 public:
  /// Starts `program arguments --channel FD --status FD` pinned to `cores` (empty: where this
  /// thread may run). It inherits nothing but its descriptors and stderr, and begins with TERM,
  /// INT, HUP, USR1 and USR2 blocked, so that it can ignore them before one ends it. Throws
  /// base::Error naming the program.
  Process(const std::string& program, const std::vector<std::string>& arguments,
          const std::vector<int>& cores);
  ~Process();
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;

  pid_t id() const { return id_; }  ///< also after its end
  wire::Channel& channel() { return *channel_; }
  /// The painter learns that it is not wanted any more.
  void close_channel() { channel_.reset(); }
  bool channel_closed() const { return !channel_.has_value(); }
  const wire::StatusBlock& status() const { return page_.block(); }

  /// Readable when the painter wrote to stderr; -1 after its end.
  int errors_fd() const { return errors_.fd(); }
  /// Passes what the painter wrote on to this rank's stderr and keeps the last lines.
  void forward_errors();
  std::string last_errors() const;

  /// All its threads. A painter that has just ended is passed over; throws base::Error on cores
  /// that it may not have.
  void pin(const std::vector<int>& cores);
  std::uint64_t resident_bytes() const;  ///< 0 when it has ended
  void kill();
  /// How it ended; the process is then gone. Empty: it still runs.
  std::optional<Ending> reap();
  /// Gives it until then to end by itself, then kills it. Afterwards it is gone.
  void await_end(std::chrono::steady_clock::time_point until);
  /// How it ended, where its channel has: the kernel says so a moment later. One that goes on is
  /// killed.
  Ending ended();

 private:
  void keep_errors(std::string_view text);

  pid_t id_ = -1;
  std::optional<Ending> ending_;  // reaped: the id may be another process's now
  std::optional<wire::Channel> channel_;
  wire::StatusPage page_;
  base::Descriptor errors_;
  std::deque<std::string> last_lines_;
  std::string open_line_;
};

}  // namespace rankplot::painters
