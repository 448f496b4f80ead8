#include "painter/app/guard.hpp"

#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <array>
#include <atomic>

namespace rankplot::app {
namespace {

constexpr std::array kGroupSignals{SIGTERM, SIGINT, SIGHUP, SIGUSR1, SIGUSR2};
constexpr std::array kCrashes{SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT};
constexpr std::size_t kStackBytes = 64 * 1024;

std::atomic<wire::StatusBlock*> crash_page{nullptr};
thread_local int this_thread = static_cast<int>(Thread::Draw);

void on_crash(int number) {
  wire::StatusBlock* page = crash_page.load();
  if (page != nullptr && page->crashed_thread < 0) {
    page->crash_signal = number;
    page->crashed_thread = this_thread;
  }
  // The default action was restored (SA_RESETHAND); the signal is delivered on return.
  ::raise(number);
}

}  // namespace

void ignore_group_signals() {
  sigset_t group;
  sigemptyset(&group);
  for (const int number : kGroupSignals) {
    ::signal(number, SIG_IGN);
    sigaddset(&group, number);
  }
  ::signal(SIGPIPE, SIG_IGN);
  // The rank started us with them blocked; what came meanwhile is discarded.
  ::sigprocmask(SIG_UNBLOCK, &group, nullptr);
}

bool end_with_rank(int channel_fd) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  // A rank that ended before that call has closed its end.
  pollfd end{channel_fd, POLLIN, 0};
  return ::poll(&end, 1, 0) >= 0 && (end.revents & (POLLHUP | POLLERR | POLLNVAL)) == 0;
}

OutlivesRank::OutlivesRank() : rank_(::getppid()) { ::prctl(PR_SET_PDEATHSIG, 0); }

OutlivesRank::~OutlivesRank() {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (::getppid() != rank_) ::kill(::getpid(), SIGKILL);
}

void raise_open_files() {
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  limit.rlim_cur = limit.rlim_max;
  ::setrlimit(RLIMIT_NOFILE, &limit);
}

void catch_crashes(wire::StatusBlock& status) {
  crash_page = &status;
  struct sigaction action {};
  action.sa_handler = on_crash;
  action.sa_flags = SA_ONSTACK | SA_RESETHAND;
  sigemptyset(&action.sa_mask);
  for (const int number : kCrashes) ::sigaction(number, &action, nullptr);
}

ThreadGuard::ThreadGuard(Thread thread) : stack_(kStackBytes) {
  this_thread = static_cast<int>(thread);
  stack_t stack{};
  stack.ss_sp = stack_.data();
  stack.ss_size = stack_.size();
  ::sigaltstack(&stack, nullptr);
}

ThreadGuard::~ThreadGuard() {
  stack_t none{};
  none.ss_flags = SS_DISABLE;
  ::sigaltstack(&none, nullptr);
}

}  // namespace rankplot::app
