#include "painter/app/showing.hpp"

#include <poll.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <filesystem>
#include <utility>

#include <fmt/format.h>

#include "core/base/error.hpp"
#include "core/base/files.hpp"
#include "core/wire/channel.hpp"
#include "core/wire/status_page.hpp"
#include "core/wire/window_role.hpp"
#include "painter/app/drawing.hpp"
#include "painter/app/gathering.hpp"
#include "painter/app/guard.hpp"
#include "painter/app/reading.hpp"
#include "painter/encode/encode.hpp"
#include "painter/render/view.hpp"
#include "painter/window/navigation.hpp"
#include "painter/window/window.hpp"

namespace rankplot::app {
namespace {

namespace fs = std::filesystem;
using window::Navigation;

/// "plot i=1"
std::string name_of(const plan::Outcome& outcome) {
  std::string text = outcome.figure;
  for (const auto& [name, value] : outcome.captures) text += fmt::format(" {}={}", name, value);
  return text;
}

/// NAME.png in the current folder, or NAME-2.png where there is one already, ...
std::string free_name(const std::string& name) {
  std::string file = name + ".png";
  for (int i = 2; fs::exists(file); ++i) file = fmt::format("{}-{}.png", name, i);
  return file;
}

class Showing {
 public:
  Showing(wire::Channel& channel, wire::ThreadStatus& status, window::Window& window, int place)
      : channel_(channel),
        status_(status),
        window_(window),
        place_(place),
        reading_(channel, status, read_) {}

  void run() {
    channel_.send(wire::Ready{RANKPLOT_VERSION});
    while (!closed_) {
      hear();
      while (auto event = window_.next()) handle(*event);
      update();
      if (auto seen = std::exchange(renewed_, std::nullopt)) channel_.send(wire::TaskDone{*seen});
      if (!closed_ && !window_.has_events()) wait();
    }
  }

 private:
  /// One case as it was read and evaluated.
  struct Case {
    plan::Outcome outcome;
    std::vector<std::string> save;
    encode::Settings settings;
    std::vector<render::LayerData> data;
  };

  void wait() {
    std::array<pollfd, 2> ends{{{channel_.fd(), POLLIN, 0}, {window_.fd(), POLLIN, 0}}};
    if (::poll(ends.data(), ends.size(), -1) < 0 && errno != EINTR)
      base::fail("cannot wait for events: {}", base::errno_text(errno));
  }

  void hear() {
    while (auto message = channel_.receive_from_rank(std::chrono::milliseconds(0))) {
      if (std::holds_alternative<wire::Finish>(*message)) closed_ = true;
      if (std::holds_alternative<wire::Setup>(*message)) reading_.take(std::move(*message));
      if (auto* paint = std::get_if<wire::Paint>(&*message)) take(std::move(*paint));
    }
  }

  void take(wire::Paint paint) {
    const auto id = [](const wire::Paint& one) {
      return std::pair(one.task.id, one.task.pictures.at(0).id);
    };
    const auto old = std::find_if(cases_.begin(), cases_.end(),
                                  [&](const wire::Paint& one) { return id(one) == id(paint); });
    if (old == cases_.end()) {
      cases_.push_back(std::move(paint));
      if (cases_.size() == 1) begin();
      return;
    }
    renewed_ = paint.task.id;
    *old = std::move(paint);
    if (old - cases_.begin() == static_cast<std::ptrdiff_t>(at_)) go(0);
  }

  void begin() {
    job::Figure figure;
    if (!load(0, figure)) {
      closed_ = true;
      return;
    }
    navigation_.emplace(std::move(figure), window_.screen());
    if (!redraw()) {
      closed_ = true;
      return;
    }
    const job::Figure& fitted = navigation_->figure();
    window_.open({fitted.width_px, fitted.height_px}, title(), place_);
    window_.show(image_);
  }

  /// Reads and evaluates; false, and said to the rank, where that fails.
  bool load(std::size_t which, job::Figure& figure) {
    reading_.take(cases_.at(which));
    TaskToDraw task = *read_.pop();
    PictureToDraw& picture = task.pictures.front();
    Case loaded{picture.outcome, {}, {}, {}};
    try {
      if (picture.failure) throw Unread{*picture.failure};
      Evaluated evaluated = evaluate(picture, task);
      loaded.settings = settings_of(picture, task);
      loaded.data = std::move(evaluated.layers);
    } catch (const Unread& unread) {
      return fail(std::move(loaded.outcome), unread.failure);
    } catch (...) {
      return fail(std::move(loaded.outcome), current_failure(plan::Stage::Draw));
    }
    loaded.save = picture.bound.save;
    figure = std::move(picture.bound.figure);
    at_ = which;
    case_ = std::move(loaded);
    return true;
  }

  bool fail(plan::Outcome outcome, Failure failure) {
    set_failure(outcome, std::move(failure));
    channel_.send(wire::PictureDone{std::move(outcome)});
    return false;
  }

  /// Into the image; false, and said to the rank, where the figure cannot be drawn so.
  bool redraw() {
    wire::report(status_, case_.outcome.task + 1, plan::Stage::Draw, {}, case_.outcome.figure);
    try {
      render::View view = render::view(navigation_->figure(), case_.data);
      image_ = std::move(view.image);
      navigation_->drawn(std::move(view.plots));
    } catch (...) {
      fail(case_.outcome, current_failure(plan::Stage::Draw));
      navigation_->revert();
      wire::report(status_, 0, plan::Stage::Idle);
      return false;
    }
    wire::report(status_, 0, plan::Stage::Idle);
    return true;
  }

  /// Movements that came together are answered by one drawing; what is told by where the plots
  /// stand finds what came before it drawn.
  void handle(const window::Event& event) {
    if (!navigation_) return;
    const bool by_places = std::holds_alternative<window::WheelTurned>(event) ||
                           std::holds_alternative<window::ButtonPressed>(event) ||
                           std::holds_alternative<window::KeyPressed>(event);
    if (by_places && change_ == Navigation::Change::Figure) update();
    if (std::holds_alternative<window::CloseAsked>(event)) closed_ = true;
    if (const auto* key = std::get_if<window::KeyPressed>(&event)) press(key->name);
    change_ = std::max(change_, navigation_->take(event));
    heard_ = true;
  }

  /// Shows what has changed.
  void update() {
    if (!navigation_ || closed_ || !heard_) return;
    heard_ = false;
    const auto change = std::exchange(change_, Navigation::Change::None);
    if (change == Navigation::Change::Figure) redraw();
    if (change != Navigation::Change::None) {
      base::Image shown = image_;
      navigation_->paint_overlay(shown);
      window_.show(std::move(shown));
    }
    if (std::string now = title(); now != title_) window_.title(title_ = std::move(now));
  }

  std::string title() const {
    std::string text = name_of(case_.outcome);
    if (cases_.size() > 1) text += fmt::format("  ({} cases: left, right)", cases_.size());
    const std::string coordinates = navigation_->coordinates();
    return coordinates.empty() ? text : text + "   " + coordinates;
  }

  void press(const std::string& key) {
    if (key == "q" || key == "Escape") closed_ = true;
    if (key == "h" || key == "r" || key == "Home") go_home();
    if (key == "l") tell(navigation_->limits_text());
    if (key == "c") tell(navigation_->cameras_text());
    if (key == "s") save();
    if (cases_.size() < 2) return;
    if (key == "n" || key == "Right") go(1);
    if (key == "p" || key == "Left") go(cases_.size() - 1);
  }

  void go_home() {
    navigation_->home();
    change_ = Navigation::Change::Figure;
  }

  /// To the case so many further on.
  void go(std::size_t by) {
    job::Figure figure;
    if (!load((at_ + by) % cases_.size(), figure)) return;
    navigation_->replace(std::move(figure));
    change_ = Navigation::Change::Figure;
    heard_ = true;
  }

  void save() {
    try {
      const std::string file = free_name(fs::path(case_.save.at(0)).stem().string());
      encode::Settings settings = case_.settings;
      settings.dpi = navigation_->figure().dpi;
      base::write_atomically(file, encode::encode(image_, "png", settings));
      tell(file + "\n");
    } catch (...) {
      fail(case_.outcome, current_failure(plan::Stage::Write));
    }
  }

  /// To be printed under the figure's name.
  void tell(std::string text) {
    if (text.empty()) return;
    plan::Outcome outcome = case_.outcome;
    outcome.saved = true;
    outcome.notes = {std::move(text)};
    channel_.send(wire::PictureDone{std::move(outcome)});
  }

  wire::Channel& channel_;
  wire::ThreadStatus& status_;
  window::Window& window_;
  int place_;
  Queue<TaskToDraw> read_{1};
  Reading reading_;
  std::vector<wire::Paint> cases_;
  std::size_t at_ = 0;
  std::optional<std::uint64_t> renewed_;  ///< task whose picture is to be seen next
  Case case_;
  std::optional<Navigation> navigation_;
  base::Image image_;
  std::string title_;
  Navigation::Change change_ = Navigation::Change::None;
  bool heard_ = false;
  bool closed_ = false;
};

}  // namespace

int show(base::Descriptor channel_end, base::Descriptor status_end, int place) {
  ignore_group_signals();
  if (!end_with_rank(channel_end.fd())) return 0;
  raise_open_files();
  const std::unique_ptr<window::Window> window = window::Window::connect();
  if (window == nullptr) return wire::kNoDisplay;
  const wire::StatusPage page = wire::StatusPage::open(std::move(status_end));
  catch_crashes(page.block());
  const ThreadGuard guard(Thread::Draw);
  wire::Channel channel(std::move(channel_end));
  try {
    Showing(channel, page.block().threads[static_cast<int>(Thread::Draw)], *window, place).run();
  } catch (const wire::Channel::Closed&) {
    // The rank is gone, or wants no more.
  }
  return 0;
}

}  // namespace rankplot::app
