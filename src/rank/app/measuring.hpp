#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "core/plan/shared_limits.hpp"
#include "rank/app/limits_cache.hpp"

namespace rankplot::app {

/// Rank 0's part in finding shared limits: what has to be measured, and what came of it.
class Measuring {
 public:
  /// Looks up in the files' attributes and in the cache what it can. `job` is the one that is to be
  /// drawn.
  Measuring(const job::Job& job, const plan::Plan& plan,
            const std::vector<plan::FileCatalog>& catalogs);

  /// Of measuring_job: the pictures that the cache did not know.
  const plan::Plan& plan() const { return plan_; }
  std::uint64_t known() const { return known_; }
  /// Pictures whose files say their limits.
  std::uint64_t said() const { return said_; }
  /// An outcome of that plan. One that failed fails again when it is drawn, and says why then.
  void take(const plan::Outcome& outcome);
  /// The job with its limits set. Keeps what was found for the next run.
  job::Job finish();

 private:
  void add(const std::vector<plan::Measured>& measured);
  void look_up(const std::vector<plan::FileCatalog>& catalogs);

  job::Job job_;
  std::vector<plan::SharedLimits> limits_;
  job::Job measuring_;
  plan::Plan plan_;
  LimitsCache cache_;
  std::uint64_t known_ = 0, said_ = 0;
  std::vector<plan::Sketch> found_;  ///< one for each of limits_
  std::map<std::string, std::vector<plan::Measured>> by_key_;
};

}  // namespace rankplot::app
