#include "rank/app/rank_run.hpp"

#include <chrono>
#include <thread>

#include <nlohmann/json.hpp>

#include "core/base/error.hpp"
#include "rank/app/say.hpp"

namespace rankplot::app {
using nlohmann::json;
namespace {

/// How long a rank waits for files between looks at all else that goes on.
constexpr std::chrono::milliseconds kWait{50};

}  // namespace

dispatch::Totals RankRun::follow() {
  signals_.emplace();
  on_first([&]() -> json {
    begin_watching();
    return true;
  });
  dispatch::Totals totals;
  for (bool last = false; !last && totals.not_drawn == 0;) {
    try {
      if (!await_news()) {
        totals.not_drawn = put_off_;
        break;
      }
      last = !waits_;
      totals = round();
      totals.seconds = 0;  // of one round of many
      end_round(totals);
    } catch (const NotYet& reason) {
      say_waiting(reason.why);
    }
  }
  return totals;
}

void RankRun::begin_watching() {
  if (given_.inputs.empty())
    base::fail("{}: --watch follows the files of an input, and the job has none", options_.job);
  std::vector<std::string> patterns;
  for (const job::Input& input : given_.inputs) patterns.push_back(input.pattern);
  watch_.emplace(patterns, options_.watching.settle_s, options_.watching.until);
  if (!options_.quiet)
    say(stdout, "watching " + fmt::format("{}", fmt::join(patterns, ", ")) + "\n");
}

bool RankRun::await_news() {
  using Turn = watch::Watch::Turn;
  for (;;) {
    const json turn = on_first([&]() -> json {
      if (signals_->asked() || leave_.asked() || output_is_lost()) return "stop";
      const Turn seen = watch_->turn();
      if (seen == Turn::Nothing) keep_alive();
      return seen == Turn::Nothing ? "wait" : seen == Turn::News ? "news" : "end";
    });
    if (streaming_) streaming_->turn();
    stopped_ = turn == "stop";
    waits_ = turn == "wait" || turn == "news";
    if (stopped_) return false;
    if (turn != "wait") break;
    if (first()) std::this_thread::sleep_for(kWait);
  }
  if (!first()) return true;
  watch_->take();
  if (!waits_ && !options_.quiet)
    say(stdout, fmt::format("watched to the end: {}\n", watch_->why()));
  return true;
}

void RankRun::keep_alive() {
  if (recorder_ && rounds_ > 0) show(progress_);
}

void RankRun::put_off_refusals() {
  put_off_ = plan_.refusals.size();
  if (put_off_ == 0) return;
  const std::string& why = plan_.refusals.front().reason;
  say_waiting(put_off_ == 1 ? why : fmt::format("{} (and {} more)", why, put_off_ - 1));
  plan_.refusals.clear();
}

void RankRun::end_round(const dispatch::Totals& totals) {
  on_first([&]() -> json {
    recorder_->end_round();
    if (options_.quiet || !waits_ || totals.saved + totals.failed == 0) return true;
    say(stdout, fmt::format("{} saved, {} failed; {} in all, {} still written to\n", totals.saved,
                            totals.failed, recorder_->with_kept(totals).saved,
                            count_of(watch_->files().unfinished(), "file")));
    return true;
  });
}

void RankRun::say_waiting(const std::string& why) {
  if (!first() || why == waiting_for_) return;
  waiting_for_ = why;
  say(stderr, "rankplot: waiting: " + why + "\n");
}

}  // namespace rankplot::app
