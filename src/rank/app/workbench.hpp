#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "core/job/job.hpp"
#include "core/plan/plan.hpp"
#include "rank/app/team.hpp"
#include "rank/comm/session.hpp"
#include "rank/dispatch/dispatch.hpp"
#include "rank/painters/crew.hpp"

namespace rankplot::app {

/// The painters of this process alone, for the commands that need no other rank. They are shared
/// out and watched as those of a run are.
class Workbench {
 public:
  /// Starts one painter. `painters`: as many as that at most; 0: one a core. Throws base::Error.
  explicit Workbench(int painters = 0);

  /// Before anything is scanned or drawn.
  void setup(const job::Job& job);
  std::vector<plan::FileCatalog> scan(const std::vector<plan::ScanRequest>& requests);
  /// Starts the painters that this work pays; says how many there are.
  int staff(double work_s, std::uint64_t tasks);
  int painters() const { return assembly_.team.members.front().painters; }
  std::uint64_t memory_bytes() const { return assembly_.team.members.front().node_memory_bytes; }
  dispatch::Totals draw(const job::Job& job, const plan::Plan& plan,
                        const std::vector<plan::FileCatalog>& catalogs,
                        const dispatch::Observer& observer);

 private:
  comm::Session session_ = comm::Session::alone();
  painters::Crew crew_;
  Assembly assembly_;
  int most_ = 1;  ///< painters that much work is worth
};

}  // namespace rankplot::app
