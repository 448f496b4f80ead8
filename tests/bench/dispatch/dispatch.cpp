// How much of the time painters draw, and do not wait for rank 0, with so many ranks: the real
// Coordinator and Workers in simulated time. What rank 0 does is run and timed (processor time of
// this machine), a message costs it what is given; ranks look around once a millisecond.
//   build/release/bin/bench_dispatch [MILLISECONDS a figure, default 50] [FIGURES a painter, 20]
//                                    [MICROSECONDS a message, 1] [MOST RANKS, 10000] [PAINTERS, 1]
#include <time.h>

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <deque>
#include <memory>
#include <queue>
#include <string>
#include <vector>

#include "rank/dispatch/coordinator.hpp"
#include "rank/dispatch/draw_work.hpp"
#include "rank/dispatch/worker.hpp"

namespace {
using namespace rankplot;
using namespace rankplot::dispatch;

constexpr double kLookEvery_s = 0.001;
constexpr double kCostPerSecond = 1e6;

struct Setting {
  double figure_s = 0.05, message_s = 1e-6;
  int figures = 20, ranks = 1, painters = 1;
};

double processor_s() {
  timespec now{};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

/// When a loop that looks once a millisecond sees what happened at `time_s`.
double seen_s(double time_s) { return std::ceil(time_s / kLookEvery_s) * kLookEvery_s; }

plan::Plan plan_of(const Setting& setting) {
  plan::Plan plan;
  const auto count = static_cast<std::size_t>(setting.ranks) *
                     static_cast<std::size_t>(setting.painters * setting.figures);
  plan.tasks.resize(count);
  for (std::size_t i = 0; i < count; ++i) {
    plan::Task& task = plan.tasks[i];
    task.id = i;
    task.files = {"run/gs_" + std::to_string(i) + ".h5"};
    task.captures = {{"step", std::to_string(i)}};
    task.pictures.resize(1);
    task.pictures[0].id = plan.picture_count++;
    task.pictures[0].index = i + 1;
    task.pictures[0].key = "0123456789abcdef0123456789abcdef";
    // A tenth more or less, so that ranks do not stay in step.
    task.cost_bytes = static_cast<std::uint64_t>(setting.figure_s * kCostPerSecond *
                                                 (0.9 + 0.2 * static_cast<double>(i % 101) / 100));
  }
  return plan;
}

job::Job job_of() {
  job::Job job;
  job.inputs.push_back({"", "run/gs_{step}.h5"});
  job.figures.emplace_back();
  job.figures[0].name = "v";
  job.figures[0].save = {"v/{step}.png"};
  return job;
}

class Play {
 public:
  explicit Play(const Setting& setting)
      : setting_(setting),
        plan_(plan_of(setting)),
        job_(job_of()),
        work_(job_, plan_, [](const plan::Outcome&) {}),
        coordinator_(team(setting), work_, Placement::LargestFirst) {
    for (int rank = 0; rank < setting.ranks; ++rank) ranks_.emplace_back(rank, setting.painters);
  }

  void run() {
    lead(0);
    while (!coordinator_.complete()) {
      const bool lead_first =
          !reports_.empty() &&
          (turns_.empty() || std::max(reports_.top().at_s, free_s_) <= turns_.top().at_s);
      if (lead_first) {
        // Rank 0 looks again at once where it has work, else after its nap.
        const double at_s = reports_.top().at_s;
        lead(at_s <= free_s_ ? free_s_ : seen_s(at_s));
      } else if (!turns_.empty()) {
        const Event next = turns_.top();
        turns_.pop();
        turn(next.rank, next.at_s);
      } else {
        std::fprintf(stderr, "bench_dispatch: nothing happens any more\n");
        std::exit(1);
      }
    }
  }

  void print() const {
    const double painters = static_cast<double>(setting_.ranks) * setting_.painters;
    const double tasks = static_cast<double>(plan_.tasks.size());
    std::printf(
        "%7d ranks: painters busy %5.1f %%, rank 0 busy %5.1f %%, %.1f us of it a figure, "
        "%.2f messages a figure\n",
        setting_.ranks, 100 * drawn_s_ / (painters * ended_s_), 100 * lead_s_ / ended_s_,
        1e6 * lead_s_ / tasks, static_cast<double>(messages_) / tasks);
    std::fflush(stdout);
  }

 private:
  struct Painter {
    std::deque<plan::Task> queue;
    double ends_s = 0;  ///< of the first in its queue
  };
  struct Rank {
    Rank(int rank, int count)
        : worker(std::make_unique<Worker>(rank, count)),
          painters(static_cast<std::size_t>(count)) {}
    std::unique_ptr<Worker> worker;
    std::vector<Painter> painters;
    std::deque<std::pair<double, std::string>> grants;
  };
  struct Event {
    double at_s = 0;
    int rank = 0;
    std::string bytes = {};
    bool operator>(const Event& other) const { return at_s > other.at_s; }
  };
  using Events = std::priority_queue<Event, std::vector<Event>, std::greater<>>;

  static Team team(const Setting& setting) {
    Team team;
    for (int rank = 0; rank < setting.ranks; ++rank)
      team.members.push_back({"node" + std::to_string(rank), rank, setting.painters, 0});
    return team;
  }

  /// Rank 0: takes the reports that are there and sends what is to be granted. Its own time passes
  /// as it does here.
  void lead(double now_s) {
    const double begun_s = processor_s();
    std::size_t messages = 0;
    for (; !reports_.empty() && reports_.top().at_s <= now_s; reports_.pop(), ++messages)
      coordinator_.accept(reports_.top().rank,
                          decode_report(reports_.top().bytes, reports_.top().rank));
    std::vector<Event> sent;
    for (const auto& [rank, grant] : coordinator_.grants())
      sent.push_back({0, rank, encode(grant)});
    messages += sent.size();
    const double took_s =
        processor_s() - begun_s + setting_.message_s * static_cast<double>(messages);
    free_s_ = now_s + took_s;
    lead_s_ += took_s;
    messages_ += messages;
    for (Event& grant : sent) {
      ranks_[static_cast<std::size_t>(grant.rank)].grants.emplace_back(free_s_,
                                                                       std::move(grant.bytes));
      turns_.push({seen_s(free_s_), grant.rank});
    }
  }

  void turn(int index, double now_s) {
    Rank& rank = ranks_[static_cast<std::size_t>(index)];
    for (; !rank.grants.empty() && rank.grants.front().first <= now_s; rank.grants.pop_front())
      rank.worker->accept(decode_grant(rank.grants.front().second, 0));
    for (int painter = 0; painter < setting_.painters; ++painter) hear(rank, painter, now_s);
    for (ToCrew& out : rank.worker->feed(now_s)) give(rank, index, std::move(out), now_s);
    if (rank.worker->begin_sync(now_s)) rank.worker->synced("");
    if (auto report = rank.worker->report(now_s)) reports_.push({now_s, index, encode(*report)});
  }

  /// What the painter has finished by now.
  void hear(Rank& rank, int index, double now_s) {
    Painter& painter = rank.painters[static_cast<std::size_t>(index)];
    while (!painter.queue.empty() && painter.ends_s <= now_s) {
      const plan::Task task = std::move(painter.queue.front());
      painter.queue.pop_front();
      ended_s_ = std::max(ended_s_, painter.ends_s);
      plan::Outcome outcome;
      outcome.picture = task.pictures[0].id;
      outcome.task = task.id;
      outcome.figure = "v";
      outcome.captures = task.captures;
      outcome.key = task.pictures[0].key;
      outcome.saved = true;
      outcome.files = {"out/v/" + std::to_string(task.id) + ".png"};
      outcome.bytes = 24'000;
      outcome.seconds = setting_.figure_s;
      rank.worker->on(painters::Said{index, wire::PictureDone{outcome}}, now_s);
      rank.worker->on(painters::Said{index, wire::TaskDone{task.id}}, now_s);
      if (!painter.queue.empty()) painter.ends_s += seconds_of(painter.queue.front());
    }
  }

  void give(Rank& rank, int index, ToCrew out, double now_s) {
    Painter& painter = rank.painters[static_cast<std::size_t>(out.painter)];
    painter.queue.push_back(std::get<wire::Paint>(std::move(out.message)).task);
    const double seconds = seconds_of(painter.queue.back());
    drawn_s_ += seconds;
    if (painter.queue.size() == 1) painter.ends_s = now_s + seconds;
    double ends_s = painter.ends_s;
    for (std::size_t i = 1; i < painter.queue.size(); ++i) ends_s += seconds_of(painter.queue[i]);
    turns_.push({seen_s(ends_s), index});
    turns_.push({seen_s(ends_s) + 0.005, index});  // what was held back is reported by then
  }

  static double seconds_of(const plan::Task& task) {
    return static_cast<double>(task.cost_bytes) / kCostPerSecond;
  }

  const Setting setting_;
  const plan::Plan plan_;
  const job::Job job_;
  DrawWork work_;
  Coordinator coordinator_;
  std::vector<Rank> ranks_;
  Events reports_, turns_;
  double free_s_ = 0, lead_s_ = 0, drawn_s_ = 0, ended_s_ = 0;
  std::size_t messages_ = 0;
};

}  // namespace

int main(int argc, char** argv) {
  const auto number = [&](int place, double otherwise) {
    return argc > place ? std::atof(argv[place]) : otherwise;
  };
  Setting setting;
  setting.figure_s = number(1, 50) / 1e3;
  setting.figures = static_cast<int>(number(2, 20));
  setting.message_s = number(3, 1) / 1e6;
  const int most = static_cast<int>(number(4, 10'000));
  setting.painters = static_cast<int>(number(5, 1));
  std::printf("%g ms a figure, %d figures a painter, %d painters a rank, %g us a message\n",
              setting.figure_s * 1e3, setting.figures, setting.painters, setting.message_s * 1e6);
  for (setting.ranks = 10; setting.ranks <= most; setting.ranks *= 10) {
    Play play(setting);
    play.run();
    play.print();
  }
}
