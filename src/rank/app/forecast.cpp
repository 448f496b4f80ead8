#include "rank/app/forecast.hpp"

#include <stdlib.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <numeric>

#include "core/base/error.hpp"
#include "core/base/files.hpp"
#include "core/plan/shared_limits.hpp"

namespace rankplot::app {
namespace fs = std::filesystem;
namespace {

constexpr double kEnough_s = 1.0;
constexpr std::size_t kGrowth = 4;  // from one round to the next

class TemporaryFolder {
 public:
  TemporaryFolder() : path_((fs::temp_directory_path() / "rankplot_plan_XXXXXX").string()) {
    if (::mkdtemp(path_.data()) == nullptr)
      base::fail("cannot make the folder '{}' to draw a sample in: {}", path_,
                 base::errno_text(errno));
  }
  ~TemporaryFolder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

using FigureSet = std::vector<std::uint32_t>;
FigureSet figures_of(const plan::Task& task) {
  FigureSet figures;
  for (const plan::Picture& picture : task.pictures) figures.push_back(picture.figure);
  std::sort(figures.begin(), figures.end());
  return figures;
}

/// Places of the tasks that draw the same figures.
std::map<FigureSet, std::vector<std::size_t>> groups_of(const plan::Plan& plan) {
  std::map<FigureSet, std::vector<std::size_t>> groups;
  for (std::size_t i = 0; i < plan.tasks.size(); ++i)
    groups[figures_of(plan.tasks[i])].push_back(i);
  return groups;
}

/// The tasks at these places as a plan of their own.
plan::Plan part_of(const plan::Plan& whole, const std::vector<std::size_t>& places) {
  plan::Plan part;
  for (const std::size_t place : places) {
    plan::Task& task = part.tasks.emplace_back(whole.tasks[place]);
    task.id = part.tasks.size() - 1;
    for (plan::Picture& picture : task.pictures) picture.id = part.picture_count++;
  }
  return part;
}

/// A round of drawing: what it took, and what came of it.
struct Round {
  Measured measured;
  std::vector<plan::Outcome> outcomes;
};

Round draw(const Survey& survey, const job::Job& job, const std::vector<std::size_t>& places,
           Workbench& workbench) {
  const plan::Plan part = part_of(survey.plan, places);
  Round round;
  round.measured.tasks = places;
  round.measured.busy_s.assign(places.size(), 0);
  dispatch::Observer observer;
  observer.outcome = [&](const plan::Outcome& outcome) {
    round.outcomes.push_back(outcome);
    if (outcome.task < places.size()) round.measured.busy_s[outcome.task] += outcome.seconds;
  };
  observer.sync = [&] { base::sync_filesystem(job.output); };
  observer.stop = [] { return false; };
  round.measured.painters =
      std::min(workbench.painters(), static_cast<int>(std::min<std::size_t>(places.size(), 4096)));
  round.measured.wall_s = workbench.draw(job, part, survey.catalogs, observer).seconds;
  return round;
}

std::uint64_t bytes_of(const plan::Plan& plan, const std::vector<plan::Outcome>& outcomes) {
  if (outcomes.empty()) return 0;
  double bytes = 0;
  for (const plan::Outcome& outcome : outcomes) bytes += static_cast<double>(outcome.bytes);
  const auto pictures = static_cast<double>(plan.picture_count - plan.refusals.size());
  return static_cast<std::uint64_t>(bytes / static_cast<double>(outcomes.size()) * pictures);
}

double busy_s(const Round& round) {
  return std::accumulate(round.measured.busy_s.begin(), round.measured.busy_s.end(), 0.0);
}

/// A round says enough when it was long and every painter had several tasks: few tasks end
/// unevenly.
bool says_enough(const Round& round, int painters) {
  const bool many = round.measured.tasks.size() >= 8 * static_cast<std::size_t>(painters);
  return round.measured.wall_s > (many ? kEnough_s / kGrowth : 2 * kEnough_s);
}

}  // namespace

std::vector<std::size_t> representative_tasks(const plan::Plan& plan, std::size_t each) {
  std::vector<std::size_t> chosen;
  for (auto& [figures, places] : groups_of(plan)) {
    std::vector<std::size_t> by_cost = places;
    std::stable_sort(by_cost.begin(), by_cost.end(), [&](std::size_t a, std::size_t b) {
      return plan.tasks[a].cost_bytes < plan.tasks[b].cost_bytes;
    });
    const std::size_t count = std::min(each, by_cost.size());
    for (std::size_t i = 0; i < count; ++i)
      chosen.push_back(by_cost[(2 * i + 1) * by_cost.size() / (2 * count)]);
  }
  std::sort(chosen.begin(), chosen.end());
  return chosen;
}

Scaled scaled(const plan::Plan& plan, const Measured& measured, int painters) {
  struct Sum {
    double cost = 0, busy_s = 0, all_cost = 0;
  };
  std::map<FigureSet, Sum> sums;
  for (std::size_t i = 0; i < measured.tasks.size(); ++i) {
    const plan::Task& task = plan.tasks[measured.tasks[i]];
    Sum& sum = sums[figures_of(task)];
    sum.cost += static_cast<double>(task.cost_bytes);
    sum.busy_s += measured.busy_s[i];
  }
  double longest_s = 0;
  for (const plan::Task& task : plan.tasks) {
    Sum& sum = sums[figures_of(task)];
    const auto cost = static_cast<double>(task.cost_bytes);
    sum.all_cost += cost;
    if (sum.cost > 0) longest_s = std::max(longest_s, sum.busy_s * cost / sum.cost);
  }
  Scaled all;
  for (const auto& [figures, sum] : sums) {
    if (sum.cost > 0) all.busy_s += sum.busy_s * sum.all_cost / sum.cost;
  }
  // A painter reads, draws and saves at once, and painters wait for each other: what a second of
  // theirs costs on the clock was measured as well.
  const double sampled_s = std::accumulate(measured.busy_s.begin(), measured.busy_s.end(), 0.0);
  const double stretch = sampled_s > 0 ? measured.wall_s * measured.painters / sampled_s : 1.0;
  const int working = static_cast<int>(
      std::min<std::size_t>(static_cast<std::size_t>(std::max(painters, 1)), plan.tasks.size()));
  if (working > 0)
    all.wall_s = std::max(all.busy_s * stretch / working, std::min(stretch, 1.0) * longest_s);
  return all;
}

Forecast forecast(const Survey& survey, Workbench& workbench) {
  const plan::Plan& plan = survey.plan;
  Forecast result;
  if (plan.tasks.empty()) return result;
  const TemporaryFolder folder;
  job::Job job = survey.job;
  job.output = folder.path();
  for (const plan::SharedLimits& shared : plan::shared_limits(job)) {  // the time is the same
    job.figures[shared.figure].layers[shared.layer].options["limits"] = std::vector<double>{};
  }
  workbench.setup(job);
  result.painters = workbench.staff(draw_work_s(plan), plan.tasks.size());

  // New painters load their libraries and fonts under the first tasks, in a run as here.
  std::size_t each = draw_work_s(plan) < kEnough_s ? plan.tasks.size() : 1;
  Round round = draw(survey, job, representative_tasks(plan, each), workbench);
  const double first_s = round.measured.wall_s;
  const double first_busy_s = busy_s(round);
  Scaled all = scaled(plan, round.measured, result.painters);
  const bool drawn_at_once = round.measured.tasks.size() == plan.tasks.size();
  for (each = 4; round.measured.tasks.size() < plan.tasks.size(); each *= kGrowth) {
    if (each > 4 && says_enough(round, result.painters)) break;
    round = draw(survey, job, representative_tasks(plan, each), workbench);
    all = scaled(plan, round.measured, result.painters);
  }
  result.drawing_s = all.wall_s;
  if (!drawn_at_once) result.drawing_s += std::max(0.0, first_s - first_busy_s);
  result.painters_s = all.busy_s;
  result.write_bytes = bytes_of(plan, round.outcomes);
  result.sampled = round.outcomes.size();
  result.sampled_s = round.measured.wall_s;
  for (const plan::Outcome& outcome : round.outcomes) {
    if (!outcome.saved) result.failures.push_back(outcome);
  }
  return result;
}

}  // namespace rankplot::app
