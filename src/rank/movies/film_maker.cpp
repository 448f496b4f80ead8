#include "rank/movies/film_maker.hpp"

#include <algorithm>

#include "core/base/error.hpp"
#include "core/base/files.hpp"

namespace rankplot::movies {
namespace {

using std::chrono::seconds;

constexpr std::size_t kAhead = 32;  ///< frames sent that are not answered
constexpr auto kSilence = seconds(60);
constexpr auto kLongEnd = seconds(600);  ///< of large AV1 an encoder holds many frames back
constexpr auto kGoodbye = seconds(2);
constexpr int kMostDeaths = 3;

}  // namespace

FilmMaker::FilmMaker(plan::Film film) : film_(std::move(film)), frames_(film_.pictures.size()) {}

FilmMaker::~FilmMaker() { drop_process(); }

void FilmMaker::know(std::size_t place, std::string file) {
  Frame& frame = frames_.at(place);
  if (!frame.known) ++known_;
  frame = {true, std::move(file)};
}

std::size_t FilmMaker::first_good() const {
  const auto first = std::ranges::find_if(
      frames_, [](const Frame& frame) { return !frame.known || !frame.file.empty(); });
  if (first == frames_.end() || !first->known) return frames_.size();
  return static_cast<std::size_t>(first - frames_.begin());
}

void FilmMaker::begin(const Settings& settings) try {
  sent_ = filmed_ = 0;
  end_sent_ = false;
  heard_ = Clock::now();
  process_ =
      std::make_unique<painters::Process>(settings.program, settings.arguments, std::vector<int>{});
  const job::Movie& movie = film_.movie;
  process_->channel().send(wire::ToPainter(
      wire::MovieOpen{film_.files, movie.fps, movie.quality, movie.loop, movie.title}));
} catch (const base::Error& error) {
  give_up(error.what());
} catch (const wire::Channel::Closed&) {
  lose("it ended at once", settings);
}

bool FilmMaker::turn(const Settings& settings) {
  if (!process_ || outcome_) return false;
  try {
    process_->channel().flush();
    const bool heard = hear();
    if (outcome_) return true;
    send();
    watch();
    return heard;
  } catch (const wire::Channel::Closed&) {
    lose(painters::describe(process_->ended()), settings);
  } catch (const base::Error& error) {
    lose(error.what(), settings);
  }
  return true;
}

void FilmMaker::send() {
  while (sent_ < frames_.size() && frames_[sent_].known && sent_ < filmed_ + kAhead) {
    // What fails before there is a frame to hold over shows the first one that there is.
    const Frame& frame = sent_ == 0 ? frames_[first_good()] : frames_[sent_];
    process_->channel().send(wire::ToPainter(wire::MovieFrame{++sent_, frame.file}));
  }
  if (sent_ == frames_.size() && !end_sent_) {
    process_->channel().send(wire::ToPainter(wire::MovieEnd{}));
    end_sent_ = true;
  }
}

bool FilmMaker::hear() {
  bool any = false;
  while (const auto message =
             process_->channel().receive_from_painter(std::chrono::milliseconds(0))) {
    heard_ = Clock::now();
    any = true;
    if (const auto* filmed = std::get_if<wire::Filmed>(&*message)) on(*filmed);
    if (outcome_) break;
  }
  return any;
}

void FilmMaker::on(const wire::Filmed& filmed) {
  if (!filmed.error.empty()) return give_up(filmed.error);
  filmed_ = static_cast<std::size_t>(filmed.frame);
  if (!filmed.complete) return;
  outcome_ = ended(true, "");
  outcome_->bytes = filmed.bytes;
  drop_process();
}

/// A painter that owes an answer and says nothing hangs.
void FilmMaker::watch() {
  process_->forward_errors();
  if (filmed_ == sent_ && !end_sent_) heard_ = Clock::now();
  const seconds patience = end_sent_ ? kLongEnd : kSilence;
  if (Clock::now() - heard_ > patience) base::fail("it said nothing for {} s", patience.count());
}

void FilmMaker::lose(const std::string& why, const Settings& settings) {
  const std::string said = process_ ? process_->last_errors() : "";
  drop_process();
  if (++deaths_ >= kMostDeaths) {
    return give_up(fmt::format("the painter that made it died {} times ({}{}{})", deaths_, why,
                               said.empty() ? "" : ": ", said));
  }
  begin(settings);
}

void FilmMaker::give_up(const std::string& reason) {
  outcome_ = ended(false, reason);
  drop_process();
}

/// Kills it where it still runs after its time to leave; what it left half written goes too.
void FilmMaker::drop_process() {
  if (!process_) return;
  const pid_t id = process_->id();
  try {
    if (outcome_ && outcome_->saved) {
      process_->channel().send(wire::ToPainter(wire::Finish{}));
      process_->await_end(Clock::now() + kGoodbye);
    }
  } catch (...) {
    // It is gone already, which is all that was wanted.
  }
  process_.reset();
  for (const std::string& file : film_.files) base::remove_temporaries(file, id);
}

plan::FilmOutcome FilmMaker::ended(bool saved, std::string reason) const {
  plan::FilmOutcome outcome;
  outcome.figure = film_.movie.figure;
  outcome.key = film_.key;
  outcome.saved = saved;
  outcome.files = film_.files;
  outcome.frames = frames_.size();
  outcome.held = static_cast<std::uint64_t>(std::ranges::count_if(
      frames_, [](const Frame& frame) { return frame.known && frame.file.empty(); }));
  outcome.reason = std::move(reason);
  return outcome;
}

}  // namespace rankplot::movies
