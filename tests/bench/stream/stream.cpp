// Points of all ranks but 0, streamed to rank 0 into view and record, and what that costs rank 0.
//   mpirun -n 3 bench_stream PAINTER FOLDER [SECONDS] [POINTS_A_SECOND]
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <thread>

#include "core/job/vocabulary.hpp"
#include "rank/comm/session.hpp"
#include "rank/record/record.hpp"
#include "rank/stream/collector.hpp"
#include "rank/stream/producer.hpp"

using namespace rankplot;
using Clock = std::chrono::steady_clock;

namespace {

constexpr std::uint32_t kSeriesEach = 8;

double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

/// Of all threads of this process.
double cpu_s() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

void produce(comm::Session& session, double duration_s, double rate) {
  stream::Producer producer(session, 0, 0, job::Overflow::Wait);
  for (std::uint32_t i = 0; i < kSeriesEach; ++i)
    producer.declare({"series " + std::to_string(session.rank()) + "." + std::to_string(i),
                      {},
                      {},
                      {},
                      0,
                      false});
  const auto start = Clock::now();
  double made = 0;
  while (seconds_since(start) < duration_s) {
    for (std::uint32_t i = 0; i < kSeriesEach; ++i) {
      const double due = seconds_since(start) * rate - made;
      const auto now = std::min(producer.room(), static_cast<std::size_t>(std::max(0.0, due)));
      std::vector<stream::Point> points(std::min<std::size_t>(now, 512));
      for (stream::Point& point : points) point = {made, static_cast<double>(++made)};
      producer.push(i, points);
    }
    producer.turn();
    if (producer.room() == 0) std::this_thread::sleep_for(std::chrono::microseconds(200));
  }
  producer.finish();
  while (!producer.finished() || session.unsent_stream() > 0) {
    producer.turn();
    std::this_thread::sleep_for(std::chrono::microseconds(200));
  }
}

void collect(comm::Session& session, const char* painter, const char* folder) {
  stream::View view;
  const job::Vocabulary none;
  record::Record record({painter, {}, folder, true, false}, view, none);
  stream::Collector collector(
      session, view,
      {[&](std::size_t series, const stream::Run& run) { record.add(series, run); },
       [&] { return record.room(); },
       {}});
  const auto start = Clock::now();
  const double before_s = cpu_s();
  while (collector.ended() + 1 < static_cast<std::size_t>(session.size())) {
    const bool any = collector.turn();
    record.turn();
    if (!any) std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  const double wall_s = seconds_since(start), used_s = cpu_s() - before_s;
  record.finish();
  while (!record.finished()) {
    record.turn();
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  const auto points = static_cast<double>(collector.received());
  std::printf(
      "%.1f million points in %.2f s: %.2f million a second, %.0f %% of a core, view %.1f MB, "
      "record whole after %.2f s\n",
      points / 1e6, wall_s, points / 1e6 / wall_s, 100 * used_s / wall_s,
      static_cast<double>(view.memory_bytes()) / 1e6, seconds_since(start));
}

}  // namespace

int main(int argc, char** argv) {
  comm::Session session = comm::Session::start(&argc, &argv);
  if (argc < 3) {
    std::fprintf(stderr, "bench_stream PAINTER FOLDER [SECONDS] [POINTS_A_SECOND]\n");
    return 2;
  }
  const double duration_s = argc > 3 ? std::atof(argv[3]) : 10;
  const double rate = argc > 4 ? std::atof(argv[4]) : 3e6;
  if (session.rank() == 0)
    collect(session, argv[1], argv[2]);
  else
    produce(session, duration_s, rate / (session.size() - 1));
  session.barrier();
  return 0;
}
