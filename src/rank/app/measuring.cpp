#include "rank/app/measuring.hpp"

#include <unordered_map>

#include "core/base/error.hpp"
#include "core/plan/key.hpp"

namespace rankplot::app {
namespace {

using Identities = std::unordered_map<std::string, plan::FileIdentity>;

/// "" where it has no key: then it is measured.
std::string key_of(const plan::Keys& keys, const job::Job& job, const plan::Task& task,
                   const plan::Picture& picture, const Identities& identities) try {
  plan::Task alone = task;
  alone.pictures = {picture};
  const plan::BoundTask bound = plan::bind(job, alone);
  std::vector<plan::FileIdentity> files;
  for (const plan::Read& read : bound.reads) files.push_back(identities.at(read.file));
  return keys.of(bound.pictures.at(0), bound.reads, task.captures, files);
} catch (const std::exception&) {
  return "";
}

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
  Identities identities;
  for (const plan::FileCatalog& catalog : catalogs) {
    identities.emplace(catalog.file.path, catalog.file);
  }
  const plan::Keys keys(measuring_);
  for (plan::Task& task : plan_.tasks) {
    std::erase_if(task.pictures, [&](const plan::Picture& picture) {
      const std::string key = key_of(keys, measuring_, task, picture, identities);
      const std::vector<plan::Measured>* known = cache_.find(key);
      if (key.empty() || known == nullptr) return false;
      add(*known);
      by_key_.emplace(key, *known);
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
