#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "core/job/job.hpp"
#include "core/plan/outcome.hpp"
#include "core/plan/plan.hpp"
#include "rank/comm/session.hpp"
#include "rank/painters/crew.hpp"

namespace rankplot::dispatch {

/// What all ranks know of each other.
struct Member {
  std::string host;
  int node = 0;  ///< 0, 1, ...: ranks that share memory
  int painters = 0;
  std::uint64_t node_memory_bytes = 0;  ///< budget of its node, the same for all its ranks
};
struct Team {
  std::vector<Member> members;  ///< by rank
};

struct Progress {
  std::uint64_t done = 0, failed = 0, total = 0;
};

/// What rank 0 is told while the plan is drawn; and how every rank makes its written files last.
struct Observer {
  std::function<void(const plan::Outcome&)>
      outcome;  ///< rank 0, one per picture, in the order of arrival
  std::function<void(const Progress&)> progress;  ///< rank 0, about ten times a second
  std::function<void()> sync;  ///< every rank: flush a group of files before their outcomes count
                               ///< as saved; called on a thread of its own, one at a time
  /// Rank 0: what the painters of a rank do, about twice a second; `show_activity`, the same on all
  /// ranks, asks for it.
  std::function<void(int rank, const std::vector<painters::Doing>&)> activity;
  bool show_activity = false;
  std::function<void()> turn;  ///< every rank, in each turn of the loop: other work that must not
                               ///< wait for the drawing; short
  std::function<bool()> stop;  ///< every rank: true: drop what has not begun and leave
};

struct Totals {
  std::uint64_t saved = 0, failed = 0, not_drawn = 0;
  double seconds = 0;
  std::uint64_t retried = 0, set_aside = 0;  ///< tasks whose painter died under them
  bool scattered = false;
};

/// What follows holds for scan and draw: the crew has been set up (Crew::setup), and an Error on
/// any rank is thrown with the same text on all of them.

/// Collective. Shares the requests (rank 0's) out to the painters of all ranks. Rank 0 gets the
/// catalogs in the order of the requests, the others none. A file whose scan killed its painter
/// twice has an `error` that says so.
std::vector<plan::FileCatalog> scan(comm::Session& session, painters::Crew& crew, const Team& team,
                                    const std::vector<plan::ScanRequest>& requests);

/// Collective. Draws rank 0's plan on the painters of all ranks: largest first, grants sized from
/// measured times and granted ahead, memory budget per node, the blamed task retried once
/// elsewhere, then set aside as a failed outcome. `scatter`: arrays are read by rank 0's painters
/// and sent to the ranks that draw them. The totals are the same on all ranks.
Totals draw(comm::Session& session, painters::Crew& crew, const Team& team, const job::Job& job,
            const plan::Plan& plan, bool scatter, const Observer& observer);

/// Collective. Whether all ranks see the same files (name, size, time, inode) as rank 0, whose list
/// counts. Where they do not, only rank 0 can say what is in them.
bool see_the_same(comm::Session& session, const std::vector<std::string>& files);

/// Pure. Whether the arrays are to be read by rank 0 and sent: as the job says, or where it leaves
/// it open when not all ranks see the same files, or when several cases need the same compressed
/// chunk.
bool wants_scatter(const job::Job& job, const std::vector<plan::FileCatalog>& catalogs,
                   bool same_files);

}  // namespace rankplot::dispatch
