#pragma once

#include <deque>
#include <map>
#include <string>
#include <variant>
#include <vector>

#include "rank/dispatch/work.hpp"
#include "rank/dispatch/worker.hpp"

namespace rankplot::dispatch {

/// Scatter: rank 0's painters read the arrays of tasks that other ranks (or rank 0 itself) will
/// draw. One painter a file, tasks in the order granted: neighbours that share a compressed chunk
/// find it in that painter's cache. Pure, like Worker.
class Loader {
 public:
  explicit Loader(int painters);

  /// To be loaded for the rank that will draw it.
  void want(int rank, Order order);
  std::vector<ToCrew> feed();

  struct Loaded {
    int rank = 0;
    Order order;
    std::vector<base::Array> arrays;
  };
  struct NotLoaded {
    int rank = 0;
    std::uint64_t id = 0;
    Blame blame;
  };
  struct Died {  ///< the painter, under this task
    int rank = 0;
    Charge charge;
  };
  using Result = std::variant<Loaded, NotLoaded, Died>;
  /// What became of tasks by an event; nothing if it is not about loading.
  std::vector<Result> on(const painters::Event& event);

  struct Held {
    int rank = 0;
    std::uint64_t id = 0;
  };
  /// Gives up what has not been sent to a painter; `all`: and what has.
  std::vector<Held> drop(bool all);

 private:
  struct Want {
    int rank = 0;
    Order order;
    std::string file;  ///< the first one it reads
  };
  struct Painter {
    std::deque<Want> queue;    ///< not sent
    std::deque<Want> in_hand;  ///< sent
  };
  int painter_of(const std::string& file);
  std::vector<Result> on_loaded(int painter, const wire::Loaded& loaded);
  std::vector<Result> on_lost(const painters::Lost& lost);

  std::vector<Painter> painters_;
  std::map<std::string, int> readers_;  ///< painter of each file
  int next_reader_ = 0;
};

}  // namespace rankplot::dispatch
