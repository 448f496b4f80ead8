#pragma once

#include <cstdint>
#include <vector>

#include "core/plan/cases.hpp"
#include "core/plan/members.hpp"
#include "core/plan/plan.hpp"

namespace rankplot::plan {

/// The part of a task's cost that drawing one picture of the figure is.
std::uint64_t drawing_cost_bytes(const job::Figure& figure);

/// Adds up what tasks read, hold and draw. Arrays that several pictures of a task read count once;
/// its pictures are drawn one after another, so that the largest counts. Of arrays that are only
/// gathered, one is held at a time: the largest counts, with what is computed of it. (A rank that
/// reads for others holds all that it reads.) Sums saturate: what a
/// hostile file claims is too much, never little.
class Estimate {
 public:
  /// The picture of these rows of `cases`, none of which is refused, is part of the task.
  void add(std::uint64_t task, const Cases& cases, RowRange rows, const Catalogs& catalogs);
  /// Sets cost_bytes and memory_bytes of the tasks; task `id` is tasks[id].
  void write(std::vector<Task>& tasks);

 private:
  struct Read {
    std::uint64_t task = 0;
    std::uint64_t hash = 0;  // of file, object, column and hyperslab
    std::uint64_t bytes = 0;
    bool passes = false;  // only gathered: gone when its value is known
  };
  struct Drawing {
    std::uint64_t task = 0;
    std::uint64_t cost_bytes = 0;
    std::uint64_t memory_bytes = 0;
  };
  std::vector<Read> reads_;
  std::vector<Drawing> drawings_;
};

}  // namespace rankplot::plan
