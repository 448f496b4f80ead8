#include "rank/dispatch/dispatch.hpp"

#include <chrono>
#include <optional>

#include "core/base/error.hpp"
#include "rank/dispatch/draw_work.hpp"
#include "rank/dispatch/run.hpp"
#include "rank/dispatch/scan_work.hpp"

namespace rankplot::dispatch {
namespace {

void check_team(const comm::Session& session, const Team& team) {
  if (team.members.size() != static_cast<std::size_t>(session.size()))
    base::fail("{} ranks are known of a team of {}", team.members.size(), session.size());
}

/// Runs rank 0's part, made by `make`. Where that fails the other ranks, already waiting, are told.
template <class Make>
Totals run_as_lead(comm::Session& session, painters::Crew& crew, const Observer& observer,
                   Make make) {
  std::optional<Lead> lead;
  std::string error;
  try {
    lead.emplace(make());
  } catch (const std::exception& caught) {
    error = caught.what();
  }
  return Run(session, crew, observer, lead ? &*lead : nullptr).until_done(error);
}

double now_s() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

Totals totals_of(const DrawWork& work, const Coordinator& coordinator) {
  Totals totals;
  totals.saved = work.saved();
  totals.failed = work.failed();
  totals.not_drawn = work.not_drawn();
  totals.retried = coordinator.retried();
  totals.set_aside = coordinator.set_aside();
  return totals;
}

}  // namespace

std::vector<plan::FileCatalog> scan(comm::Session& session, painters::Crew& crew, const Team& team,
                                    const std::vector<plan::ScanRequest>& requests) {
  const Observer nobody;
  if (session.rank() != 0) {
    Run(session, crew, nobody, nullptr).until_done();
    return {};
  }
  ScanWork work(requests);
  run_as_lead(session, crew, nobody, [&] {
    check_team(session, team);
    return Lead{
        Coordinator(team, work, Placement::LargestFirst), nullptr, {}, [](const Coordinator&) {
          return Totals{};
        }};
  });
  return std::move(work).catalogs();
}

Totals draw(comm::Session& session, painters::Crew& crew, const Team& team, const job::Job& job,
            const plan::Plan& plan, bool scatter, const Observer& observer) {
  if (session.rank() != 0) return Run(session, crew, observer, nullptr).until_done();
  const double start_s = now_s();
  DrawWork work(job, plan, observer.outcome);
  std::function<void()> progress;
  if (observer.progress)
    progress = [&] {
      observer.progress({work.saved() + work.failed(), work.failed(), work.wanted()});
    };
  return run_as_lead(session, crew, observer, [&] {
    check_team(session, team);
    work.refuse();
    return Lead{Coordinator(team, work, scatter ? Placement::InOrder : Placement::LargestFirst),
                scatter ? std::make_unique<Loader>(crew.count()) : nullptr, progress,
                [&](const Coordinator& coordinator) {
                  if (progress) progress();
                  Totals totals = totals_of(work, coordinator);
                  totals.seconds = now_s() - start_s;
                  totals.scattered = scatter;
                  return totals;
                }};
  });
}

}  // namespace rankplot::dispatch
