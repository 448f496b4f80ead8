#include "rank/watch/watch.hpp"

#include <sys/stat.h>

#include <algorithm>

#include <fmt/format.h>

namespace rankplot::watch {
namespace {

constexpr double kLookEvery_s = 1, kLookShare = 0.05, kAskEvery_s = 10;
/// Slurm forgets a job some minutes after its end, and its controller may be away for a while.
constexpr int kUnanswered = 3;

}  // namespace

Watch::Watch(std::vector<std::string> patterns, double settle_s, Until until, site::AskSlurm ask)
    : until_(std::move(until)), ask_(std::move(ask)), files_(std::move(patterns), settle_s) {}

double Watch::now_s() {
  return std::chrono::duration<double>(Clock::now().time_since_epoch()).count();
}

Watch::Turn Watch::turn() {
  if (!why_.empty()) return Turn::End;
  const double begin_s = now_s();
  const bool ended = has_ended(begin_s);
  if (ended || files_.listen() || begin_s >= next_look_s_) {
    next_look_s_ = begin_s + kLookEvery_s;  // also where a look fails
    files_.look(begin_s);
    const double end_s = now_s();
    next_look_s_ = end_s + std::max(kLookEvery_s, (end_s - begin_s) / kLookShare);
  }
  if (ended) return Turn::End;
  return files_.has_news() ? Turn::News : Turn::Nothing;
}

bool Watch::has_ended(double now_s) {
  struct stat found {};
  if (!until_.marker.empty() && ::stat(until_.marker.c_str(), &found) == 0) {
    why_ = fmt::format("'{}' is there", until_.marker);
  } else if (slurm_job_is_over(now_s)) {
    why_ = fmt::format("Slurm job {} has ended", until_.slurm_job);
  } else if (until_.idle_s > 0 && next_look_s_ > 0 && !files_.has_news() &&
             now_s - files_.changed_s() >= until_.idle_s) {
    why_ = fmt::format("nothing new came for {:g} s", until_.idle_s);
  }
  return !why_.empty();
}

bool Watch::slurm_job_is_over(double now_s) {
  if (until_.slurm_job.empty() || now_s < next_question_s_) return false;
  next_question_s_ = now_s + kAskEvery_s;
  const std::string state = site::state_of_job(ask_(until_.slurm_job));
  unanswered_ = state.empty() ? unanswered_ + 1 : 0;
  return site::is_over(state) || unanswered_ >= kUnanswered;
}

}  // namespace rankplot::watch
