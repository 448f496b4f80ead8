#include "rank/dispatch/draw_work.hpp"

#include <algorithm>

#include "core/base/error.hpp"

namespace rankplot::dispatch {

DrawWork::DrawWork(const job::Job& job, const plan::Plan& plan,
                   const std::vector<plan::FileCatalog>& catalogs, bool with_identities,
                   Outcome outcome)
    : job_(job),
      keys_(job),
      plan_(plan),
      with_identities_(with_identities),
      outcome_(std::move(outcome)),
      told_(plan.picture_count, false) {
  for (const plan::FileCatalog& catalog : catalogs)
    identities_.emplace(catalog.file.path, &catalog.file);
  items_.reserve(plan.tasks.size());
  for (std::size_t item = 0; item < plan.tasks.size(); ++item)
    items_.emplace(plan.tasks[item].id, item);
}

void DrawWork::refuse() {
  for (const plan::Refusal& refusal : plan_.refusals)
    tell(
        failure(refusal.picture, refusal.captures, {plan::Stage::Plan, refusal.reason, {}, {}, 0}));
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
  if (with_identities_) order.identities = identities_of(plan_.tasks[item]);
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
    outcome.key = key_of(task, picture);
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
  outcome.stage = blame.stage;
  outcome.reason = blame.reason;
  outcome.file = blame.file;
  outcome.object = blame.object;
  outcome.rank = blame.rank;
  return outcome;
}

/// One per file of the task; empty where it uses none.
std::vector<plan::FileIdentity> DrawWork::identities_of(const plan::Task& task) const {
  std::vector<plan::FileIdentity> identities;
  for (const std::string& file : task.files) {
    const auto known = identities_.find(file);
    identities.push_back(known == identities_.end() ? plan::FileIdentity{} : *known->second);
  }
  return identities;
}

std::string DrawWork::key_of(const plan::Task& task, const plan::Picture& picture) const {
  plan::Task alone = task;
  alone.pictures = {picture};
  try {
    const plan::BoundTask bound = plan::bind(job_, alone);
    return keys_.of(bound.pictures.at(0), bound.reads, task.captures, identities_of(task));
  } catch (const base::Error&) {
    return {};  // what cannot be bound has no key; the failure is told all the same
  }
}

}  // namespace rankplot::dispatch
