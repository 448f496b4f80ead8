#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "rank/dispatch/messages.hpp"
#include "rank/dispatch/pace.hpp"
#include "rank/painters/crew.hpp"

namespace rankplot::dispatch {

/// A message for a painter of this rank.
struct ToCrew {
  int painter = 0;
  wire::ToPainter message;
};

/// One rank's part: spreads what it was granted over its painters, collects what they say. Pure: no
/// messages, no clock (`now_s` is handed in), no processes.
class Worker {
 public:
  Worker(int rank, int painters);

  void accept(Grant grant);
  /// Arrays of a task ordered `with_arrays`; they may come before the order.
  void arrays(std::uint64_t id, std::vector<base::Array> arrays);
  void on(const painters::Said& said, double now_s);
  void on(const painters::Lost& lost, double now_s);
  /// The crew does nothing any more: gives back what it does not have in hand.
  void broken(const std::string& cause);
  void stop();

  /// What the painters are to get now.
  std::vector<ToCrew> feed(double now_s);

  /// True: the files of a group of saved pictures are to be synced now. Ended by synced(): with an
  /// error they become failures.
  bool begin_sync(double now_s);
  void synced(const std::string& error);

  /// What the coordinator is to be told now; empty: nothing, or not yet.
  std::optional<Report> report(double now_s);

  bool idle() const { return queue_.empty() && waiting_.empty() && in_hand_ == 0; }
  /// Every painter has enough to do for a few milliseconds.
  bool well_fed() const;

 private:
  /// An order, the arrays it came with, and what became of it so far.
  struct Assignment {
    Order order;
    std::vector<base::Array> arrays;
    double cost = 1;
    int returns = 0;  ///< came back with nobody to blame
  };
  struct Painter {
    std::deque<Assignment> assignments;  ///< sent and not finished, in this order
    double load = 0;                     ///< their cost
    double since_s = 0;  ///< when the first of them began, as far as is seen from here
  };

  void enqueue(Assignment assignment);
  int choose_painter(const Assignment& assignment) const;
  bool takes_more(const Painter& painter) const;
  ToCrew send(int painter, Assignment assignment, double now_s);
  std::optional<Assignment> take(Painter& painter, std::uint64_t id);
  Assignment* find(int painter, std::uint64_t id);
  void note(int painter, const plan::Outcome& outcome, double now_s);
  void finish(int painter, std::uint64_t id, double now_s);
  void report_silent_pictures(const Assignment& assignment);
  void charge(int painter, const Assignment& assignment, const painters::Lost& lost);
  void give_back(Assignment assignment);

  int rank_;
  std::vector<Painter> painters_;
  std::deque<Assignment> queue_;
  double queued_cost_ = 0;
  std::size_t in_hand_ = 0;                           ///< assignments of all painters
  double load_ = 0;                                   ///< their cost
  std::unordered_map<std::uint64_t, Order> waiting_;  ///< for their arrays
  std::unordered_map<std::uint64_t, std::vector<base::Array>> early_;
  Pace pace_;

  Report report_;
  std::optional<double> report_since_s_;
  std::vector<plan::Outcome> saved_;  ///< not yet synced
  double saved_since_s_ = 0;
  std::vector<plan::Outcome> syncing_;
  bool last_ = false;  ///< nothing is left to be granted
  bool stopped_ = false;
  std::string broken_;
};

}  // namespace rankplot::dispatch
