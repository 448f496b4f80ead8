#include "rank/app/windows.hpp"

#include <poll.h>
#include <algorithm>

#include "core/base/error.hpp"
#include "core/wire/window_role.hpp"
#include "rank/app/exit_code.hpp"
#include "rank/app/failures.hpp"
#include "rank/app/painter_program.hpp"
#include "rank/app/say.hpp"
#include "rank/painters/display.hpp"

namespace rankplot::app {
namespace {

constexpr auto kTurn = std::chrono::milliseconds(100);
constexpr auto kPatience = std::chrono::seconds(60);
constexpr auto kLeave = std::chrono::seconds(2);

[[noreturn]] void refuse(const std::string& found) {
  base::fail(
      "there is no display to open windows on: {}. From another machine, log in with 'ssh -X'; "
      "without a display, 'rankplot run JOB' and 'rankplot plot FILE PATH --save NAME.png' write "
      "pictures, and 'rankplot run JOB --monitor' shows them in a browser",
      found);
}

}  // namespace

Windows::Windows() {
  if (painters::display().empty()) refuse(painters::no_display(""));
  start();
}

Windows::~Windows() {
  for (One& one : windows_) one.process->close_channel();
  const auto until = std::chrono::steady_clock::now() + kLeave;
  for (One& one : windows_) one.process->await_end(until);
}

void Windows::start() {
  const painters::Settings settings = painter_settings();
  const std::vector<std::string> arguments{wire::kWindowOption, std::to_string(windows_.size())};
  windows_.push_back(
      {{},
       std::make_unique<painters::Process>(settings.program, arguments, std::vector<int>{}),
       false});
}

void Windows::await_display() {
  painters::Process& first = *windows_.front().process;
  const auto until = std::chrono::steady_clock::now() + kPatience;
  while (std::chrono::steady_clock::now() < until) {
    try {
      if (first.channel().receive_from_painter(kTurn)) return;  // Ready
    } catch (const wire::Channel::Closed&) {
      const painters::Ending ending = first.ended();
      if (!ending.by_signal && ending.number == wire::kNoDisplay)
        refuse(painters::no_display("which cannot be opened"));
      base::fail("the painter of the first window ended: {}: {}", painters::describe(ending),
                 first.last_errors());
    }
  }
  refuse(painters::no_display("which does not answer"));
}

void Windows::open(const wire::Setup& setup, const std::vector<WindowWanted>& wanted) {
  while (windows_.size() < wanted.size()) start();
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    One& one = windows_[i];
    one.name = wanted[i].name;
    if (!wanted[i].note.empty()) say(stdout, wanted[i].note + "\n");
    try {
      one.process->channel().send(wire::ToPainter{setup});
      for (const plan::Task& task : wanted[i].cases)
        one.process->channel().send(wire::ToPainter{wire::Paint{task, {}, {}}});
    } catch (const wire::Channel::Closed&) {
      one.process->close_channel();  // watch() says how it ended
    }
  }
}

int Windows::watch(const StopSignals& signals) {
  bool failed = false;
  while (!windows_.empty() && !signals.asked()) {
    wait();
    for (One& one : windows_) hear(one);
    std::erase_if(windows_, [&](One& one) {
      if (!one.process->channel_closed()) return false;
      take_leave(one);
      failed = failed || one.failed;
      return true;
    });
  }
  return failed ? kSomeFailed : kAllDrawn;
}

void Windows::wait() {
  std::vector<pollfd> ends;
  for (One& one : windows_) {
    const short writing = send_on(one) ? 0 : POLLOUT;
    if (one.process->channel_closed()) return;
    ends.push_back({one.process->channel().fd(), static_cast<short>(POLLIN | writing), 0});
    ends.push_back({one.process->errors_fd(), POLLIN, 0});
  }
  ::poll(ends.data(), ends.size(), static_cast<int>(kTurn.count()));
}

/// False: more is to be sent.
bool Windows::send_on(One& one) {
  try {
    return one.process->channel_closed() || one.process->channel().flush();
  } catch (const wire::Channel::Closed&) {
    one.process->close_channel();
    return true;
  }
}

void Windows::hear(One& one) {
  one.process->forward_errors();
  if (one.process->channel_closed()) return;
  try {
    while (auto message = one.process->channel().receive_from_painter(std::chrono::milliseconds(0)))
      if (auto* done = std::get_if<wire::PictureDone>(&*message)) print(one, done->outcome);
  } catch (const wire::Channel::Closed&) {
    one.process->close_channel();
  }
}

/// What the user asked for stands on stdout, and there as it can be pasted: the figure's name is a
/// comment.
void Windows::print(One& one, const plan::Outcome& outcome) {
  if (!outcome.reason.empty()) {
    one.failed = true;
    return say(stderr, failures_text({outcome}));
  }
  std::string text = "# " + outcome.figure;
  for (const auto& [name, value] : outcome.captures) text += fmt::format(" {}={}", name, value);
  text += "\n";
  for (const std::string& note : outcome.notes) text += note;
  say(stdout, text);
}

void Windows::take_leave(One& one) {
  const painters::Ending ending = one.process->ended();
  if (!ending.by_signal && ending.number == 0) return;
  one.failed = true;
  const std::string words = one.process->last_errors();
  say(stderr, fmt::format("rankplot: the window of {} is gone: its painter ended: {}{}{}\n",
                          one.name, painters::describe(ending), words.empty() ? "" : ": ", words));
}

}  // namespace rankplot::app
