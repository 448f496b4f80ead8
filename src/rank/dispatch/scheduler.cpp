#include "rank/dispatch/scheduler.hpp"

#include <algorithm>
#include <cassert>
#include <map>
#include <numeric>
#include <queue>
#include <tuple>

namespace rankplot::dispatch {
namespace {

/// Work a painter has ahead, so that it never waits for a rank that looks once a millisecond and
/// reports every few.
constexpr double kAhead_s = 0.020;
constexpr std::size_t kLeastAhead = 2;
constexpr std::size_t kFirstAhead = 4;  // while nothing is measured
constexpr std::size_t kMostAhead = 64;

}  // namespace

Scheduler::Scheduler(const Team& team, std::vector<Item> items, Placement placement)
    : placement_(placement) {
  for (const Member& member : team.members) {
    const auto node = static_cast<std::size_t>(member.node);
    if (nodes_.size() <= node) nodes_.resize(node + 1);
    nodes_[node].budget_bytes = member.node_memory_bytes;
    ranks_.push_back({member.node, member.painters, member.painters > 0, 0, 0});
    working_painters_ += member.painters;
  }
  for (const Item& item : items) {
    entries_.push_back({item});
    entries_.back().item.cost = std::max(1.0, item.cost);
    open_cost_ += entries_.back().item.cost;
  }
  queued_ = entries_.size();

  std::vector<std::size_t> all(entries_.size());
  std::iota(all.begin(), all.end(), std::size_t{0});
  if (placement == Placement::LargestFirst)
    std::stable_sort(all.begin(), all.end(), [&](std::size_t a, std::size_t b) {
      return entries_[a].item.cost > entries_[b].item.cost;
    });
  // One rank of each kind that budgets tell apart: thousands of equal nodes are one question.
  std::map<std::tuple<std::uint64_t, bool, bool>, int> kinds;
  for (int rank = 0; rank < static_cast<int>(ranks_.size()); ++rank) {
    const int node = rank_at(rank).node;
    kinds.try_emplace(
        {nodes_[static_cast<std::size_t>(node)].budget_bytes, node == rank_at(0).node, rank == 0},
        rank);
  }
  for (const std::size_t item : all) {
    const bool anywhere = std::all_of(kinds.begin(), kinds.end(), [&](const auto& kind) {
      return within_budgets(item, kind.second, true);
    });
    (anywhere ? order_ : special_).push_back(item);
  }
}

/// What the item takes of the node's memory when the rank draws it.
std::uint64_t Scheduler::claim_bytes(std::size_t item, int rank, int node) const {
  const std::uint64_t bytes = entries_[item].item.memory_bytes;
  std::uint64_t claim = rank_at(rank).node == node ? bytes : 0;
  const bool read_elsewhere = placement_ == Placement::InOrder && rank != 0;
  if (read_elsewhere && rank_at(0).node == node)
    claim = claim > UINT64_MAX - bytes ? UINT64_MAX : claim + bytes;
  return claim;
}

bool Scheduler::within_budgets(std::size_t item, int rank, bool empty_nodes) const {
  for (const int index : {rank_at(rank).node, rank_at(0).node}) {
    const Node& node = nodes_[static_cast<std::size_t>(index)];
    const std::uint64_t used = empty_nodes ? 0 : node.used_bytes;
    if (node.budget_bytes > 0 && claim_bytes(item, rank, index) > node.budget_bytes - used)
      return false;
  }
  return true;
}

bool Scheduler::can_ever_take(int rank, std::size_t item) const {
  return rank_at(rank).works && within_budgets(item, rank, true);
}

/// A charged item goes elsewhere, unless there is no elsewhere.
bool Scheduler::may_take(int rank, std::size_t item) const {
  if (!can_ever_take(rank, item)) return false;
  if (entries_[item].avoid_rank != rank) return true;
  for (int other = 0; other < static_cast<int>(ranks_.size()); ++other)
    if (other != rank && can_ever_take(other, item)) return false;
  return true;
}

bool Scheduler::fits_now(std::size_t item, int rank) const {
  for (const int index : {rank_at(rank).node, rank_at(0).node}) {
    const Node& node = nodes_[static_cast<std::size_t>(index)];
    if (node.reserved && node.reserved->item != item && claim_bytes(item, rank, index) > 0)
      return false;
  }
  return within_budgets(item, rank, false);
}

/// Keeps the nodes that the item needs free for it; false: another one has them already.
bool Scheduler::reserve(std::size_t item, int rank) {
  const auto needed = [&](int node) {
    return node == rank_at(rank).node || claim_bytes(item, rank, node) > 0;
  };
  for (int node = 0; node < static_cast<int>(nodes_.size()); ++node)
    if (needed(node) && nodes_[static_cast<std::size_t>(node)].reserved) return false;
  for (int node = 0; node < static_cast<int>(nodes_.size()); ++node)
    if (needed(node)) nodes_[static_cast<std::size_t>(node)].reserved = Reservation{item, rank};
  return true;
}

void Scheduler::release_reservation(std::size_t item) {
  for (Node& node : nodes_)
    if (node.reserved && node.reserved->item == item) node.reserved.reset();
}

std::vector<Scheduler::Granted> Scheduler::grant() {
  std::vector<Granted> granted;
  if (queued_ == 0) return granted;
  using Need = std::pair<double, int>;  // load of a painter, rank
  std::priority_queue<Need, std::vector<Need>, std::greater<>> least_loaded;
  const auto ask = [&](int rank) {
    if (hungry(rank)) least_loaded.emplace(rank_at(rank).load / rank_at(rank).painters, rank);
  };
  for (int rank = 0; rank < static_cast<int>(ranks_.size()); ++rank) ask(rank);
  while (!least_loaded.empty()) {
    const int rank = least_loaded.top().second;
    least_loaded.pop();
    const std::optional<std::size_t> item = next_for(rank);
    if (!item) continue;
    hold(rank, *item);
    const Entry& entry = entries_[*item];
    granted.push_back({rank, *item, entry.avoid_rank == rank ? entry.avoid_painter : -1});
    ask(rank);
  }
  return granted;
}

bool Scheduler::hungry(int index) const {
  const Rank& rank = rank_at(index);
  if (!rank.works || queued_ == 0) return false;
  const auto painters = static_cast<std::size_t>(rank.painters);
  if (rank.held < painters) return true;
  if (rank.held >= painters * kMostAhead) return false;
  // Whoever holds its share of all that is left waits for the others.
  if (rank.load / rank.painters >= open_cost_ / working_painters_) return false;
  if (!pace_.known()) return rank.held < painters * kFirstAhead;
  return rank.held < painters * kLeastAhead ||
         pace_.seconds(rank.load, rank.held) < kAhead_s * rank.painters;
}

std::optional<std::size_t> Scheduler::next_for(int rank) {
  const Node& node = nodes_[static_cast<std::size_t>(rank_at(rank).node)];
  if (node.reserved) {
    const Reservation reserved = *node.reserved;
    if (reserved.rank != rank || !fits_now(reserved.item, rank)) return std::nullopt;
    release_reservation(reserved.item);
    return reserved.item;
  }
  bool blocked = false;
  if (const auto special = next_special(rank, blocked); special || blocked) return special;
  if (next_ == order_.size()) return std::nullopt;
  const std::size_t item = order_[next_];
  const bool fits = fits_now(item, rank);
  if (fits || reserve(item, rank)) ++next_;
  return fits ? std::optional(item) : std::nullopt;
}

/// `blocked`: the rank has to wait for one that does not fit yet.
std::optional<std::size_t> Scheduler::next_special(int rank, bool& blocked) {
  for (std::size_t i = 0; i < special_.size(); ++i) {
    const std::size_t item = special_[i];
    if (!may_take(rank, item)) continue;
    const bool fits = fits_now(item, rank);
    blocked = !fits;
    if (fits || reserve(item, rank))
      special_.erase(special_.begin() + static_cast<std::ptrdiff_t>(i));
    return fits ? std::optional(item) : std::nullopt;
  }
  return std::nullopt;
}

template <class Change>
void Scheduler::change_use(int rank, std::size_t item, Change change) {
  const int own = rank_at(rank).node;
  const int reader = rank_at(0).node;
  change(nodes_[static_cast<std::size_t>(own)].used_bytes, claim_bytes(item, rank, own));
  if (reader != own)
    change(nodes_[static_cast<std::size_t>(reader)].used_bytes, claim_bytes(item, rank, reader));
}

void Scheduler::hold(int index, std::size_t item) {
  Entry& entry = entries_[item];
  assert(entry.state == State::Queued);
  entry.state = State::Granted;
  entry.rank = index;
  Rank& rank = rank_at(index);
  ++rank.held;
  rank.load += entry.item.cost;
  --queued_;
  ++granted_;
  change_use(index, item, [](std::uint64_t& used, std::uint64_t bytes) { used += bytes; });
}

void Scheduler::let_go(int index, std::size_t item, State state) {
  Entry& entry = entries_[item];
  assert(holds(index, item));
  entry.state = state;
  entry.rank = -1;
  Rank& rank = rank_at(index);
  --rank.held;
  rank.load = rank.held == 0 ? 0 : rank.load - entry.item.cost;
  --granted_;
  if (state == State::Closed) open_cost_ -= entry.item.cost;
  change_use(index, item, [](std::uint64_t& used, std::uint64_t bytes) { used -= bytes; });
}

bool Scheduler::holds(int rank, std::size_t item) const {
  return entries_[item].state == State::Granted && entries_[item].rank == rank;
}

void Scheduler::finished(int rank, std::size_t item, double seconds) {
  pace_.took(entries_[item].item.cost, seconds);
  closed(rank, item);
}

void Scheduler::closed(int rank, std::size_t item) { let_go(rank, item, State::Closed); }

void Scheduler::queue_again(std::size_t item) {
  special_.push_back(item);
  ++queued_;
}

void Scheduler::requeue(int rank, std::size_t item) {
  let_go(rank, item, State::Queued);
  queue_again(item);
}

bool Scheduler::charge(int rank, std::size_t item, int painter) {
  Entry& entry = entries_[item];
  if (entry.charged) {
    closed(rank, item);
    return false;
  }
  entry.charged = true;
  entry.avoid_rank = rank;
  entry.avoid_painter = painter;
  requeue(rank, item);
  return true;
}

void Scheduler::break_rank(int index) {
  Rank& rank = rank_at(index);
  if (!rank.works) return;
  rank.works = false;
  working_painters_ -= rank.painters;
  std::vector<std::size_t> reserved;
  for (const Node& node : nodes_)
    if (node.reserved && node.reserved->rank == index) reserved.push_back(node.reserved->item);
  for (const std::size_t item : reserved) {
    release_reservation(item);
    if (std::find(special_.begin(), special_.end(), item) == special_.end())
      special_.push_back(item);
  }
}

std::vector<std::size_t> Scheduler::take_impossible() {
  if (!any_rank_works()) return take_queued();
  std::vector<std::size_t> impossible;
  std::erase_if(special_, [&](std::size_t item) {
    for (int rank = 0; rank < static_cast<int>(ranks_.size()); ++rank)
      if (can_ever_take(rank, item)) return false;
    impossible.push_back(item);
    return true;
  });
  for (const std::size_t item : impossible) {
    entries_[item].state = State::Closed;
    open_cost_ -= entries_[item].item.cost;
    --queued_;
  }
  return impossible;
}

std::vector<std::size_t> Scheduler::take_queued() {
  std::vector<std::size_t> taken;
  for (std::size_t item = 0; item < entries_.size(); ++item) {
    if (entries_[item].state != State::Queued) continue;
    entries_[item].state = State::Closed;
    open_cost_ -= entries_[item].item.cost;
    taken.push_back(item);
  }
  special_.clear();
  next_ = order_.size();
  for (Node& node : nodes_) node.reserved.reset();
  queued_ = 0;
  return taken;
}

std::uint64_t Scheduler::largest_budget_bytes() const {
  std::uint64_t largest = 0;
  for (const Rank& rank : ranks_)
    if (rank.works)
      largest = std::max(largest, nodes_[static_cast<std::size_t>(rank.node)].budget_bytes);
  return largest;
}

}  // namespace rankplot::dispatch
