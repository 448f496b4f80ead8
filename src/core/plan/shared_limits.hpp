#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/job/job.hpp"
#include "core/plan/outcome.hpp"
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

/// The attribute `limits` of those scanned datasets that have two numbers there, by file and
/// object.
using SaidLimits = std::map<std::pair<std::string, std::string>, std::vector<double>>;
SaidLimits said_limits(const std::vector<FileCatalog>& catalogs);

/// Which of the shared limits a layer of measuring_job is for; none of any other job's.
std::optional<std::size_t> measured_limits(const job::Layer& layer);

/// What the files say of the limits themselves, so that nothing need be read: of a picture of the
/// measuring plan whose layers each show one dataset as it is, with an attribute `limits` (two
/// finite numbers, ascending) on it. Not for percentiles. Empty where it has to be measured.
std::vector<Measured> limits_said(const job::Job& measuring, const Task& task,
                                  const Picture& picture, const SaidLimits& files);

/// What the layer shows of its data: the finite values, above zero on a logarithmic norm.
Sketch measure(const job::Layer& layer, const std::vector<double>& values);

/// Writes the limits found into the job, `found[i]` for limits[i]; of no values, each picture's
/// own.
void set_limits(job::Job& job, const std::vector<SharedLimits>& limits,
                const std::vector<Sketch>& found);

}  // namespace rankplot::plan
