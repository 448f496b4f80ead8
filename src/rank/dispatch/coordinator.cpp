#include "rank/dispatch/coordinator.hpp"

#include "core/base/error.hpp"

namespace rankplot::dispatch {

Coordinator::Coordinator(const Team& team, Work& work, Placement placement)
    : work_(work),
      scheduler_(team, work.items(), placement),
      ranks_(static_cast<int>(team.members.size())) {
  if (!scheduler_.any_rank_works()) broken_ = "no rank has a painter";
  give_up_impossible();
}

std::size_t Coordinator::held_item(int rank, std::uint64_t id) const {
  const auto item = work_.item_of(id);
  if (!item || !scheduler_.holds(rank, *item))
    base::fail("rank {} reported on task {}, which it was not given", rank, id);
  return *item;
}

void Coordinator::accept(int rank, Report report) {
  work_.take(rank, report);
  for (const auto& [id, seconds] : report.finished)
    scheduler_.finished(rank, held_item(rank, id), seconds);
  for (const Charge& charged : report.charged) charge(rank, charged);
  for (const auto& [id, done] : report.returned) {
    const std::size_t item = held_item(rank, id);
    work_.note_done(item, done);
    scheduler_.requeue(rank, item);
  }
  for (const std::uint64_t id : report.dropped) {
    const std::size_t item = held_item(rank, id);
    scheduler_.closed(rank, item);
    work_.drop(item);
  }
  if (!report.broken.empty()) {
    if (broken_.empty()) broken_ = fmt::format("rank {}: {}", rank, report.broken);
    scheduler_.break_rank(rank);
  }
  if (report.stop) stop();
  if (!report.broken.empty() || !report.returned.empty() || !report.charged.empty())
    give_up_impossible();
  if (stopped_ && scheduler_.queued() > 0) stop();  // what came back is not begun again
}

void Coordinator::charge(int rank, const Charge& charge) {
  const std::size_t item = held_item(rank, charge.id);
  work_.note_done(item, charge.done);
  if (scheduler_.charge(rank, item, charge.painter)) {
    ++retried_;
    return;
  }
  ++set_aside_;
  work_.give_up(item, {charge.stage,
                       fmt::format("set aside: painters died under it twice, the last time by: {}",
                                   charge.cause),
                       charge.file, charge.object, rank, true});
}

void Coordinator::give_up_impossible() {
  const bool works = scheduler_.any_rank_works();
  const std::vector<std::size_t> impossible = scheduler_.take_impossible();
  if (impossible.empty()) return;
  const std::vector<Item> items = work_.items();
  for (const std::size_t item : impossible) {
    const std::string reason =
        works ? fmt::format("needs about {} bytes of memory; the largest node has a budget of {}",
                            items[item].memory_bytes, scheduler_.largest_budget_bytes())
              : fmt::format("no painter is left to do it: {}", broken_);
    work_.give_up(item, {works ? plan::Stage::Plan : plan::Stage::Idle, reason, {}, {}, -1, false});
  }
}

std::map<int, Grant> Coordinator::grants() {
  std::map<int, Grant> by_rank;
  for (const auto& [rank, item, avoid_painter] : scheduler_.grant()) {
    Order order = work_.order(item);
    order.avoid_painter = avoid_painter;
    by_rank[rank].orders.push_back(std::move(order));
  }
  const bool last = scheduler_.queued() == 0;
  const bool drop = stopped_ && !told_drop_;
  if ((last && !told_last_) || drop)
    for (int rank = 0; rank < ranks_; ++rank) by_rank[rank];
  for (auto& [rank, grant] : by_rank) {
    grant.last = last;
    grant.drop = stopped_;
  }
  told_last_ = last;
  told_drop_ = stopped_;
  return by_rank;
}

void Coordinator::not_loaded(int rank, std::uint64_t id, const Blame& blame) {
  const std::size_t item = held_item(rank, id);
  scheduler_.closed(rank, item);
  work_.give_up(item, blame);
}

void Coordinator::give_up_queued(const Blame& blame) {
  for (const std::size_t item : scheduler_.take_queued()) work_.give_up(item, blame);
}

void Coordinator::stop() {
  stopped_ = true;
  for (const std::size_t item : scheduler_.take_queued()) work_.drop(item);
}

}  // namespace rankplot::dispatch
