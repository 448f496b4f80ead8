#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <map>
#include <string>
#include <thread>
#include <vector>

#include "core/wire/channel.hpp"
#include "core/wire/status_page.hpp"
#include "painter/app/guard.hpp"

/// Started as a painter is; what it is told to scan says what it does.
namespace {

using namespace rankplot;

void wait_for_ever() {
  while (true) ::pause();
}

void crash() {
  volatile int* nowhere = nullptr;
  *nowhere = 1;
}

void overflow_stack(volatile char* above) {
  volatile char block[4096];
  block[0] = above != nullptr ? above[0] : char{0};
  if (block[0] == 0) overflow_stack(block);
  block[1] = 2;
}

class Fake {
 public:
  Fake(wire::Channel& channel, wire::StatusBlock& status) : channel_(channel), status_(status) {}

  int run() {
    while (true) {
      auto message = channel_.receive_from_rank(std::chrono::milliseconds(-1));
      if (!message || std::holds_alternative<wire::Finish>(*message)) return 0;
      if (const auto* setup = std::get_if<wire::Setup>(&*message)) job_ = setup->job_json;
      if (const auto* scan = std::get_if<wire::Scan>(&*message)) obey(*scan);
      if (const auto* paint = std::get_if<wire::Paint>(&*message)) draw(*paint);
    }
  }

 private:
  void report(app::Thread thread, std::uint64_t task, plan::Stage stage, const std::string& file) {
    wire::report(status_.threads[static_cast<int>(thread)], task, stage, file, "/object");
  }

  /// What is asked of it is told back as the catalog's error.
  void answer(const wire::Scan& scan, const std::string& text) {
    wire::Scanned scanned{scan.id, {}};
    scanned.catalog.error = text;
    channel_.send(scanned);
  }

  void obey(const wire::Scan& scan) {
    const std::string& command = scan.request.file;
    report(app::Thread::Read, wire::kScanBit | scan.id, plan::Stage::Scan, command);
    if (command == "crash") crash();
    if (command == "overflow") overflow_stack(nullptr);
    if (command == "abort") {
      std::fputs("first line\nlast words\n", stderr);
      std::abort();
    }
    if (command == "hang") wait_for_ever();
    if (command == "eat") eat();
    if (command == "close") ::close(channel_.fd());
    if (command == "garbage") (void)::write(channel_.fd(), "garbage", 7);
    if (command == "grow") grow();
    if (command == "leave") {
      std::fputs("cannot open libsomething.so\n", stderr);
      std::_Exit(127);
    }
    if (command == "write") write_half(scan);
    if (command == "noise") std::fputs(std::string(300'000, 'n').append("\n").c_str(), stderr);
    if (command == "close" || command == "garbage" || command == "write") wait_for_ever();
    answer(scan, command == "setup" ? job_ : command);
    report(app::Thread::Read, 0, plan::Stage::Idle, "");
  }

  static void eat() {
    std::vector<std::vector<char>> eaten;
    while (true) {
      eaten.emplace_back(4'000'000, 'x');
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
  }

  void grow() { kept_.emplace_back(60'000'000, 'x'); }

  /// Leaves a temporary file as if it had been ended while it wrote.
  void write_half(const wire::Scan& scan) {
    const std::string path = scan.request.patterns.at(0);
    const auto slash = path.rfind('/');
    std::ofstream(path.substr(0, slash + 1) + "." + path.substr(slash + 1) + "." +
                  std::to_string(::getpid()) + "-0.tmp")
        << "half";
    report(app::Thread::Save, wire::kScanBit | scan.id, plan::Stage::Write, path);
    answer(scan, "written");
  }

  /// One thread draws this task and crashes or waits, another is at the next one.
  void draw(const wire::Paint& paint) {
    const std::string& command = paint.task.files.at(0);
    if (command == "done") {
      channel_.send(wire::TaskDone{paint.task.id, 0.001, 0.001, 0.001, 0.001});
      return;
    }
    report(app::Thread::Read, paint.task.id + 2, plan::Stage::Read, "next.h5");
    channel_.send(wire::PictureDone{});
    std::thread drawing([&] {
      const app::ThreadGuard guard(app::Thread::Draw);
      report(app::Thread::Draw, paint.task.id + 1, plan::Stage::Draw, command);
      if (command == "crash") crash();
      wait_for_ever();
    });
    drawing.join();
  }

  wire::Channel& channel_;
  wire::StatusBlock& status_;
  std::string job_;
  std::vector<std::vector<char>> kept_;
};

int number_after(int argc, char** argv, const char* option) {
  for (int i = 1; i + 1 < argc; ++i) {
    if (std::strcmp(argv[i], option) == 0) return std::atoi(argv[i + 1]);
  }
  return -1;
}

}  // namespace

int main(int argc, char** argv) {
  if (number_after(argc, argv, "--exit") >= 0) {
    std::fputs("cannot load the graphics library\n", stderr);
    return number_after(argc, argv, "--exit");
  }
  wire::Channel channel{base::Descriptor(number_after(argc, argv, "--channel"))};
  app::ignore_group_signals();
  if (!app::end_with_rank(channel.fd())) return 0;
  const auto page = wire::StatusPage::open(base::Descriptor(number_after(argc, argv, "--status")));
  app::catch_crashes(page.block());
  const app::ThreadGuard guard(app::Thread::Read);
  try {
    channel.send(wire::Ready{"fake"});
    return Fake(channel, page.block()).run();
  } catch (const wire::Channel::Closed&) {
    return 0;
  }
}
