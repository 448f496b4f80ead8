#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <numeric>
#include <string>

#include "core/wire/channel.hpp"
#include "core/wire/status_page.hpp"

/// A painter that draws nothing: a task's file says what it does. "kill": dies. Else each picture
/// is saved at once, and its note is the sum of the arrays that came along.
namespace {

using namespace rankplot;

/// As many numbers as the task costs bytes, each the task's id.
base::Array numbers_of(const plan::Task& task) {
  base::Array array{base::ElementType::Int64, {task.cost_bytes}, nullptr};
  const auto memory = wire::shared_bytes(array.bytes());
  auto* numbers = reinterpret_cast<std::int64_t*>(memory.get());
  std::fill_n(numbers, array.count(), static_cast<std::int64_t>(task.id));
  array.data = memory;
  return array;
}

std::int64_t sum_of(const std::vector<base::Array>& arrays) {
  std::int64_t sum = 0;
  for (const base::Array& array : arrays) {
    const auto* numbers = reinterpret_cast<const std::int64_t*>(array.data.get());
    sum = std::accumulate(numbers, numbers + array.count(), sum);
  }
  return sum;
}

class Fake {
 public:
  Fake(wire::Channel& channel, wire::StatusBlock& status) : channel_(channel), status_(status) {}

  void run() {
    for (;;) {
      const auto message = channel_.receive_from_rank(std::chrono::milliseconds(-1));
      if (!message || std::holds_alternative<wire::Finish>(*message)) return;
      if (const auto* scan = std::get_if<wire::Scan>(&*message)) answer(*scan);
      if (const auto* load = std::get_if<wire::Load>(&*message)) answer(*load);
      if (const auto* paint = std::get_if<wire::Paint>(&*message)) answer(*paint);
    }
  }

 private:
  void obey(std::uint64_t task, const std::string& file) {
    wire::report(status_.threads[0], task, plan::Stage::Read, file, "/object");
    if (file == "kill") ::raise(SIGKILL);
  }
  void rest() { wire::report(status_.threads[0], 0, plan::Stage::Idle, "", ""); }

  void answer(const wire::Scan& scan) {
    obey(wire::kScanBit | scan.id, scan.request.file);
    wire::Scanned scanned{scan.id, {}};
    scanned.catalog.file.path = scan.request.file;
    channel_.send(wire::FromPainter(scanned));
    rest();
  }

  void answer(const wire::Load& load) {
    obey(load.task.id + 1, load.task.files.at(0) == "kill reader" ? "kill" : "");
    wire::Loaded loaded;
    loaded.task = load.task.id;
    if (load.task.files.at(0) == "unreadable")
      loaded.error = "cannot be read";
    else
      loaded.arrays.push_back(numbers_of(load.task));
    channel_.send(wire::FromPainter(loaded));
    rest();
  }

  void answer(const wire::Paint& paint) {
    obey(paint.task.id + 1, paint.task.files.at(0));
    for (const plan::Picture& picture : paint.task.pictures) {
      if (std::count(paint.done.begin(), paint.done.end(), picture.id) > 0) continue;
      plan::Outcome outcome;
      outcome.picture = picture.id;
      outcome.task = paint.task.id;
      outcome.saved = true;
      outcome.notes = {std::to_string(sum_of(paint.arrays))};
      channel_.send(wire::FromPainter(wire::PictureDone{outcome}));
    }
    channel_.send(wire::FromPainter(wire::TaskDone{paint.task.id, 0, 0, 0, 0}));
    rest();
  }

  wire::Channel& channel_;
  wire::StatusBlock& status_;
};

int number_after(int argc, char** argv, const char* option) {
  for (int i = 1; i + 1 < argc; ++i)
    if (std::strcmp(argv[i], option) == 0) return std::atoi(argv[i + 1]);
  return -1;
}

}  // namespace

int main(int argc, char** argv) {
  wire::Channel channel{base::Descriptor(number_after(argc, argv, "--channel"))};
  const auto page = wire::StatusPage::open(base::Descriptor(number_after(argc, argv, "--status")));
  try {
    channel.send(wire::FromPainter(wire::Ready{RANKPLOT_VERSION}));
    Fake(channel, page.block()).run();
  } catch (const wire::Channel::Closed&) {
    return 0;
  }
  return 0;
}
