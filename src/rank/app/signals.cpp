#include "rank/app/signals.hpp"

#include <signal.h>

#include <array>

namespace rankplot::app {
namespace {

volatile sig_atomic_t stop_asked = 0;
constexpr std::array kSignals{SIGINT, SIGTERM};

extern "C" void ask_to_stop(int) { stop_asked = 1; }

}  // namespace

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
