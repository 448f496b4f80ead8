#include "rank/painters/blame.hpp"

#include <algorithm>
#include <variant>

#include "core/base/files.hpp"

namespace rankplot::painters {
namespace {

/// What the status page says of a thread that works on this message.
std::uint64_t status_task(const wire::ToPainter& message) {
  if (const auto* scan = std::get_if<wire::Scan>(&message)) return wire::kScanBit | scan->id;
  if (const auto* load = std::get_if<wire::Load>(&message)) return load->task.id + 1;
  if (const auto* paint = std::get_if<wire::Paint>(&message)) return paint->task.id + 1;
  if (std::holds_alternative<wire::Sample>(message)) return wire::kSampling;
  if (std::holds_alternative<wire::Inspect>(message)) return wire::kInspecting;
  return 0;
}

bool finishes(const wire::FromPainter& message, const wire::ToPainter& work) {
  if (const auto* scanned = std::get_if<wire::Scanned>(&message)) {
    const auto* scan = std::get_if<wire::Scan>(&work);
    return scan != nullptr && scan->id == scanned->id;
  }
  if (const auto* loaded = std::get_if<wire::Loaded>(&message)) {
    const auto* load = std::get_if<wire::Load>(&work);
    return load != nullptr && load->task.id == loaded->task;
  }
  if (const auto* done = std::get_if<wire::TaskDone>(&message)) {
    const auto* paint = std::get_if<wire::Paint>(&work);
    return paint != nullptr && paint->task.id == done->task;
  }
  if (std::holds_alternative<wire::Inspected>(message)) {
    return std::holds_alternative<wire::Inspect>(work);
  }
  return std::holds_alternative<wire::Sampled>(message) &&
         std::holds_alternative<wire::Sample>(work);
}

template <class Test>
std::optional<std::size_t> find(const std::vector<wire::ToPainter>& work, Test test) {
  const auto found = std::find_if(work.begin(), work.end(), test);
  if (found == work.end()) return std::nullopt;
  return static_cast<std::size_t>(found - work.begin());
}

}  // namespace

Blame blame(const wire::StatusBlock& status, const std::vector<wire::ToPainter>& unfinished,
            bool crashed, std::optional<int> slowest) {
  std::optional<int> thread = slowest;
  const int named = status.crashed_thread;
  if (crashed && named >= 0 && named < wire::kStatusThreads) thread = named;
  if (!thread) return {};
  const wire::Activity activity = wire::activity(status.threads[*thread]);
  if (activity.task == 0) return {};
  const auto charged = find(unfinished, [&](const wire::ToPainter& message) {
    return status_task(message) == activity.task;
  });
  return {charged, activity.stage, activity.file, activity.object};
}

std::optional<std::size_t> finished_by(const wire::FromPainter& message,
                                       const std::vector<wire::ToPainter>& work) {
  return find(work, [&](const auto& sent) { return finishes(message, sent); });
}

void remove_unfinished_files(const wire::StatusBlock& status, int process) {
  for (const wire::ThreadStatus& thread : status.threads) {
    const wire::Activity activity = wire::activity(thread);
    // A name that fills its place in the page may have been cut.
    const bool whole = activity.file.size() + 1 < sizeof thread.file;
    if (activity.stage == plan::Stage::Write && whole) {
      base::remove_temporaries(activity.file, process);
    }
  }
}

}  // namespace rankplot::painters
