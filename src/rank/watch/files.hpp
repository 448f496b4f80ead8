#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "rank/watch/closings.hpp"

namespace rankplot::watch {

/// The input files of a run that draws them as they land: which of them are finished. A file is
/// finished when it has stayed as it is (size, time of change) for `settle_s`, or its writer on
/// this machine has closed it. Times are seconds of a clock that never runs backwards.
class Files {
 public:
  /// Patterns as in job::Input.
  Files(std::vector<std::string> patterns, double settle_s);

  /// Lists the folders. Files that are older than `settle_s` by the file system's clock when they
  /// are seen first are finished.
  void look(double now_s);
  /// Hears what the kernel says. True: a file was closed, so that a look is worth it.
  bool listen();

  bool is_finished(const std::string& path) const;
  /// A finished file is new, or another than at the last take().
  bool has_news() const { return news_; }
  /// What is finished now is being drawn.
  void take();
  /// When a file last came or changed; of none, the first look.
  double changed_s() const { return changed_s_; }
  std::size_t finished() const;
  std::size_t unfinished() const { return files_.size() - finished(); }

 private:
  struct State {
    std::uint64_t size = 0;
    std::int64_t mtime_ns = 0;
    double since_s = 0;  ///< it is as it is
    bool finished = false;
    bool taken = false;  ///< as it is
    std::uint64_t look = 0;
  };
  void see(const std::string& path, double now_s);

  std::vector<std::string> patterns_;
  double settle_s_;
  Closings closings_;
  std::unordered_map<std::string, State> files_;
  std::unordered_set<std::string> closed_;  ///< by their writers, since the last look
  std::uint64_t looks_ = 0;
  double changed_s_ = 0;
  bool news_ = false;
};

}  // namespace rankplot::watch
