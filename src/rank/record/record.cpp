#include "rank/record/record.hpp"

#include <algorithm>
#include <filesystem>
#include <system_error>

#include "core/base/error.hpp"
#include "rank/record/chart.hpp"

namespace rankplot::record {
namespace fs = std::filesystem;
namespace {

using std::chrono::seconds;

constexpr auto kFlushEvery = seconds(1);
constexpr auto kDrawEvery = seconds(3);
constexpr int kDrawShare = 20;  ///< at most a twentieth of a core goes into monitor.png
constexpr auto kSilence = seconds(60);
constexpr auto kOpening = seconds(600);  ///< mending a large file of a predecessor takes time
constexpr auto kGoodbye = seconds(2);
constexpr int kMostDeaths = 3;

/// The record of an earlier run in the same folder is kept beside the new one.
void put_aside(const std::string& output) {
  std::error_code ignored;  // a record that cannot be put aside is said by who opens the new one
  fs::create_directories(output, ignored);
  const fs::path file = fs::path(output) / "points.h5";
  if (fs::exists(file, ignored)) fs::rename(file, fs::path(output) / "points.1.h5", ignored);
}

}  // namespace

Record::Record(Settings settings, const stream::View& view, const job::Vocabulary& vocabulary)
    : settings_(std::move(settings)), view_(view), vocabulary_(vocabulary) {
  if (settings_.points) put_aside(settings_.output);
  start();
}

Record::~Record() {
  if (!process_) return;
  try {
    process_->channel().send(wire::ToPainter(wire::Finish{}));
    process_->await_end(Clock::now() + kGoodbye);
  } catch (...) {
    // It is gone already, which is all that was wanted.
  }
}

void Record::start() try {
  opened_ = drawing_ = last_drawn_ = false;
  process_ = std::make_unique<painters::Process>(settings_.program, settings_.arguments,
                                                 std::vector<int>{});
  heard_ = Clock::now();
  if (!settings_.points) return;
  const std::string number = files_.empty() ? "" : fmt::format("-{}", files_.size() + 1);
  const std::string before = files_.empty() ? "" : files_.back();
  files_.push_back((fs::path(settings_.output) / fmt::format("points{}.h5", number)).string());
  Points::Flushed flushed = points_.start_again();
  process_->channel().send(wire::ToPainter(wire::RecordOpen{
      files_.back(), before, std::move(flushed.declared), std::move(flushed.runs)}));
} catch (const base::Error& error) {
  complaints_.push_back(error.what());
  given_up_ = true;
} catch (const wire::Channel::Closed&) {
  lose("it ended at once");
}

void Record::lose(const std::string& why) {
  const std::string said = process_ ? process_->last_errors() : "";
  process_.reset();  // kills it where it still runs
  if (++deaths_ > kMostDeaths) {
    given_up_ = true;
    complaints_.push_back(
        fmt::format("the recorder died {} times ({}); there is no further record", deaths_, why));
    return;
  }
  complaints_.push_back(fmt::format("the recorder died ({}{}{}); it is started again", why,
                                    said.empty() ? "" : ": ", said));
  start();
}

void Record::add(std::size_t series, const stream::Run& run) {
  if (!points_alive()) return;
  for (; declared_ < view_.series().size(); ++declared_) points_.declare(view_.series()[declared_]);
  points_.add(series, run);
}

bool Record::turn() {
  if (given_up_ || !process_) return false;
  try {
    process_->channel().flush();
    const bool heard = hear();
    if (points_alive()) send_points();
    if (settings_.chart) send_chart();
    watch();
    return heard;
  } catch (const wire::Channel::Closed&) {
    lose(painters::describe(process_->ended()));
  } catch (const base::Error& error) {
    lose(error.what());
  }
  return true;
}

bool Record::hear() {
  bool any = false;
  while (const auto message =
             process_->channel().receive_from_painter(std::chrono::milliseconds(0))) {
    heard_ = Clock::now();
    any = true;
    on(*message);
    if (given_up_) return any;
  }
  return any;
}

void Record::on(const wire::FromPainter& message) {
  if (const auto* recorded = std::get_if<wire::Recorded>(&message)) return on_recorded(*recorded);
  if (const auto* picture = std::get_if<wire::PictureDone>(&message)) {
    if (!picture->outcome.saved)
      complaints_.push_back("monitor.png cannot be drawn: " + picture->outcome.reason);
  } else if (std::holds_alternative<wire::TaskDone>(message)) {
    drawing_took_ = Clock::now() - drawn_;
    drawing_ = false;
  }
}

void Record::on_recorded(const wire::Recorded& recorded) {
  if (!recorded.error.empty()) {
    complaints_.push_back("points cannot be kept: " + recorded.error);
    settings_.points = false;
    return;
  }
  if (!recorded.before.empty()) complaints_.push_back(recorded.before);
  if (recorded.opened) {
    opened_ = true;
    return;
  }
  deaths_ = 0;
  points_.forget(recorded.batch);
}

void Record::send_points() {
  const auto now = Clock::now();
  const bool due = now - flushed_ >= kFlushEvery || points_.half_full() || finishing_;
  const bool flush = due && !points_.flushing();
  if ((flush || points_.gathered()) && points_.close(flush) && flush) flushed_ = now;
  if (!opened_) return;
  while (const wire::RecordPoints* batch = points_.next())
    process_->channel().send(wire::ToPainter(*batch));
}

void Record::send_chart() {
  if (drawing_ || last_drawn_) return;
  // The last one shows everything: after the last point, and drawn in any case.
  const auto since = Clock::now() - drawn_;
  const bool due = since >= kDrawEvery && since >= kDrawShare * drawing_took_ &&
                   view_.version() != drawn_version_;
  if (!due && !finishing_) return;
  drawn_ = Clock::now();
  drawn_version_ = view_.version();
  last_drawn_ = finishing_;
  auto chart = make_chart(view_, settings_.output, vocabulary_, ++task_);
  if (!chart) return;
  process_->channel().send(wire::ToPainter(std::move(chart->setup)));
  process_->channel().send(wire::ToPainter(std::move(chart->paint)));
  drawing_ = true;
}

/// A recorder that owes an answer and says nothing hangs.
void Record::watch() {
  process_->forward_errors();
  const bool owes = (points_alive() && (!opened_ || points_.flushing())) || drawing_;
  if (!owes) heard_ = Clock::now();
  const seconds patience = opened_ || drawing_ ? kSilence : kOpening;
  if (Clock::now() - heard_ > patience)
    lose(fmt::format("it said nothing for {} s", patience.count()));
}

void Record::finish() { finishing_ = true; }

}  // namespace rankplot::record
