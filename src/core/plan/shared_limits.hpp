#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "core/job/job.hpp"
#include "core/plan/plan.hpp"
#include "core/plan/sketch.hpp"

/// Limits that are the same in all pictures of a figure (`limits = "shared"`). Before anything is
/// drawn, a job made of nothing but the data that they cover is given to the painters: for each of
/// its pictures they answer with a Sketch (Outcome::measured) instead of drawing it.
namespace rankplot::plan {

/// A layer whose limits are shared, and the role that its colours show.
struct SharedLimits {
  std::size_t figure = 0, layer = 0;
  double low_percent = 0, high_percent = 100;

  bool takes_percentiles() const { return low_percent > 0 || high_percent < 100; }
};
/// The role whose values a layer's colours show: "value", or "c" where it has no such role.
std::string measured_role(const job::Layer& layer);

std::vector<SharedLimits> shared_limits(const job::Job& job);

/// The job whose pictures are measured: of each figure the layers with shared limits, of each of
/// these what `limits` are found from. The keys of its pictures are those of their sketches.
job::Job measuring_job(const job::Job& job, const std::vector<SharedLimits>& limits);

/// A plan's pictures of figures with shared limits, numbered anew from 0.
Plan measuring_plan(const Plan& plan, const std::vector<SharedLimits>& limits);

/// Which of the shared limits a layer of measuring_job is for; none of any other job's.
std::optional<std::size_t> measured_limits(const job::Layer& layer);

/// What the layer shows of its data: the finite values, above zero on a logarithmic norm.
Sketch measure(const job::Layer& layer, const std::vector<double>& values);

/// Writes the limits found into the job, `found[i]` for limits[i]; of no values, each picture's
/// own.
void set_limits(job::Job& job, const std::vector<SharedLimits>& limits,
                const std::vector<Sketch>& found);

}  // namespace rankplot::plan
