#include "rank/dispatch/simulation.hpp"

#include <algorithm>

namespace rankplot::dispatch {
namespace {

constexpr double kTurn_s = 0.001;
constexpr double kSecondsPerByte = 1e-6;

bool is_in(const std::vector<std::uint64_t>& ids, std::uint64_t id) {
  return std::find(ids.begin(), ids.end(), id) != ids.end();
}

}  // namespace

plan::Plan make_plan(std::size_t tasks, std::size_t pictures,
                     const std::function<std::uint64_t(std::size_t)>& cost,
                     std::uint64_t memory_bytes) {
  plan::Plan plan;
  for (std::size_t i = 0; i < tasks; ++i) {
    plan::Task task;
    task.id = i;
    task.files = {"data.h5"};
    task.captures = {{"n", std::to_string(i)}};
    for (std::size_t p = 0; p < pictures; ++p) {
      plan::Picture picture;
      picture.id = plan.picture_count++;
      picture.index = i + 1;
      task.pictures.push_back(picture);
    }
    task.cost_bytes = cost(i);
    task.memory_bytes = memory_bytes;
    plan.tasks.push_back(std::move(task));
  }
  return plan;
}

job::Job make_job() {
  job::Job job;
  job.inputs.push_back({"", "data.h5"});
  job.figures.emplace_back();
  job.figures[0].name = "v";
  job.figures[0].save = {"{n}.png"};
  return job;
}

Team make_team(int ranks, int painters, int ranks_per_node, std::uint64_t memory_bytes) {
  Team team;
  for (int rank = 0; rank < ranks; ++rank) {
    const int node = rank / ranks_per_node;
    team.members.push_back({"node" + std::to_string(node), node, painters, memory_bytes});
  }
  return team;
}

Simulation::Simulation(Team team, plan::Plan given, Placement placement)
    : plan(std::move(given)),
      job(make_job()),
      work(job, plan, [this](const plan::Outcome& o) { outcomes.push_back(o); }),
      coordinator(team, work, placement),
      team_(std::move(team)) {
  for (int rank = 0; rank < static_cast<int>(team_.members.size()); ++rank) {
    const Member& member = team_.members[static_cast<std::size_t>(rank)];
    Rank& made = ranks_.emplace_back();
    made.worker = std::make_unique<Worker>(rank, member.painters);
    made.painters.resize(static_cast<std::size_t>(member.painters));
    if (most_used_bytes.size() <= static_cast<std::size_t>(member.node))
      most_used_bytes.resize(static_cast<std::size_t>(member.node) + 1);
  }
}

bool Simulation::run(double most_s) {
  while (!coordinator.complete()) {
    if (now_s > most_s) return false;
    turn();
  }
  return true;
}

void Simulation::turn() {
  hand_out();
  for (int rank = 0; rank < static_cast<int>(ranks_.size()); ++rank) turn_rank(rank);
  measure_memory();
  now_s += kTurn_s;
}

void Simulation::hand_out() {
  for (const auto& [rank, grant] : coordinator.grants()) {
    ranks_[static_cast<std::size_t>(rank)].inbox.push_back(encode(grant));
    ++messages;
  }
}

void Simulation::turn_rank(int index) {
  Rank& rank = ranks_[static_cast<std::size_t>(index)];
  for (const std::string& bytes : rank.inbox) rank.worker->accept(decode_grant(bytes, 0));
  rank.inbox.clear();
  for (ToCrew& out : rank.worker->feed(now_s))
    rank.painters[static_cast<std::size_t>(out.painter)].queue.push_back(
        std::get<wire::Paint>(std::move(out.message)));
  for (int painter = 0; painter < static_cast<int>(rank.painters.size()); ++painter)
    advance(index, painter);
  if (!rank.broken.empty()) rank.worker->broken(rank.broken);
  if (rank.syncing) rank.worker->synced(sync ? sync() : "");
  rank.syncing = rank.worker->begin_sync(now_s);
  if (auto report = rank.worker->report(now_s)) {
    coordinator.accept(index, decode_report(encode(*report), index));
    ++messages;
  }
}

void Simulation::advance(int rank, int index) {
  Painter& painter =
      ranks_[static_cast<std::size_t>(rank)].painters[static_cast<std::size_t>(index)];
  const double turn_ends_s = now_s + kTurn_s;
  painter.busy_until_s = std::max(painter.busy_until_s, now_s);
  while (!painter.queue.empty()) {
    const wire::Paint& paint = painter.queue.front();
    if (!painter.running) {
      painter.running = true;
      painter.busy_until_s += static_cast<double>(paint.task.cost_bytes) * kSecondsPerByte;
      if (begun) begun(rank, paint.task);
    }
    if (painter.busy_until_s > turn_ends_s) return;
    painter.running = false;
    if (!finish_task(rank, index, paint)) return;
    painter.queue.pop_front();
  }
}

/// False: the painter died.
bool Simulation::finish_task(int rank, int painter, const wire::Paint& paint) {
  Worker& worker = *ranks_[static_cast<std::size_t>(rank)].worker;
  const Fate what = fate ? fate(paint.task, rank, painter) : Fate::Draw;
  if (what == Fate::Die || what == Fate::DieUncharged) {
    lose(rank, painter, what == Fate::Die);
    return false;
  }
  for (const plan::Picture& picture : paint.task.pictures) {
    if (is_in(paint.done, picture.id)) continue;
    plan::Outcome outcome;
    outcome.picture = picture.id;
    outcome.task = paint.task.id;
    outcome.saved = what != Fate::FailPicture;
    outcome.reason = outcome.saved ? "" : "made up";
    worker.on(painters::Said{painter, wire::PictureDone{outcome}}, now_s);
    if (what == Fate::DieAfterFirstPicture) {
      lose(rank, painter, true);
      return false;
    }
  }
  worker.on(painters::Said{painter, wire::TaskDone{paint.task.id, 0, 0, 0, 0}}, now_s);
  return true;
}

void Simulation::lose(int rank, int index, bool charged) {
  Rank& at = ranks_[static_cast<std::size_t>(rank)];
  Painter& painter = at.painters[static_cast<std::size_t>(index)];
  painters::Lost lost;
  lost.painter = index;
  lost.cause = "signal 11 (Segmentation fault)";
  lost.stage = plan::Stage::Read;
  lost.file = "data.h5";
  lost.object = "/v";
  for (const wire::Paint& paint : painter.queue) lost.unfinished.emplace_back(paint);
  if (charged) lost.charged = 0;
  painter = {};
  at.worker->on(lost, now_s);
}

void Simulation::break_crew(int index, const std::string& cause) {
  Rank& rank = ranks_[static_cast<std::size_t>(index)];
  rank.broken = cause;
  rank.worker->broken(cause);
  for (int painter = 0; painter < static_cast<int>(rank.painters.size()); ++painter)
    lose(index, painter, false);
}

void Simulation::measure_memory() {
  std::vector<std::uint64_t> used(most_used_bytes.size());
  for (std::size_t rank = 0; rank < ranks_.size(); ++rank)
    for (const Painter& painter : ranks_[rank].painters)
      for (const wire::Paint& paint : painter.queue)
        used[static_cast<std::size_t>(team_.members[rank].node)] += paint.task.memory_bytes;
  for (std::size_t node = 0; node < used.size(); ++node)
    most_used_bytes[node] = std::max(most_used_bytes[node], used[node]);
}

}  // namespace rankplot::dispatch
