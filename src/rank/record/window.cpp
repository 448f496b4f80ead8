#include "rank/record/window.hpp"

#include <utility>

#include <fmt/format.h>

#include "core/base/error.hpp"
#include "core/wire/window_role.hpp"
#include "rank/painters/display.hpp"
#include "rank/record/chart.hpp"

namespace rankplot::record {
namespace {

constexpr std::chrono::seconds kLeave{2};

std::string no_window() {
  return fmt::format(
      "no window shows the points: {}; from another machine, log in with 'ssh -X', or look at the "
      "page that --monitor serves",
      painters::no_display("which cannot be opened"));
}

}  // namespace

Window::Window(const std::string& program, const stream::View& view,
               const job::Vocabulary& vocabulary, std::chrono::duration<double> refresh)
    : view_(view),
      vocabulary_(vocabulary),
      refresh_(std::chrono::duration_cast<Clock::duration>(refresh)) {
  if (painters::display().empty()) base::fail("{}", no_window());
  process_ = std::make_unique<painters::Process>(
      program, std::vector<std::string>{wire::kWindowOption, "0"}, std::vector<int>{});
}

Window::~Window() {
  if (!process_) return;
  process_->close_channel();
  process_->await_end(Clock::now() + kLeave);
}

void Window::turn() {
  if (!process_) return;
  try {
    process_->forward_errors();
    process_->channel().flush();
    hear();
    if (ready_ && !drawing_ && view_.version() != drawn_version_ &&
        Clock::now() - drawn_ >= refresh_)
      send();
  } catch (const wire::Channel::Closed&) {
    lose();
  } catch (const base::Error& error) {
    complaints_.push_back(fmt::format("the window of the points is gone: {}", error.what()));
    process_.reset();
  }
}

void Window::hear() {
  while (const auto message =
             process_->channel().receive_from_painter(std::chrono::milliseconds(0))) {
    if (std::holds_alternative<wire::Ready>(*message)) ready_ = true;
    if (std::holds_alternative<wire::TaskDone>(*message)) drawing_ = false;
    const auto* picture = std::get_if<wire::PictureDone>(&*message);
    if (picture != nullptr && !picture->outcome.reason.empty())
      complaints_.push_back("the points cannot be drawn: " + picture->outcome.reason);
  }
}

void Window::send() {
  drawn_ = Clock::now();
  drawn_version_ = view_.version();
  auto chart = make_chart(view_, ".", vocabulary_, 1);
  if (!chart) return;
  process_->channel().send(wire::ToPainter(std::move(chart->setup)));
  process_->channel().send(wire::ToPainter(std::move(chart->paint)));
  drawing_ = std::exchange(shown_, true);  // only of what is renewed it says that it is seen
}

void Window::lose() {
  const painters::Ending ending = process_->ended();
  const std::string words = process_->last_errors();
  if (!ending.by_signal && ending.number == wire::kNoDisplay)
    complaints_.push_back(no_window());
  else if (ending.by_signal || ending.number != 0)
    complaints_.push_back(fmt::format("the window of the points is gone: its painter ended: {}{}{}",
                                      painters::describe(ending), words.empty() ? "" : ": ",
                                      words));
  process_.reset();
}

}  // namespace rankplot::record
