#include "rank/dispatch/draw_work.hpp"

#include <algorithm>

#include "core/base/error.hpp"

namespace rankplot::dispatch {

DrawWork::DrawWork(const job::Job& job, const plan::Plan& plan, Outcome outcome)
    : job_(job),
      plan_(plan),
      outcome_(std::move(outcome)),
      wanted_(plan.refusals.size()),
      told_(plan.picture_count, false) {
  items_.reserve(plan.tasks.size());
  for (std::size_t item = 0; item < plan.tasks.size(); ++item) {
    items_.emplace(plan.tasks[item].id, item);
    wanted_ += plan.tasks[item].pictures.size();
  }
}

void DrawWork::refuse() {
  for (const plan::Refusal& refusal : plan_.refusals)
    tell(failure(refusal.picture, refusal.captures,
                 {plan::Stage::Plan, refusal.reason, {}, {}, 0, false}));
}

std::vector<Item> DrawWork::items() const {
  std::vector<Item> all;
  all.reserve(plan_.tasks.size());
  for (const plan::Task& task : plan_.tasks)
    all.push_back({static_cast<double>(task.cost_bytes), task.memory_bytes});
  return all;
}

std::optional<std::size_t> DrawWork::item_of(std::uint64_t id) const {
  const auto found = items_.find(id);
  return found == items_.end() ? std::nullopt : std::optional(found->second);
}

Order DrawWork::order(std::size_t item) const {
  Order order;
  order.id = plan_.tasks[item].id;
  order.what = plan_.tasks[item];
  if (const auto done = done_.find(item); done != done_.end()) order.done = done->second;
  return order;
}

void DrawWork::take(int rank, Report& report) {
  if (!report.catalogs.empty())
    base::fail("rank {} reported {} catalogs while pictures are drawn", rank,
               report.catalogs.size());
  for (const plan::Outcome& outcome : report.outcomes) {
    if (outcome.picture >= told_.size())
      base::fail("rank {} reported picture {}; the plan has {}", rank, outcome.picture,
                 told_.size());
    tell(outcome);
  }
}

void DrawWork::tell(const plan::Outcome& outcome) {
  if (told_[outcome.picture]) return;  // drawn twice: its first painter died before it was known
  told_[outcome.picture] = true;
  ++(outcome.saved ? saved_ : failed_);
  if (outcome_) outcome_(outcome);
}

void DrawWork::note_done(std::size_t item, const std::vector<std::uint64_t>& pictures) {
  if (!pictures.empty()) done_[item] = pictures;
}

bool DrawWork::is_done(std::size_t item, std::uint64_t picture) const {
  const auto done = done_.find(item);
  return done != done_.end() &&
         std::find(done->second.begin(), done->second.end(), picture) != done->second.end();
}

void DrawWork::give_up(std::size_t item, const Blame& blame) {
  const plan::Task& task = plan_.tasks[item];
  for (const plan::Picture& picture : task.pictures) {
    if (is_done(item, picture.id)) continue;  // its own outcome is on its way
    plan::Outcome outcome = failure(picture, task.captures, blame);
    outcome.task = task.id;
    outcome.set_aside = blame.set_aside;
    tell(outcome);
  }
}

void DrawWork::drop(std::size_t item) {
  for (const plan::Picture& picture : plan_.tasks[item].pictures) {
    if (is_done(item, picture.id) || told_[picture.id]) continue;
    told_[picture.id] = true;
    ++not_drawn_;
  }
}

plan::Outcome DrawWork::failure(const plan::Picture& picture, const plan::Captures& captures,
                                const Blame& blame) const {
  plan::Outcome outcome;
  outcome.picture = picture.id;
  if (picture.figure < job_.figures.size()) outcome.figure = job_.figures[picture.figure].name;
  outcome.captures = captures;
  outcome.key = picture.key;
  outcome.stage = blame.stage;
  outcome.reason = blame.reason;
  outcome.file = blame.file;
  outcome.object = blame.object;
  outcome.rank = blame.rank;
  return outcome;
}

}  // namespace rankplot::dispatch
