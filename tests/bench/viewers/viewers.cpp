// What a page that many look at costs the rank that serves it, and how long news take to reach
// them.
//   bench_viewers [VIEWERS] [SECONDS] [UPDATES_A_SECOND] [SERIES] [POINTS]
// Each update brings so many new points to each series (50: with 20 updates, 1000 a second). The
// viewers are threads of another process that read all they are sent.
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <fstream>
#include <thread>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "rank/monitor/raw_client.hpp"
#include "rank/monitor/server.hpp"

using namespace rankplot::monitor;
using Clock = std::chrono::steady_clock;

namespace {

const Secrets kSecrets{"token-token-token-token-token-32", "cookie-cookie-cookie-cookie-c-32"};

std::int64_t now_ns() { return Clock::now().time_since_epoch().count(); }

/// Of all threads of this process.
double cpu_s() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

double resident_mb() {
  std::ifstream file("/proc/self/statm");
  double size = 0, resident = 0;
  file >> size >> resident;
  return resident * static_cast<double>(::sysconf(_SC_PAGESIZE)) / 1e6;
}

/// Of one viewer, until the server says goodbye: the age of each delta as it arrived.
std::vector<double> ages_ms(std::uint16_t port) {
  RawClient client(port);
  client.send(fmt::format(
      "GET /live HTTP/1.1\r\nHost: localhost:{0}\r\nOrigin: http://localhost:{0}\r\nCookie: "
      "rankplot_{0}={1}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: "
      "13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n",
      port, kSecrets.cookie));
  client.read_header();
  std::vector<double> ages;
  while (const auto message = client.read_message()) {
    const std::int64_t came = now_ns();
    std::uint32_t length = 0;
    std::memcpy(&length, message->data(), sizeof length);
    const auto header = nlohmann::json::parse(message->substr(4, length));
    if (header["kind"] == "delta" && header["parts"].contains("stamp"))
      ages.push_back(1e-6 *
                     static_cast<double>(came - header["parts"]["stamp"].get<std::int64_t>()));
  }
  return ages;
}

/// The other process: says what its viewers saw.
void look(int port_pipe, std::size_t viewers) {
  std::uint16_t port = 0;
  if (::read(port_pipe, &port, sizeof port) != sizeof port) return;
  std::vector<std::vector<double>> ages(viewers);
  std::vector<std::thread> threads;
  for (std::vector<double>& own : ages) threads.emplace_back([&own, port] { own = ages_ms(port); });
  for (std::thread& thread : threads) thread.join();
  std::vector<double> all;
  for (const auto& own : ages) all.insert(all.end(), own.begin(), own.end());
  std::sort(all.begin(), all.end());
  if (all.empty()) return;
  std::printf(
      "%zu messages taken by %zu viewers; from push to viewer: median %.2f ms, 99 %% %.2f ms\n",
      all.size(), viewers, all[all.size() / 2], all[all.size() * 99 / 100]);
}

/// A series of so many points, in buckets of one.
void grow(Series& series, std::size_t points) {
  for (std::size_t i = 0; i < points; ++i) {
    const auto x = static_cast<double>(series.points++);
    for (auto* column :
         {&series.columns.first, &series.columns.min, &series.columns.max, &series.columns.last})
      column->push_back(std::sin(0.01 * x));
    series.columns.x.push_back(x);
  }
}

void serve(int port_pipe, double duration_s, double rate, std::size_t count, std::size_t points) {
  Server server({}, kSecrets);
  State state;
  for (std::size_t i = 0; i < count; ++i) {
    state.series.push_back({fmt::format("series {}", i), "", "", 0, {}});
    grow(state.series.back(), 1000);
  }
  server.publish(state);
  const double before_mb = resident_mb();
  const std::uint16_t port = server.port();
  if (::write(port_pipe, &port, sizeof port) != sizeof port) return;
  const auto start = Clock::now();
  std::chrono::duration<double> due{1};  // time for all to come in
  double began_s = 0;
  std::size_t updates = 0;
  for (; due.count() < 1 + duration_s; ++updates, due += std::chrono::duration<double>(1 / rate)) {
    std::this_thread::sleep_until(start + std::chrono::duration_cast<Clock::duration>(due));
    if (updates == 0) began_s = cpu_s();
    for (Series& series : state.series) grow(series, points);
    state.parts["stamp"] = now_ns();
    server.publish(state);
  }
  std::printf(
      "%zu updates of %zu series with %zu points each: %.1f %% of a core, %.1f MB more than "
      "without viewers\n",
      updates, count, points, 100 * (cpu_s() - began_s) / duration_s, resident_mb() - before_mb);
}

}  // namespace

int main(int argc, char** argv) {
  const auto argument = [&](int i, double otherwise) {
    return argc > i ? std::atof(argv[i]) : otherwise;
  };
  std::array<int, 2> pipe{};
  if (::pipe(pipe.data()) != 0) return 1;
  const pid_t child = ::fork();
  if (child == 0) {
    look(pipe[0], static_cast<std::size_t>(argument(1, 100)));
    return 0;
  }
  serve(pipe[1], argument(2, 10), argument(3, 20), static_cast<std::size_t>(argument(4, 16)),
        static_cast<std::size_t>(argument(5, 50)));
  ::waitpid(child, nullptr, 0);
  return 0;
}
