#include "rank/dispatch/worker.hpp"

#include <algorithm>
#include <utility>

namespace rankplot::dispatch {
namespace {

/// Work that each painter has in hand: more than the rank may sleep.
constexpr double kInHand_s = 0.006;
constexpr double kWellFed_s = 0.003;
constexpr std::size_t kMostInHand = 32;
constexpr double kReportEvery_s = 0.004;
constexpr double kLowStock_s = 0.010;  // then the coordinator is told at once
constexpr double kSyncEvery_s = 0.25;
constexpr std::size_t kSyncPictures = 1000;
constexpr int kMostReturns = 5;

std::uint64_t id_of(const wire::ToPainter& message, bool& ours) {
  ours = true;
  if (const auto* paint = std::get_if<wire::Paint>(&message)) return paint->task.id;
  if (const auto* scan = std::get_if<wire::Scan>(&message)) return scan->id;
  ours = false;
  return 0;
}

double cost_of(const Order& order) {
  const auto* task = std::get_if<plan::Task>(&order.what);
  return task ? std::max(1.0, static_cast<double>(task->cost_bytes)) : 1.0;
}

bool contains(const std::vector<std::uint64_t>& ids, std::uint64_t id) {
  return std::find(ids.begin(), ids.end(), id) != ids.end();
}

}  // namespace

Worker::Worker(int rank, int painters)
    : rank_(rank), painters_(static_cast<std::size_t>(painters)) {}

void Worker::accept(Grant grant) {
  last_ = grant.last;
  if (grant.drop) stop();
  for (Order& order : grant.orders) {
    Assignment assignment{std::move(order), {}, 1, 0};
    assignment.cost = cost_of(assignment.order);
    const std::uint64_t id = assignment.order.id;
    if (!assignment.order.with_arrays) {
      enqueue(std::move(assignment));
    } else if (const auto early = early_.find(id); early != early_.end()) {
      assignment.arrays = std::move(early->second);
      early_.erase(early);
      enqueue(std::move(assignment));
    } else {
      waiting_.emplace(id, std::move(assignment.order));
    }
  }
}

void Worker::arrays(std::uint64_t id, std::vector<base::Array> arrays) {
  const auto order = waiting_.find(id);
  if (order == waiting_.end()) {
    early_.emplace(id, std::move(arrays));
    return;
  }
  Assignment assignment{std::move(order->second), std::move(arrays), 1, 0};
  assignment.cost = cost_of(assignment.order);
  waiting_.erase(order);
  enqueue(std::move(assignment));
}

void Worker::enqueue(Assignment assignment) {
  if (stopped_) {
    report_.dropped.push_back(assignment.order.id);
  } else if (!broken_.empty()) {
    report_.returned.push_back({assignment.order.id, std::move(assignment.order.done)});
  } else {
    queued_cost_ += assignment.cost;
    queue_.push_back(std::move(assignment));
  }
}

std::vector<ToCrew> Worker::feed(double now_s) {
  std::vector<ToCrew> messages;
  while (!queue_.empty()) {
    const int painter = choose_painter(queue_.front());
    if (painter < 0) break;
    Assignment assignment = std::move(queue_.front());
    queue_.pop_front();
    queued_cost_ = queue_.empty() ? 0 : queued_cost_ - assignment.cost;
    messages.push_back(send(painter, std::move(assignment), now_s));
  }
  return messages;
}

/// The painter with the least to do, if it can do with more; -1: none.
int Worker::choose_painter(const Assignment& assignment) const {
  int best = -1;
  for (int i = 0; i < static_cast<int>(painters_.size()); ++i) {
    if (i == assignment.order.avoid_painter && painters_.size() > 1) continue;
    const Painter& painter = painters_[static_cast<std::size_t>(i)];
    if (best < 0 || painter.load < painters_[static_cast<std::size_t>(best)].load) best = i;
  }
  return best >= 0 && takes_more(painters_[static_cast<std::size_t>(best)]) ? best : -1;
}

bool Worker::takes_more(const Painter& painter) const {
  if (painter.assignments.empty()) return true;
  if (painter.assignments.size() >= kMostInHand) return false;
  const double share = (load_ + queued_cost_) / static_cast<double>(painters_.size());
  if (painter.load >= share) return false;  // the others will be free first
  if (painter.assignments.size() < 2) return true;
  return pace_.known() && pace_.seconds(painter.load, painter.assignments.size()) < kInHand_s;
}

ToCrew Worker::send(int index, Assignment assignment, double now_s) {
  Painter& painter = painters_[static_cast<std::size_t>(index)];
  if (painter.assignments.empty()) painter.since_s = now_s;
  painter.load += assignment.cost;
  load_ += assignment.cost;
  ++in_hand_;
  painter.assignments.push_back(std::move(assignment));
  const Assignment& sent = painter.assignments.back();
  ToCrew out;
  out.painter = index;
  if (const auto* request = std::get_if<plan::ScanRequest>(&sent.order.what))
    out.message = wire::Scan{sent.order.id, *request};
  else
    out.message = wire::Paint{std::get<plan::Task>(sent.order.what), sent.order.done, sent.arrays};
  return out;
}

Worker::Assignment* Worker::find(int painter, std::uint64_t id) {
  for (Assignment& assignment : painters_[static_cast<std::size_t>(painter)].assignments)
    if (assignment.order.id == id) return &assignment;
  return nullptr;
}

std::optional<Worker::Assignment> Worker::take(Painter& painter, std::uint64_t id) {
  const auto found =
      std::find_if(painter.assignments.begin(), painter.assignments.end(),
                   [&](const Assignment& assignment) { return assignment.order.id == id; });
  if (found == painter.assignments.end()) return std::nullopt;
  Assignment assignment = std::move(*found);
  painter.assignments.erase(found);
  --in_hand_;
  painter.load = painter.assignments.empty() ? 0 : painter.load - assignment.cost;
  load_ = in_hand_ == 0 ? 0 : load_ - assignment.cost;
  return assignment;
}

void Worker::on(const painters::Said& said, double now_s) {
  if (const auto* picture = std::get_if<wire::PictureDone>(&said.message)) {
    note(said.painter, picture->outcome, now_s);
  } else if (const auto* task = std::get_if<wire::TaskDone>(&said.message)) {
    finish(said.painter, task->task, now_s);
  } else if (const auto* scanned = std::get_if<wire::Scanned>(&said.message)) {
    if (!find(said.painter, scanned->id)) return;  // given back already
    report_.catalogs.push_back({scanned->id, scanned->catalog});
    finish(said.painter, scanned->id, now_s);
  }
}

void Worker::note(int painter, const plan::Outcome& outcome, double now_s) {
  Assignment* assignment = find(painter, outcome.task);
  if (!assignment) return;  // given back already
  assignment->order.done.push_back(outcome.picture);
  plan::Outcome kept = outcome;
  kept.rank = rank_;
  if (!kept.saved) {
    report_.outcomes.push_back(std::move(kept));
    return;
  }
  if (saved_.empty()) saved_since_s_ = now_s;
  saved_.push_back(std::move(kept));
}

void Worker::finish(int index, std::uint64_t id, double now_s) {
  Painter& painter = painters_[static_cast<std::size_t>(index)];
  const std::optional<Assignment> assignment = take(painter, id);
  if (!assignment) return;  // given back already
  // From one end to the next: stages of neighbours overlap, and this is what a painter gets done.
  const double seconds = std::max(0.0, now_s - painter.since_s);
  painter.since_s = now_s;
  pace_.took(assignment->cost, seconds);
  report_.finished.push_back({id, seconds});
  report_silent_pictures(*assignment);
}

/// A task that ends without a word on one of its pictures is a fault of the painter's; the
/// coordinator must not wait for it.
void Worker::report_silent_pictures(const Assignment& assignment) {
  const auto* task = std::get_if<plan::Task>(&assignment.order.what);
  if (!task) return;
  for (const plan::Picture& picture : task->pictures) {
    if (contains(assignment.order.done, picture.id)) continue;
    plan::Outcome outcome;
    outcome.picture = picture.id;
    outcome.task = task->id;
    outcome.captures = task->captures;
    outcome.key = picture.key;
    outcome.stage = plan::Stage::Draw;
    outcome.reason = "the painter ended the task without saying what became of this picture";
    outcome.rank = rank_;
    report_.outcomes.push_back(std::move(outcome));
  }
}

void Worker::on(const painters::Lost& lost, double now_s) {
  Painter& painter = painters_[static_cast<std::size_t>(lost.painter)];
  std::optional<std::uint64_t> charged;
  if (lost.charged && *lost.charged < lost.unfinished.size()) {
    bool ours = false;
    const std::uint64_t id = id_of(lost.unfinished[*lost.charged], ours);
    if (ours) charged = id;
  }
  std::deque<Assignment> assignments;
  assignments.swap(painter.assignments);
  in_hand_ -= assignments.size();
  load_ = in_hand_ == 0 ? 0 : load_ - painter.load;
  painter.load = 0;
  painter.since_s = now_s;
  for (auto assignment = assignments.rbegin(); assignment != assignments.rend();
       ++assignment) {  // to the front: keeps their order
    if (charged == assignment->order.id || ++assignment->returns > kMostReturns)
      charge(lost.painter, *assignment, lost);
    else
      give_back(std::move(*assignment));
  }
}

void Worker::charge(int painter, const Assignment& assignment, const painters::Lost& lost) {
  report_.charged.push_back({assignment.order.id, painter, lost.cause, lost.stage, lost.file,
                             lost.object, assignment.order.done});
}

void Worker::give_back(Assignment assignment) {
  if (stopped_ || !broken_.empty()) {
    enqueue(std::move(assignment));
    return;
  }
  queued_cost_ += assignment.cost;
  queue_.push_front(std::move(assignment));
}

void Worker::broken(const std::string& cause) {
  if (!broken_.empty()) return;
  broken_ = cause;
  report_.broken = cause;
  std::deque<Assignment> queue;
  queue.swap(queue_);
  queued_cost_ = 0;
  for (Assignment& assignment : queue) enqueue(std::move(assignment));
}

void Worker::stop() {
  if (stopped_) return;
  stopped_ = true;
  report_.stop = true;
  std::deque<Assignment> queue;
  queue.swap(queue_);
  queued_cost_ = 0;
  for (Assignment& assignment : queue) enqueue(std::move(assignment));
}

bool Worker::begin_sync(double now_s) {
  if (saved_.empty() || !syncing_.empty()) return false;
  const bool due =
      saved_.size() >= kSyncPictures || now_s - saved_since_s_ >= kSyncEvery_s || (last_ && idle());
  if (due) syncing_.swap(saved_);
  return due;
}

void Worker::synced(const std::string& error) {
  for (plan::Outcome& outcome : syncing_) {
    if (!error.empty()) {
      outcome.saved = false;
      outcome.stage = plan::Stage::Write;
      outcome.reason = "written, but not safely stored: " + error;
    }
    report_.outcomes.push_back(std::move(outcome));
  }
  syncing_.clear();
}

std::optional<Report> Worker::report(double now_s) {
  if (report_.empty()) return std::nullopt;
  if (!report_since_s_) report_since_s_ = now_s;
  const double stock_s = pace_.seconds(load_ + queued_cost_, in_hand_ + queue_.size()) /
                         static_cast<double>(std::max<std::size_t>(1, painters_.size()));
  if (stock_s > kLowStock_s && now_s - *report_since_s_ < kReportEvery_s) return std::nullopt;
  report_since_s_.reset();
  return std::exchange(report_, {});
}

bool Worker::well_fed() const {
  return pace_.known() && std::all_of(painters_.begin(), painters_.end(), [&](const Painter& p) {
           return p.assignments.size() >= 2 &&
                  pace_.seconds(p.load, p.assignments.size()) >= kWellFed_s;
         });
}

}  // namespace rankplot::dispatch
