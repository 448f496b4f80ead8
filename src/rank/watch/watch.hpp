#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "rank/site/job_end.hpp"
#include "rank/watch/files.hpp"

namespace rankplot::watch {

/// When a run that follows a simulation ends: at the first of these that is given.
struct Until {
  std::string marker;     ///< this file is there
  std::string slurm_job;  ///< the Slurm job of this id has ended
  double idle_s = 0;      ///< no input file has come or changed for so long
};

/// What a run that follows a simulation waits for. Looks at the folders once a second, less often
/// where a look takes long, and at once when the kernel tells of a closed file.
class Watch {
 public:
  Watch(std::vector<std::string> patterns, double settle_s, Until until,
        site::AskSlurm ask = site::scontrol_show_job);

  enum class Turn { Nothing, News, End };
  /// Returns at once, but for looks and questions to Slurm. After End there is no more news: what
  /// is there then, finished or not, is what there is.
  Turn turn();
  /// Why it ended, for people.
  const std::string& why() const { return why_; }
  /// Whether a file is to be drawn now.
  bool takes(const std::string& path) const { return !why_.empty() || files_.is_finished(path); }
  /// What takes() says now is being drawn.
  void take() { files_.take(); }
  const Files& files() const { return files_; }

 private:
  using Clock = std::chrono::steady_clock;
  static double now_s();
  bool has_ended(double now_s);
  bool slurm_job_is_over(double now_s);

  Until until_;
  site::AskSlurm ask_;
  Files files_;
  double next_look_s_ = 0, next_question_s_ = 0;
  int unanswered_ = 0;
  std::string why_;
};

}  // namespace rankplot::watch
