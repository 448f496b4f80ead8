#pragma once

#include <cstdint>
#include <vector>

#include "core/plan/cases.hpp"
#include "core/plan/plan.hpp"

namespace rankplot::plan {

/// Adds up what tasks read, hold and draw. Arrays that several pictures of a task read count once;
/// its pictures are drawn one after another, so that the largest counts. Sums saturate: what a
/// hostile file claims is too much, never little.
class Estimate {
 public:
  /// The picture of a row of `cases`, one that is not refused, is part of the task.
  void add(std::uint64_t task, const Cases& cases, std::size_t row, const Catalogs& catalogs);
  /// Sets cost_bytes and memory_bytes of the tasks; task `id` is tasks[id].
  void write(std::vector<Task>& tasks);

 private:
  struct Read {
    std::uint64_t task = 0;
    std::uint64_t hash = 0;  // of file, object, column and hyperslab
    std::uint64_t bytes = 0;
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
