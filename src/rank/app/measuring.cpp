#include "rank/app/measuring.hpp"

namespace rankplot::app {
namespace {

/// Numbers the pictures and tasks that are left from 0.
void number_anew(plan::Plan& plan) {
  std::erase_if(plan.tasks, [](const plan::Task& task) { return task.pictures.empty(); });
  plan.picture_count = 0;
  for (std::size_t i = 0; i < plan.tasks.size(); ++i) {
    plan.tasks[i].id = i;
    for (plan::Picture& picture : plan.tasks[i].pictures) picture.id = plan.picture_count++;
  }
}

}  // namespace

Measuring::Measuring(const job::Job& job, const plan::Plan& plan,
                     const std::vector<plan::FileCatalog>& catalogs)
    : job_(job),
      limits_(plan::shared_limits(job)),
      measuring_(plan::measuring_job(job, limits_)),
      plan_(plan::measuring_plan(plan, limits_)),
      cache_(job.output),
      found_(limits_.size()) {
  look_up(catalogs);
}

void Measuring::look_up(const std::vector<plan::FileCatalog>& catalogs) {
  plan::write_keys(measuring_, catalogs, plan_);
  const plan::SaidLimits files = plan::said_limits(catalogs);
  for (plan::Task& task : plan_.tasks) {
    std::erase_if(task.pictures, [&](const plan::Picture& picture) {
      const auto said = plan::limits_said(measuring_, task, picture, files);
      if (!said.empty()) {
        add(said);
        ++said_;
        return true;
      }
      const std::vector<plan::Measured>* known = cache_.find(picture.key);
      if (known == nullptr) return false;
      add(*known);
      by_key_.emplace(picture.key, *known);
      ++known_;
      return true;
    });
  }
  number_anew(plan_);
}

void Measuring::add(const std::vector<plan::Measured>& measured) {
  for (const plan::Measured& one : measured) found_.at(one.limits).merge(one.values);
}

void Measuring::take(const plan::Outcome& outcome) {
  if (outcome.measured.empty()) return;
  add(outcome.measured);
  if (!outcome.key.empty()) by_key_.emplace(outcome.key, outcome.measured);
}

job::Job Measuring::finish() {
  plan::set_limits(job_, limits_, found_);
  if (!plan_.tasks.empty()) cache_.keep(by_key_);
  return std::move(job_);
}

}  // namespace rankplot::app
