#include "rank/app/progress_display.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>

#include "rank/app/say.hpp"

namespace rankplot::app {
namespace {

constexpr auto kLineEvery = std::chrono::seconds(5);
constexpr auto kBarEvery = std::chrono::milliseconds(100);
constexpr std::size_t kBarWidth = 24;

std::size_t terminal_width() {
  winsize size{};
  return ::ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80;
}

std::string clock_text(double seconds) {
  const auto whole = static_cast<std::int64_t>(std::ceil(std::min(seconds, 359'999.0)));
  const std::int64_t hours = whole / 3600, minutes = whole / 60 % 60;
  if (hours > 0) return fmt::format("{}:{:02}:{:02}", hours, minutes, whole % 60);
  return fmt::format("{}:{:02}", minutes, whole % 60);
}

double share_done(const dispatch::Progress& progress) {
  if (progress.total == 0) return 1;
  return static_cast<double>(progress.done) / static_cast<double>(progress.total);
}

}  // namespace

std::string progress_text(const dispatch::Progress& progress, double seconds) {
  std::string text =
      fmt::format("{} of {}, {:.0f} %", progress.done, count_of(progress.total, "figure"),
                  std::floor(100 * share_done(progress)));
  if (progress.done > 0 && seconds > 0) {
    const double rate = static_cast<double>(progress.done) / seconds;
    text += fmt::format(", {:.{}f} a second", rate, rate < 10 ? 1 : 0);
    if (progress.done < progress.total) {
      text += fmt::format(", {} left",
                          clock_text(static_cast<double>(progress.total - progress.done) / rate));
    }
  }
  if (progress.failed > 0) text += fmt::format(", {} failed", progress.failed);
  return text;
}

std::string progress_bar(const dispatch::Progress& progress, const std::string& text,
                         std::size_t width) {
  if (text.size() + kBarWidth + 4 > width) return text.substr(0, width);
  const auto filled =
      static_cast<std::size_t>(share_done(progress) * static_cast<double>(kBarWidth));
  return "[" + std::string(filled, '=') + std::string(kBarWidth - filled, ' ') + "] " + text;
}

ProgressDisplay::ProgressDisplay(bool quiet)
    : quiet_(quiet),
      terminal_(::isatty(STDERR_FILENO) == 1),
      begun_(Clock::now()),
      shown_(begun_) {}

ProgressDisplay::~ProgressDisplay() {
  if (drawn_) say(stderr, "\r\033[K");
}

void ProgressDisplay::show(const dispatch::Progress& progress) {
  const auto now = Clock::now();
  if (quiet_ || now - shown_ < (terminal_ ? Clock::duration(kBarEvery) : kLineEvery)) return;
  shown_ = now;
  const std::string text =
      progress_text(progress, std::chrono::duration<double>(now - begun_).count());
  if (!terminal_) return say(stderr, text + "\n");
  drawn_ = true;
  say(stderr, "\r" + progress_bar(progress, text, terminal_width() - 1) + "\033[K");
}

}  // namespace rankplot::app
