#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/plan/plan.hpp"
#include "rank/comm/session.hpp"
#include "rank/dispatch/dispatch.hpp"

namespace rankplot::app {

/// What a rank knows of itself before it meets the others.
struct Card {
  std::string host;
  std::string node;             ///< equal: same memory and cores
  std::vector<int> mask;        ///< cores that this process may use
  std::vector<int> node_cores;  ///< that its job could use
  int core_quota = 0;
  std::uint64_t memory_bytes = 0;  ///< budget of its node
  std::string error;               ///< why this rank cannot take part; empty: it can
};
/// Asks kernel, cgroup and Slurm.
Card own_card();

/// The ranks and what they share.
struct Assembly {
  dispatch::Team team;                  ///< painters: as many as are right for much work
  std::vector<std::vector<int>> cores;  ///< of each painter of this rank
  std::string line;                     ///< "1 node, 2 ranks, 2 painters, 2 cores"
};

/// Pure: the same cards give the same answer on every rank, but for `cores`, which are those of
/// `rank`. Throws base::Error naming the rank whose card has an error.
Assembly assemble(const std::vector<Card>& cards, int rank, int painters_per_rank);

/// Collective: exchanges the cards.
Assembly meet(comm::Session& session, const Card& card, int painters_per_rank);

/// What a piece of work is worth, to tell how many painters it can use: rough, since it only keeps
/// small runs from waiting for painters (40 ms each) that they do not need.
inline constexpr double kPainterPays_s = 0.05;
double scan_work_s(std::uint64_t files);
double draw_work_s(const plan::Plan& plan);

/// Of the painters that each rank could have (`most`), how many are worth having for this much work
/// when one more pays from `worth_s` seconds on: one a rank at least, then round by round.
std::vector<int> painters_for(const std::vector<int>& most, double work_s, double worth_s,
                              std::uint64_t tasks);

}  // namespace rankplot::app
