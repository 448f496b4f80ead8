#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "core/plan/outcome.hpp"
#include "rank/monitor/state.hpp"

namespace rankplot::monitor {

/// What a run is called on the page.
struct RunFacts {
  std::string id;      ///< differs from run to run
  std::string job;     ///< the job file, as given
  std::string output;  ///< the folder
  std::string host;
  std::string where;  ///< "1 node, 2 ranks, 2 painters, 2 cores"
  std::uint64_t pictures = 0;
  double refresh_s = 0.5;
};

/// What one painter does now.
struct PainterActivity {
  std::string stage;   ///< "read", "draw", ...; "idle"
  std::string what;    ///< file and object
  double seconds = 0;  ///< for how long
};
struct RankActivity {
  int rank = 0;
  int node = 0;
  std::string host;
  std::uint64_t saved = 0, failed = 0;
  std::vector<PainterActivity> painters;
};

/// What the monitor knows of a run, gathered from outcomes and progress. Pure: the time
/// (seconds since 1970) is handed in.
class Board {
 public:
  static constexpr std::size_t kNewest = 24;    ///< figures shown as they come
  static constexpr std::size_t kReasons = 100;  ///< failures are told apart by so many reasons

  Board(RunFacts facts, double now_s);

  void record(const plan::Outcome& outcome);
  void progress(std::uint64_t done, std::uint64_t failed, std::uint64_t total, double now_s);
  void activity(RankActivity activity);
  /// "done", "stopped early", ...: the run has ended.
  void end(std::string how);

  std::map<std::string, nlohmann::json> parts(double now_s) const;

  /// Of the newest figures those that have an image and were not told here before: who sees the
  /// parts can ask for these and no others.
  struct Image {
    std::uint64_t number = 0;
    std::string file;
  };
  std::vector<Image> take_images();

 private:
  struct Failures {
    std::uint64_t count = 0;
    nlohmann::json example;  ///< the first one
  };
  void note_failure(const plan::Outcome& outcome);
  double rate(double now_s) const;
  nlohmann::json progress_part(double now_s) const;
  nlohmann::json ranks_part() const;
  nlohmann::json failures_part() const;

  RunFacts facts_;
  double begun_s_;
  std::uint64_t done_ = 0, failed_ = 0, total_ = 0;
  double heard_s_;
  struct Sample {
    double time_s;
    std::uint64_t done;
  };
  std::deque<Sample> samples_;  ///< of the last seconds, for the rate
  std::deque<nlohmann::json> newest_;
  std::deque<Image> images_;                  ///< of those, what take_images() will tell
  std::map<std::string, Failures> failures_;  ///< by stage and reason without its numbers
  std::map<int, RankActivity> ranks_;
  std::string ended_;
};

/// Of the picture's files the first that a browser shows as an image; empty: none.
std::string image_of(const plan::Outcome& outcome);

/// A file below the output folder as the page names it; one elsewhere keeps its name.
std::string below(const std::string& output, const std::string& file);

}  // namespace rankplot::monitor
