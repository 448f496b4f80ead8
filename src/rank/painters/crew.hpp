#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "core/plan/outcome.hpp"
#include "core/wire/messages.hpp"

namespace rankplot::painters {

struct Limits {
  double first_deadline_s = 60;  ///< without progress, until durations are known
  double deadline_factor =
      50;  ///< later: times the measured median of a task, at least least_deadline_s
  double least_deadline_s = 10;
  std::uint64_t memory_bytes = 0;  ///< resident size above which a painter is ended; 0: none
  std::uint64_t growth_bytes = 0;  ///< one that grew by more is replaced between tasks; 0: never
};

struct Settings {
  std::string program;  ///< path of rankplot-painter
  std::vector<std::string> arguments;
  Limits limits;
};

/// A painter's message.
struct Said {
  int painter = 0;
  wire::FromPainter message;
};

/// A painter ended before it was told to. Its unfinished work, in the order sent; `charged` is the
/// place in it of what is to blame (the crashing thread's; after a hang, kill or memory limit the
/// running one), if any was running.
struct Lost {
  int painter = 0;
  std::string cause;  ///< "signal 11 (Segmentation fault)", "no progress for 60 s", "used 2.1 GB of
                      ///< its 2.0 GB", "exit code 127: <last stderr lines>"
  std::vector<wire::ToPainter> unfinished;  ///< Scan, Load, Paint as they were sent
  std::optional<std::size_t> charged;
  plan::Stage stage = plan::Stage::Idle;
  std::string file, object;
};

using Event = std::variant<Said, Lost>;

/// What a painter does now: of its threads the one that has been at it for longest.
struct Doing {
  plan::Stage stage = plan::Stage::Idle;
  std::string file, object;
  double seconds = 0;  ///< for how long
};

/// The painters of one rank: starts, watches, limits, blames and ends them. Single thread (the one
/// that started them: they end with it), never blocks except in wait() and in the destructor, which
/// leaves no process behind. A lost painter is started again by itself until three in a row die
/// with nothing to charge, or sixteen with something, and nothing was finished between: then
/// `broken` says why, nothing more is started, and what is sent to a painter that is gone comes
/// back as Lost.
class Crew {
 public:
  explicit Crew(Settings settings);
  ~Crew();

  /// Starts a painter pinned to `cores` (empty: not pinned). The first is started before MPI_Init,
  /// when the cores are not known: see pin().
  /// Throws base::Error when the program cannot be started.
  int start(const std::vector<int>& cores);
  void pin(int painter, const std::vector<int>& cores);
  /// Kept and sent again to painters that are started anew.
  void setup(const wire::Setup& setup);
  /// Memory and time are known later than the first painter is started.
  void limit(const Limits& limits);
  void send(int painter, wire::ToPainter message);
  int count() const;
  std::size_t load(int painter) const;  ///< messages sent and not finished
  const std::string& broken() const;    ///< empty: all is well

  /// What happened since the last call; waits at most `timeout` for something to happen. Also
  /// checks deadlines and memory, at most every 100 ms.
  std::vector<Event> wait(std::chrono::milliseconds timeout);

  /// Asks all to end after their work; the destructor kills those that have not.
  void finish();
  /// Of the painters that run: for the summary and the tests.
  std::vector<int> process_ids() const;
  /// By painter; for people to see.
  std::vector<Doing> doing();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace rankplot::painters
