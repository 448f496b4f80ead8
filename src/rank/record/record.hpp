#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/job/vocabulary.hpp"
#include "rank/painters/crew.hpp"
#include "rank/painters/process.hpp"
#include "rank/record/points.hpp"
#include "rank/stream/view.hpp"

namespace rankplot::record {

struct Settings {
  std::string program;  ///< path of rankplot-painter
  std::vector<std::string> arguments;
  std::string output;  ///< folder
  bool points = true;  ///< keep points.h5
  bool chart = true;   ///< draw monitor.png
};

/// The monitor rank's own painter: keeps every point in points.h5 and draws monitor.png. One that
/// dies is started again and goes on in a second file (points-2.h5, ...), with everything that its
/// predecessor had not flushed. Never throws after its making and never stops the run: what goes
/// wrong is a complaint. One thread.
class Record {
 public:
  /// The view and the vocabulary outlive it. A points.h5 that is there already becomes
  /// points.1.h5.
  Record(Settings settings, const stream::View& view, const job::Vocabulary& vocabulary);

  /// Ends the painter: what was flushed stays.
  ~Record();
  Record(const Record&) = delete;
  Record& operator=(const Record&) = delete;

  void add(std::size_t series, const stream::Run& run);
  /// False: nothing should be received for now.
  bool room() const { return !points_alive() || points_.room(); }
  /// Sends, listens, flushes every second, draws every few seconds. True: something happened.
  bool turn();
  /// Everything that came is flushed and drawn once more.
  void finish();
  bool finished() const { return finishing_ && !wants_points() && !wants_chart(); }

  /// What went wrong since the last call.
  std::vector<std::string> complaints() { return std::exchange(complaints_, {}); }
  const std::vector<std::string>& files() const { return files_; }  ///< of points
  pid_t process_id() const { return process_ ? process_->id() : -1; }

 private:
  using Clock = std::chrono::steady_clock;
  bool points_alive() const { return settings_.points && !given_up_; }
  bool wants_points() const { return points_alive() && !points_.empty(); }
  bool wants_chart() const {
    return settings_.chart && !given_up_ && (drawing_ || (finishing_ && !last_drawn_));
  }
  void start();
  void lose(const std::string& why);
  bool hear();
  void on(const wire::FromPainter& message);
  void on_recorded(const wire::Recorded& recorded);
  void send_points();
  void send_chart();
  void watch();

  Settings settings_;
  const stream::View& view_;
  const job::Vocabulary& vocabulary_;
  std::unique_ptr<painters::Process> process_;
  Points points_;
  std::size_t declared_ = 0;  ///< series told to `points_`
  bool opened_ = false;       ///< the recorder has answered RecordOpen
  std::uint64_t task_ = 0;
  bool drawing_ = false;
  std::uint64_t drawn_version_ = 0;
  bool last_drawn_ = false;
  bool finishing_ = false;
  bool given_up_ = false;
  int deaths_ = 0;  ///< in a row
  Clock::time_point heard_ = Clock::now(), flushed_ = Clock::now(), drawn_ = Clock::now();
  Clock::duration drawing_took_{};
  std::vector<std::string> files_;
  std::vector<std::string> complaints_;
};

}  // namespace rankplot::record
