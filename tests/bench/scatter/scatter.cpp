// Arrays sent by comm::Session beside a plain MPI_Scatterv of the same bytes, in turn, in one run.
//   mpirun -n 2 build/release/bin/bench_scatter [MEGABYTES a rank, default 256] [ROUNDS, default 5]
#include <mpi.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <thread>
#include <vector>

#include <algorithm>

#include "core/base/narrow.hpp"
#include "rank/comm/session.hpp"

namespace {
using namespace rankplot;
using Clock = std::chrono::steady_clock;

double since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

std::shared_ptr<std::byte> filled(std::size_t bytes) {
  std::shared_ptr<std::byte> memory(new std::byte[bytes], std::default_delete<std::byte[]>());
  std::fill_n(memory.get(), bytes, std::byte{7});
  return memory;
}

/// Rank 0 sends `per_rank` bytes of float64 to every other rank; the time until all have them.
double by_session(comm::Session& session, const std::shared_ptr<std::byte>& data,
                  const std::shared_ptr<std::byte>& target, std::size_t per_rank) {
  session.barrier();
  const Clock::time_point start = Clock::now();
  if (session.rank() == 0) {
    for (int rank = 1; rank < session.size(); ++rank) {
      session.send_arrays(rank, 1, {{base::ElementType::Float64, {per_rank / 8}, data}});
    }
    while (session.unsent() > 0) session.receive();
  } else {
    while (!session.receive_arrays([&](std::size_t) { return target; })) {
    }
  }
  session.barrier();
  return since(start);
}

double by_scatterv(comm::Session& session, const std::byte* data, std::byte* target,
                   std::size_t per_rank) {
  const int count = base::narrow<int>(per_rank / 8, "elements a rank");
  std::vector<int> counts(static_cast<std::size_t>(session.size()), count);
  counts[0] = 0;
  const std::vector<int> starts(counts.size(), 0);  // all get the same bytes, as above
  session.barrier();
  const Clock::time_point start = Clock::now();
  MPI_Scatterv(data, counts.data(), starts.data(), MPI_DOUBLE, target,
               counts[static_cast<std::size_t>(session.rank())], MPI_DOUBLE, 0, MPI_COMM_WORLD);
  session.barrier();
  return since(start);
}

}  // namespace

int main(int argc, char** argv) {
  comm::Session session = comm::Session::start(&argc, &argv);
  const std::size_t per_rank = (argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 256) << 20U;
  const int rounds = argc > 2 ? std::atoi(argv[2]) : 5;
  const std::shared_ptr<std::byte> data = filled(per_rank), target = filled(per_rank);
  std::vector<double> ratios;
  for (int round = 0; round <= rounds; ++round) {
    const double ours = by_session(session, data, target, per_rank);
    const double theirs = by_scatterv(session, data.get(), target.get(), per_rank);
    if (session.rank() != 0 || round == 0) continue;  // the first touches the memory
    const double bytes = static_cast<double>(per_rank) * (session.size() - 1);
    std::printf("session %.2f GB/s   MPI_Scatterv %.2f GB/s   ratio %.2f\n", bytes / ours / 1e9,
                bytes / theirs / 1e9, theirs / ours);
    ratios.push_back(theirs / ours);
  }
  if (session.rank() == 0 && !ratios.empty()) {
    std::sort(ratios.begin(), ratios.end());
    std::printf("median ratio %.2f of MPI_Scatterv's rate\n", ratios[ratios.size() / 2]);
  }
}
