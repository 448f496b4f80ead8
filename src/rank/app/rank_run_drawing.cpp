#include "rank/app/rank_run.hpp"

#include <ctime>

#include <nlohmann/json.hpp>

#include "core/base/files.hpp"
#include "rank/app/exit_code.hpp"
#include "rank/app/say.hpp"
#include "rank/site/job_end.hpp"
#include "rank/site/launch.hpp"

namespace rankplot::app {
using nlohmann::json;
namespace {

/// What a run needs to end in an orderly way.
constexpr double kLeave_s = 5;

}  // namespace

dispatch::Totals RankRun::draw() {
  if (!signals_) signals_.emplace();
  begin_streaming();
  dispatch::Observer observer;
  if (recorder_) {
    observer.outcome = [&](const plan::Outcome& outcome) {
      recorder_->record(outcome);
      if (movies_) movies_->take(outcome);
      if (streaming_) streaming_->take(outcome);
      if (page_) page_->record(outcome);
    };
    observer.progress = [&](const dispatch::Progress& progress) {
      progress_ = progress;
      show(progress);
      if (streaming_) streaming_->progress(progress);
    };
    observer.activity = [&](int rank, const std::vector<painters::Doing>& doing) {
      if (!page_) return;
      page_->activity(rank, doing);
    };
  }
  observer.show_activity = serves_page(options_, job_);
  observer.sync = [&] { base::sync_filesystem(job_.output); };
  observer.stop = [&] { return is_to_stop(); };
  observer.turn = [&] {
    if (streaming_) streaming_->turn();
    if (movies_) movies_->turn();
  };
  if (movies_) {
    for (const plan::Outcome& outcome : recorder_->begun()) movies_->take(outcome);
  }
  return dispatch::draw(session_, *crew_, assembly_.team, job_, plan_, scatter_, observer);
}

void RankRun::begin_streaming() {
  if (streaming_ || !Streaming::wanted(job_)) return;
  const auto tell_page = [this](const std::string& news) {
    if (served_) hear(news, *served_);
  };
  streaming_ = std::make_unique<Streaming>(session_, job_, *crew_, tell_page, options_.window);
  if (served_) served_->series_from([this] { return streaming_->series(); });
  for (std::string& news : early_news_) streaming_->tell(std::move(news));
  early_news_.clear();
  if (!recorder_) return;
  for (const plan::Outcome& outcome : recorder_->kept()) streaming_->take(outcome);
}

bool RankRun::is_to_stop() {
  return signals_->asked() || leave_.asked() || (recorder_ && (output_is_lost() || is_late()));
}

bool RankRun::is_late() {
  if (!asked_end_) job_end_ = site::job_end(site::process_environment(), site::scontrol_show_job);
  asked_end_ = true;
  if (!job_end_) return false;
  const double left_s = static_cast<double>(*job_end_ - std::time(nullptr));
  return left_s < kLeave_s + 2 * recorder_->longest_s();
}

void RankRun::show(const dispatch::Progress& progress) {
  recorder_->show(progress);
  if (page_) page_->show(progress);
}

void RankRun::end_streaming() {
  if (!streaming_) return;
  streamed_text_ = streaming_->finish([this] { return stopped_ || is_to_stop(); },
                                      [this](const dispatch::Progress& progress) {
                                        if (served_ && !first()) served_->tick();
                                        if (!first()) return;
                                        show(progress);
                                        streaming_->progress(progress);
                                      });
  stopped_ = stopped_ || streaming_->cut_short();
}

void RankRun::finish_page(const dispatch::Totals& totals) {
  const json all = on_first([&]() -> json {
    const dispatch::Totals kept = recorder_ ? recorder_->with_kept(totals) : totals;
    return {kept.saved, kept.failed, kept.not_drawn};
  });
  dispatch::Totals shown;
  shown.saved = all.at(0).get<std::uint64_t>();
  shown.failed = all.at(1).get<std::uint64_t>();
  shown.not_drawn = all.at(2).get<std::uint64_t>();
  if (served_) served_->finish(shown);
}

int RankRun::sum_up(const dispatch::Totals& totals) {
  finish_page(totals);
  return on_first([&]() -> json {
           if (!recorder_) return int{kAllDrawn};  // stopped before there was a file
           const int code = recorder_->finish(totals);
           if (!options_.quiet) say(stdout, streamed_text_);
           return code;
         })
      .get<int>();
}

}  // namespace rankplot::app
