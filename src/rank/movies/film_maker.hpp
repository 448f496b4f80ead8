#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/plan/movies.hpp"
#include "core/wire/messages.hpp"
#include "rank/painters/process.hpp"

namespace rankplot::movies {

struct Settings {
  std::string program;  ///< path of rankplot-painter
  std::vector<std::string> arguments;
};

/// Makes one film with a painter of its own, which encodes frames as they come to be known, in
/// order. One that dies is started again, and begins at the first frame. Never throws after its
/// making: what goes wrong is in the outcome. One thread.
class FilmMaker {
 public:
  explicit FilmMaker(plan::Film film);
  ~FilmMaker();
  FilmMaker(const FilmMaker&) = delete;
  FilmMaker& operator=(const FilmMaker&) = delete;

  const plan::Film& film() const { return film_; }
  /// What frame `place` (from 0) is read from; "": its picture failed.
  void know(std::size_t place, std::string file);
  /// Whether there is a frame to begin with.
  bool can_begin() const { return first_good() < frames_.size(); }
  bool all_known() const { return known_ == frames_.size(); }
  /// Starts its painter.
  void begin(const Settings& settings);
  bool begun() const { return process_ != nullptr; }
  /// Sends and listens. True: something happened.
  bool turn(const Settings& settings);
  /// Ends it without a file: why.
  void give_up(const std::string& reason);
  /// What became of it, when it has.
  const std::optional<plan::FilmOutcome>& outcome() const { return outcome_; }
  pid_t process_id() const { return process_ ? process_->id() : -1; }

 private:
  using Clock = std::chrono::steady_clock;
  struct Frame {
    bool known = false;
    std::string file;
  };
  /// The first place whose picture was saved, all before it having failed; frames_.size(): none.
  std::size_t first_good() const;
  void send();
  bool hear();
  void on(const wire::Filmed& filmed);
  void watch();
  void lose(const std::string& why, const Settings& settings);
  void drop_process();
  plan::FilmOutcome ended(bool saved, std::string reason) const;

  plan::Film film_;
  std::vector<Frame> frames_;
  std::size_t known_ = 0;
  std::unique_ptr<painters::Process> process_;
  std::size_t sent_ = 0, filmed_ = 0;
  bool end_sent_ = false;
  int deaths_ = 0;
  Clock::time_point heard_ = Clock::now();
  std::optional<plan::FilmOutcome> outcome_;
};

}  // namespace rankplot::movies
