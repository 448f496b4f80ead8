#include "rank/app/team.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include <nlohmann/json.hpp>

#include "core/base/error.hpp"
#include "rank/app/say.hpp"
#include "rank/site/cores.hpp"
#include "rank/site/launch.hpp"
#include "rank/site/memory.hpp"

namespace rankplot::app {
using nlohmann::json;
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Card, host, node, mask, node_cores, core_quota, memory_bytes,
                                   error)

namespace {

constexpr double kPicture_s = 1e-3;
constexpr double kScan_s = 2e-3;
constexpr double kBytesPerSecond = 5e8;

/// The ranks of each node, in the order in which nodes appear.
std::vector<std::vector<std::size_t>> ranks_by_node(const std::vector<Card>& cards) {
  std::map<std::string, std::size_t> places;
  std::vector<std::vector<std::size_t>> nodes;
  for (std::size_t rank = 0; rank < cards.size(); ++rank) {
    const auto [place, is_new] = places.emplace(cards[rank].node, nodes.size());
    if (is_new) nodes.emplace_back();
    nodes[place->second].push_back(rank);
  }
  return nodes;
}

site::Node node_of(const std::vector<Card>& cards, const std::vector<std::size_t>& ranks) {
  site::Node node;
  for (const std::size_t rank : ranks) node.masks.push_back(cards[rank].mask);
  // What the whole job may use is the most that any rank was told: a cgroup may be a rank's own.
  std::set<int> cores;
  for (const std::size_t rank : ranks) {
    cores.insert(cards[rank].node_cores.begin(), cards[rank].node_cores.end());
    node.quota = std::max(node.quota, cards[rank].core_quota);
  }
  node.cores.assign(cores.begin(), cores.end());
  return node;
}

std::uint64_t budget_of(const std::vector<Card>& cards, const std::vector<std::size_t>& ranks) {
  std::uint64_t least = cards[ranks.front()].memory_bytes;
  for (const std::size_t rank : ranks) least = std::min(least, cards[rank].memory_bytes);
  return least;
}

void refuse_errors(const std::vector<Card>& cards) {
  for (std::size_t rank = 0; rank < cards.size(); ++rank) {
    if (cards[rank].error.empty()) continue;
    base::fail("rank {} on {} cannot take part: {}", rank, cards[rank].host, cards[rank].error);
  }
}

std::string summary(std::size_t nodes, std::size_t ranks, std::uint64_t painters,
                    std::uint64_t cores, const std::map<std::string, std::size_t>& idle) {
  std::string line = fmt::format("{}, {}, {}, {}", count_of(nodes, "node"), count_of(ranks, "rank"),
                                 count_of(painters, "painter"), count_of(cores, "core"));
  for (const auto& [why, times] : idle) {
    line += "; " + why + (times > 1 ? fmt::format(" (on {} nodes)", times) : "");
  }
  return line;
}

}  // namespace

Card own_card() {
  Card card;
  card.host = site::host_name();
  card.node = site::node_name();
  card.mask = site::own_cores();
  card.node_cores = site::node_cores();
  card.core_quota = site::core_quota();
  card.memory_bytes = site::memory_budget(site::process_environment()).bytes;
  return card;
}

Assembly assemble(const std::vector<Card>& cards, int rank, int painters_per_rank) {
  refuse_errors(cards);
  Assembly assembly;
  assembly.team.members.resize(cards.size());
  const auto nodes = ranks_by_node(cards);
  std::uint64_t painters = 0, cores = 0;
  std::map<std::string, std::size_t> idle;
  for (std::size_t node = 0; node < nodes.size(); ++node) {
    const site::Sharing sharing = site::share_cores(node_of(cards, nodes[node]), painters_per_rank);
    std::set<int> used;
    for (std::size_t local = 0; local < nodes[node].size(); ++local) {
      const std::size_t member = nodes[node][local];
      const auto& shares = sharing.painters[local];
      assembly.team.members[member] = {cards[member].host, static_cast<int>(node),
                                       static_cast<int>(shares.size()),
                                       budget_of(cards, nodes[node])};
      if (static_cast<int>(member) == rank) assembly.cores = shares;
      for (const auto& share : shares) used.insert(share.begin(), share.end());
      painters += shares.size();
    }
    cores += used.size();
    if (!sharing.why_idle.empty()) ++idle[sharing.why_idle];
  }
  assembly.line = summary(nodes.size(), cards.size(), painters, cores, idle);
  return assembly;
}

Assembly meet(comm::Session& session, const Card& card, int painters_per_rank) {
  std::vector<Card> cards;
  for (const std::string& text : session.all_gather(json(card).dump())) {
    cards.push_back(json::parse(text).get<Card>());
  }
  return assemble(cards, session.rank(), painters_per_rank);
}

double scan_work_s(std::uint64_t files) { return static_cast<double>(files) * kScan_s; }

double draw_work_s(const plan::Plan& plan) {
  std::uint64_t pictures = 0;
  double bytes = 0;
  for (const plan::Task& task : plan.tasks) {
    pictures += task.pictures.size();
    bytes += static_cast<double>(task.cost_bytes);
  }
  return static_cast<double>(pictures) * kPicture_s + bytes / kBytesPerSecond;
}

std::vector<int> painters_for(const std::vector<int>& most, double work_s, double worth_s,
                              std::uint64_t tasks) {
  std::vector<int> painters(most.size(), 1);
  const double paying = std::min(std::ceil(work_s / worth_s), static_cast<double>(tasks));
  auto open = static_cast<std::int64_t>(paying) - static_cast<std::int64_t>(most.size());
  bool room = true;
  while (open > 0 && room) {
    room = false;
    for (std::size_t rank = 0; rank < most.size() && open > 0; ++rank) {
      if (painters[rank] >= most[rank]) continue;
      ++painters[rank];
      --open;
      room = true;
    }
  }
  return painters;
}

}  // namespace rankplot::app
