#pragma once

#include <vector>

#include "core/wire/status_page.hpp"

/// What keeps a painter from outliving its rank, from ending by signals meant for the rank, and
/// from dying without a word.
namespace rankplot::app {

/// The painter's threads, as the status page counts them.
enum class Thread : int { Read = 0, Draw = 1, Save = 2 };

/// Ignores the signals that launchers and terminals send to the whole process group (TERM, INT,
/// HUP, USR1, USR2; the rank decides what they mean), and PIPE.
void ignore_group_signals();

/// From now on this process is killed when its rank ends. False: the rank has ended already (the
/// other end of `channel_fd` is closed).
bool end_with_rank(int channel_fd);

/// While it lives, this process is not killed when its rank ends: what must not be cut short is
/// ended first. On the thread that called end_with_rank.
class OutlivesRank {
 public:
  OutlivesRank();
  ~OutlivesRank();
  OutlivesRank(const OutlivesRank&) = delete;
  OutlivesRank& operator=(const OutlivesRank&) = delete;

 private:
  int rank_;  ///< process id
};

/// Allows as many open files as the system lets us: each large array that crosses is one.
void raise_open_files();

/// On SEGV, BUS, FPE, ILL and ABRT the page is told the signal and the thread, before the process
/// ends by that signal. Threads that no ThreadGuard names (VTK's) count as the drawing one. The
/// page must stay mapped.
void catch_crashes(wire::StatusBlock& status);

/// Names the thread that makes it, and gives it a stack for the handler: a stack that overflowed is
/// of no use to it.
class ThreadGuard {
 public:
  explicit ThreadGuard(Thread thread);
  ~ThreadGuard();
  ThreadGuard(const ThreadGuard&) = delete;
  ThreadGuard& operator=(const ThreadGuard&) = delete;

 private:
  std::vector<char> stack_;
};

}  // namespace rankplot::app
