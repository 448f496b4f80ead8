#include "rank/app/signals.hpp"

#include <signal.h>

#include <array>

namespace rankplot::app {
namespace {

volatile sig_atomic_t stop_asked = 0;
volatile sig_atomic_t leave_asked = 0;
constexpr std::array kSignals{SIGINT, SIGTERM};

extern "C" void ask_to_stop(int) { stop_asked = 1; }
extern "C" void ask_to_leave(int) { leave_asked = 1; }

}  // namespace

LeaveSignal::LeaveSignal() {
  leave_asked = 0;
  struct sigaction action {};
  action.sa_handler = ask_to_leave;
  action.sa_flags = SA_RESTART;  // it may come from script and launcher both
  ::sigaction(SIGUSR1, &action, nullptr);
}

LeaveSignal::~LeaveSignal() { ::signal(SIGUSR1, SIG_IGN); }

bool LeaveSignal::asked() const { return leave_asked != 0; }

StopSignals::StopSignals() {
  stop_asked = 0;
  struct sigaction action {};
  action.sa_handler = ask_to_stop;
  action.sa_flags = static_cast<int>(SA_RESTART | SA_RESETHAND);
  for (const int number : kSignals) ::sigaction(number, &action, nullptr);
}

StopSignals::~StopSignals() {
  for (const int number : kSignals) ::signal(number, SIG_DFL);
}

bool StopSignals::asked() const { return stop_asked != 0; }

}  // namespace rankplot::app
