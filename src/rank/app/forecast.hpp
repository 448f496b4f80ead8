#pragma once

#include <cstdint>
#include <vector>

#include "core/plan/plan.hpp"
#include "rank/app/survey.hpp"
#include "rank/app/workbench.hpp"

namespace rankplot::app {

/// What drawing a plan will take with the painters of a workbench.
struct Forecast {
  double drawing_s = 0;                 ///< from the first task to the last
  double painters_s = 0;                ///< of all painters together
  int painters = 0;                     ///< that work
  std::uint64_t write_bytes = 0;        ///< of pictures
  std::uint64_t sampled = 0;            ///< pictures drawn to know it
  double sampled_s = 0;                 ///< and the time that took
  std::vector<plan::Outcome> failures;  ///< of them
};

/// Draws representative pictures into a temporary folder, more of them until a second has gone or
/// all are drawn, and scales by cost what they took.
Forecast forecast(const Survey& survey, Workbench& workbench);

/// Places in `plan.tasks` that stand for the rest: of the tasks that draw the same figures `each`,
/// at even steps of their cost; all of them where there are no more. Ascending.
std::vector<std::size_t> representative_tasks(const plan::Plan& plan, std::size_t each);

/// What was measured of a plan's representative tasks.
struct Measured {
  std::vector<std::size_t> tasks;  ///< places in plan.tasks
  std::vector<double> busy_s;      ///< a painter's time for each of them
  double wall_s = 0;
  int painters = 1;
};
/// The time that all tasks take, by the cost of those that draw the same figures.
struct Scaled {
  double wall_s = 0, busy_s = 0;
};
Scaled scaled(const plan::Plan& plan, const Measured& measured, int painters);

}  // namespace rankplot::app
