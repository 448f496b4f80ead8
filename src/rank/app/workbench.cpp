#include "rank/app/workbench.hpp"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "core/base/json_text.hpp"
#include "rank/app/painter_program.hpp"

namespace rankplot::app {

Workbench::Workbench(int painters) : crew_(painter_settings()) {
  crew_.start({});
  assembly_ = assemble({own_card()}, 0, painters);
  dispatch::Member& self = assembly_.team.members.front();
  painters::Limits limits;
  limits.memory_bytes = self.node_memory_bytes;
  limits.growth_bytes = self.node_memory_bytes / (2 * static_cast<std::uint64_t>(self.painters));
  crew_.limit(limits);
  most_ = self.painters;
  self.painters = 1;
  crew_.pin(0, assembly_.cores.front());
}

void Workbench::setup(const job::Job& job) {
  crew_.setup({base::json_text(job), 0, memory_bytes()});
}

std::vector<plan::FileCatalog> Workbench::scan(const std::vector<plan::ScanRequest>& requests) {
  staff(scan_work_s(requests.size()), requests.size());
  return dispatch::scan(session_, crew_, assembly_.team, requests);
}

int Workbench::staff(double work_s, std::uint64_t tasks) {
  int& painters = assembly_.team.members.front().painters;
  painters = std::max(painters, painters_for({most_}, work_s, kPainterPays_s, tasks).front());
  while (crew_.count() < painters) {
    crew_.start(assembly_.cores.at(static_cast<std::size_t>(crew_.count())));
  }
  return painters;
}

dispatch::Totals Workbench::draw(const job::Job& job, const plan::Plan& plan,
                                 const std::vector<plan::FileCatalog>& catalogs,
                                 const dispatch::Observer& observer) {
  const bool scatter = dispatch::wants_scatter(job, catalogs, true);
  return dispatch::draw(session_, crew_, assembly_.team, job, plan, scatter, observer);
}

}  // namespace rankplot::app
