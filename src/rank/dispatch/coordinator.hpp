#pragma once

#include <map>

#include "rank/dispatch/work.hpp"

namespace rankplot::dispatch {

/// Rank 0's knowledge of who does what: takes the reports of all ranks, decides what each gets
/// next. Pure: no messages, no clock, no processes.
class Coordinator {
 public:
  /// `work` must outlive it. What no node has the memory for is given up at once.
  Coordinator(const Team& team, Work& work, Placement placement);

  /// Throws base::Error naming the rank when it reports what it does not hold.
  void accept(int rank, Report report);
  /// What is to be sent now, by rank.
  std::map<int, Grant> grants();

  /// Rank 0 could not read the arrays of a task granted to `rank`.
  void not_loaded(int rank, std::uint64_t id, const Blame& blame);
  /// Rank 0 cannot read any more arrays: all that is queued is given up.
  void give_up_queued(const Blame& blame);
  void stop();

  bool complete() const { return scheduler_.open() == 0 && work_.complete(); }
  bool all_granted() const { return scheduler_.queued() == 0; }
  bool stopped() const { return stopped_; }
  std::uint64_t retried() const { return retried_; }
  std::uint64_t set_aside() const { return set_aside_; }

 private:
  std::size_t held_item(int rank, std::uint64_t id) const;
  void charge(int rank, const Charge& charge);
  void give_up_impossible();

  Work& work_;
  Scheduler scheduler_;
  int ranks_;
  std::string broken_;  ///< what the first rank that broke said
  bool stopped_ = false;
  bool told_last_ = false;
  bool told_drop_ = false;
  std::uint64_t retried_ = 0, set_aside_ = 0;
};

}  // namespace rankplot::dispatch
