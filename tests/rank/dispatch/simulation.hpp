#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "rank/dispatch/coordinator.hpp"
#include "rank/dispatch/draw_work.hpp"
#include "rank/dispatch/worker.hpp"

namespace rankplot::dispatch {

/// A plan whose task i has `pictures` pictures and costs cost(i) bytes; painters of the simulation
/// take a microsecond a byte.
plan::Plan make_plan(std::size_t tasks, std::size_t pictures,
                     const std::function<std::uint64_t(std::size_t)>& cost,
                     std::uint64_t memory_bytes = 1);
job::Job make_job();
Team make_team(int ranks, int painters, int ranks_per_node = 1, std::uint64_t memory_bytes = 0);

/// Coordinator and workers with painters and a clock that are made up: every rank looks around once
/// a millisecond, messages take the next turn and cross as bytes.
class Simulation {
 public:
  enum class Fate { Draw, FailPicture, Die, DieAfterFirstPicture, DieUncharged };

  Simulation(Team team, plan::Plan plan, Placement placement = Placement::LargestFirst);

  std::function<Fate(const plan::Task&, int rank, int painter)> fate;
  std::function<std::string()> sync;                       ///< the error of a sync
  std::function<void(int rank, const plan::Task&)> begun;  ///< a painter begins a task

  /// Turns until all is done; false after `most_s` of made-up time.
  bool run(double most_s);
  void turn();
  void stop(int rank) { ranks_[static_cast<std::size_t>(rank)].worker->stop(); }
  void break_crew(int rank, const std::string& cause);

  std::vector<plan::Outcome> outcomes;
  double now_s = 0;
  const plan::Plan plan;
  const job::Job job;
  DrawWork work;
  Coordinator coordinator;
  std::size_t messages = 0;

  /// Memory of the tasks that a node's painters have or will have, by what the workers hold.
  std::vector<std::uint64_t> most_used_bytes;

 private:
  struct Painter {
    std::deque<wire::Paint> queue;
    double busy_until_s = 0;
    bool running = false;
  };
  struct Rank {
    std::unique_ptr<Worker> worker;
    std::vector<Painter> painters;
    std::vector<std::string> inbox;
    bool syncing = false;
    std::string broken;
  };
  void hand_out();
  void turn_rank(int rank);
  void advance(int rank, int painter);
  bool finish_task(int rank, int painter, const wire::Paint& paint);
  void lose(int rank, int painter, bool charged);
  void measure_memory();

  const Team team_;
  std::vector<Rank> ranks_;
};

}  // namespace rankplot::dispatch
