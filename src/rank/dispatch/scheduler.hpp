#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "rank/dispatch/dispatch.hpp"
#include "rank/dispatch/pace.hpp"

namespace rankplot::dispatch {

/// What the scheduler knows of a piece of work.
struct Item {
  double cost = 1;
  std::uint64_t memory_bytes = 0;
};

enum class Placement {
  LargestFirst,  ///< each item is done where it was granted
  InOrder,       ///< rank 0 reads for all (scatter): neighbours share chunks, and memory is taken
                 ///< on its node as well
};

/// Decides which rank gets which item when: pure, no messages, no clock. Items are named by their
/// place in the list.
class Scheduler {
 public:
  Scheduler(const Team& team, std::vector<Item> items, Placement placement);

  struct Granted {
    int rank = 0;
    std::size_t item = 0;
    int avoid_painter = -1;
  };
  /// What is to be handed out now; memory budgets and the need of each rank are kept.
  std::vector<Granted> grant();

  bool holds(int rank, std::size_t item) const;
  void finished(int rank, std::size_t item, double seconds);
  /// Ended without a result worth measuring: failed to load, dropped.
  void closed(int rank, std::size_t item);
  /// Came back with nobody to blame.
  void requeue(int rank, std::size_t item);
  /// Its painter died under it. True: it is tried once more, elsewhere if there is an elsewhere.
  bool charge(int rank, std::size_t item, int painter);
  /// The rank takes nothing any more.
  void break_rank(int rank);
  /// Queued items that no rank left can take (any more), now closed.
  std::vector<std::size_t> take_impossible();
  /// All queued items, now closed.
  std::vector<std::size_t> take_queued();

  bool any_rank_works() const { return working_painters_ > 0; }
  std::size_t queued() const { return queued_; }
  std::size_t open() const { return queued_ + granted_; }
  /// Largest budget of a node where a rank still works; 0: unlimited or none.
  std::uint64_t largest_budget_bytes() const;

 private:
  enum class State : std::uint8_t { Queued, Granted, Closed };
  struct Entry {
    Item item;
    State state = State::Queued;
    bool charged = false;
    int rank = -1;  ///< holder
    int avoid_rank = -1;
    int avoid_painter = -1;
  };
  struct Reservation {
    std::size_t item = 0;
    int rank = 0;
  };
  struct Node {
    std::uint64_t budget_bytes = 0;  ///< 0: unlimited
    std::uint64_t used_bytes = 0;
    std::optional<Reservation> reserved;  ///< nothing else starts here until this one fits
  };
  struct Rank {
    int node = 0;
    int painters = 0;
    bool works = true;
    std::size_t held = 0;
    double load = 0;  ///< cost of what it holds
  };

  Rank& rank_at(int rank) { return ranks_[static_cast<std::size_t>(rank)]; }
  const Rank& rank_at(int rank) const { return ranks_[static_cast<std::size_t>(rank)]; }
  std::uint64_t claim_bytes(std::size_t item, int rank, int node) const;
  bool within_budgets(std::size_t item, int rank, bool empty_nodes) const;
  bool can_ever_take(int rank, std::size_t item) const;
  bool may_take(int rank, std::size_t item) const;
  bool fits_now(std::size_t item, int rank) const;
  bool reserve(std::size_t item, int rank);
  void release_reservation(std::size_t item);
  std::optional<std::size_t> next_for(int rank);
  std::optional<std::size_t> next_special(int rank, bool& blocked);
  bool hungry(int rank) const;
  template <class Change>
  void change_use(int rank, std::size_t item, Change change);
  void hold(int rank, std::size_t item);
  void let_go(int rank, std::size_t item, State state);
  void queue_again(std::size_t item);

  Placement placement_;
  std::vector<Entry> entries_;
  std::vector<Node> nodes_;
  std::vector<Rank> ranks_;
  std::vector<std::size_t> order_;    ///< items that any rank can take, in the order of granting
  std::size_t next_ = 0;              ///< in order_
  std::vector<std::size_t> special_;  ///< retried, given back, or too large for some node; first
  std::size_t queued_ = 0, granted_ = 0;
  double open_cost_ = 0;
  int working_painters_ = 0;
  Pace pace_;
};

}  // namespace rankplot::dispatch
