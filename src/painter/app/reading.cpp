#include "painter/app/reading.hpp"

#include <algorithm>
#include <utility>

#include <nlohmann/json.hpp>

#include "core/base/error.hpp"
#include "painter/app/gathering.hpp"
#include "painter/read/inspect.hpp"
#include "painter/record/sample.hpp"

namespace rankplot::app {
namespace {

using plan::Stage;

/// A picture of the task as far as the plan knows it.
plan::Outcome begun(const Setting& setting, const plan::Task& task, const plan::Picture& picture) {
  plan::Outcome outcome;
  outcome.picture = picture.id;
  outcome.task = task.id;
  if (picture.figure < setting.job.figures.size()) {
    outcome.figure = setting.job.figures[picture.figure].name;
  }
  outcome.captures = task.captures;
  outcome.key = picture.key;
  outcome.rank = setting.rank;
  return outcome;
}

/// What cannot be bound fails alone: the task without it.
plan::Task without_unbound(const plan::Task& given, TaskToDraw& task) {
  plan::Task sound = given;
  sound.pictures.clear();
  for (std::size_t i = 0; i < given.pictures.size(); ++i) {
    plan::Task alone = given;
    alone.pictures = {given.pictures[i]};
    try {
      plan::bind(task.setting->job, alone);
      sound.pictures.push_back(given.pictures[i]);
    } catch (...) {
      task.pictures[i].failure = current_failure(Stage::Plan);
    }
  }
  return sound;
}

plan::BoundTask bind(const plan::Task& given, TaskToDraw& task) {
  try {
    return plan::bind(task.setting->job, given);
  } catch (const base::Error&) {
    return plan::bind(task.setting->job, without_unbound(given, task));
  }
}

void bind_pictures(TaskToDraw& task, const plan::Task& given) {
  plan::BoundTask bound = bind(given, task);
  task.reads = std::move(bound.reads);
  auto next = bound.pictures.begin();
  for (PictureToDraw& picture : task.pictures) {
    if (picture.failure) continue;
    picture.bound = std::move(*next++);
  }
}

void fail_all(TaskToDraw& task, const Failure& failure) {
  for (PictureToDraw& picture : task.pictures) picture.failure = failure;
}

void drop_done(TaskToDraw& task, const std::vector<std::uint64_t>& done) {
  std::erase_if(task.pictures, [&](const PictureToDraw& picture) {
    return std::find(done.begin(), done.end(), picture.outcome.picture) != done.end();
  });
}

}  // namespace

Reading::Reading(wire::Channel& channel, wire::ThreadStatus& status, Queue<TaskToDraw>& to_draw)
    : channel_(channel),
      status_(status),
      to_draw_(to_draw),
      reader_([this](const std::string& file, const std::string& object) { touch(file, object); }) {
}

void Reading::run() {
  channel_.send(wire::Ready{RANKPLOT_VERSION});
  while (!finished_) {
    auto message = channel_.receive_from_rank(std::chrono::milliseconds(-1));
    if (message) take(std::move(*message));
  }
}

void Reading::take(wire::ToPainter message) {
  std::visit([this](auto&& one) { handle(std::move(one)); }, std::move(message));
  idle();
}

void Reading::touch(const std::string& file, const std::string& object) {
  wire::report(status_, status_task_, stage_, file, object);
}

void Reading::begin(std::uint64_t status_task, Stage stage) {
  status_task_ = status_task;
  stage_ = stage;
  touch({}, {});
}

void Reading::idle() { begin(0, Stage::Idle); }

const Setting& Reading::setting() const {
  if (!setting_) base::fail("a task came before the setup");
  return *setting_;
}

void Reading::handle(const wire::Setup& setup) try {
  auto setting = std::make_shared<Setting>();
  nlohmann::json::parse(setup.job_json).get_to(setting->job);
  setting->rank = setup.rank;
  setting->most_array_bytes = setup.most_array_bytes;
  setting_ = std::move(setting);
} catch (const nlohmann::json::exception& error) {
  base::fail("the job that the rank sent is damaged: {}", error.what());
}

void Reading::handle(const wire::Scan& scan) {
  begin(wire::kScanBit | scan.id, Stage::Scan);
  touch(scan.request.file, {});
  wire::Scanned answer{scan.id, {}};
  try {
    answer.catalog = read::scan(
        scan.request,
        [this](const std::string& file, const std::string& object) { touch(file, object); });
  } catch (...) {
    answer.catalog.file.path = scan.request.file;
    answer.catalog.error = current_failure(Stage::Scan).reason;
  }
  channel_.send(std::move(answer));
}

ArrayOrFailure Reading::load(const plan::Read& what, const read::Allocator& allocate) try {
  touch(what.file, what.object);
  return reader_.load(what, setting().most_array_bytes, allocate);
} catch (...) {
  return current_failure(Stage::Read, what.file, what.object);
}

wire::Loaded Reading::load_all(const plan::Task& task) try {
  wire::Loaded answer;
  answer.task = task.id;
  for (const plan::Read& what : plan::bind(setting().job, task).reads) {
    ArrayOrFailure loaded = load(what, wire::shared_bytes);
    if (const auto* failure = std::get_if<Failure>(&loaded)) {
      return {task.id, {}, failure->reason, failure->file, failure->object};
    }
    answer.arrays.push_back(std::move(std::get<base::Array>(loaded)));
  }
  return answer;
} catch (const base::Error& error) {
  return {task.id, {}, error.what(), {}, {}};
}

void Reading::handle(const wire::Load& load) {
  begin(load.task.id + 1, Stage::Read);
  channel_.send(load_all(load.task));
}

void Reading::handle(wire::Paint paint) {
  begin(paint.task.id + 1, Stage::Read);
  setting();
  const Timer timer;
  TaskToDraw task{setting_, paint.task.id, paint.task.captures, {}, {}, {}, 0};
  for (const plan::Picture& picture : paint.task.pictures) {
    task.pictures.push_back({begun(*setting_, paint.task, picture), {}, {}, {}});
  }
  try {
    bind_pictures(task, paint.task);
    drop_done(task, paint.done);
    const bool given = !paint.arrays.empty();
    if (!given || paint.arrays.size() == task.reads.size()) {
      task.arrays.assign(paint.arrays.begin(), paint.arrays.end());
      fill_arrays(task, given, [this](const plan::Read& what) { return load(what, read::heap); });
    } else {
      base::fail("received {} arrays for a task that reads {}", paint.arrays.size(),
                 task.reads.size());
    }
  } catch (...) {
    drop_done(task, paint.done);
    fail_all(task, current_failure(Stage::Plan));
  }
  task.read_s = timer.seconds();
  idle();  // waiting for the drawing is no work
  to_draw_.push(std::move(task));
}

void Reading::handle(const wire::Inspect& inspect) {
  begin(wire::kInspecting, Stage::Scan);
  wire::Inspected answer;
  try {
    answer.inspection = read::inspect(
        inspect.request,
        [this](const std::string& file, const std::string& object) { touch(file, object); });
  } catch (...) {
    answer.inspection = {{}, current_failure(Stage::Scan).reason};
  }
  channel_.send(std::move(answer));
}

void Reading::handle(const wire::Sample& sample) {
  begin(wire::kSampling, Stage::Write);
  wire::Sampled answer;
  try {
    answer.files = record::write_samples(
        sample.folder, {sample.random_plots, sample.grid, sample.steps, sample.every, sample.seed});
  } catch (...) {
    answer.error = current_failure(Stage::Write).reason;
  }
  channel_.send(std::move(answer));
}

void Reading::handle(const wire::RecordOpen& open) {
  begin(wire::kSampling, Stage::Write);
  touch(open.path, {});
  channel_.send(recording_.open(open));
}

void Reading::handle(const wire::RecordPoints& points) {
  begin(wire::kSampling, Stage::Write);
  if (auto answer = recording_.add(points)) channel_.send(std::move(*answer));
}

void Reading::handle(const wire::MovieOpen& open) {
  begin(wire::kSampling, Stage::Encode);
  if (auto answer = filming_.open(open)) channel_.send(std::move(*answer));
}

void Reading::handle(const wire::MovieFrame& frame) {
  begin(wire::kSampling, Stage::Encode);
  touch(frame.file, {});
  if (auto answer = filming_.add(frame)) channel_.send(std::move(*answer));
}

void Reading::handle(const wire::MovieEnd&) {
  begin(wire::kSampling, Stage::Write);
  channel_.send(filming_.end());
}

}  // namespace rankplot::app
