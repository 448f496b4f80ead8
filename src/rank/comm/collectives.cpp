#include "rank/comm/collectives.hpp"

#include <algorithm>
#include <chrono>
#include <limits>
#include <thread>

#include "core/base/error.hpp"
#include "core/base/narrow.hpp"

namespace rankplot::comm {
namespace {

constexpr std::size_t kPartBytes = std::size_t{1} << 30;  // of a broadcast; a count is an int

void wait(MPI_Request request, const char* call) {
  using std::chrono::microseconds;
  constexpr microseconds longest{1000};
  microseconds pause{10};
  for (;;) {
    int done = 0;
    check(MPI_Test(&request, &done, MPI_STATUS_IGNORE), call);
    if (done) return;
    std::this_thread::sleep_for(pause);
    pause = std::min(pause * 2, longest);
  }
}

}  // namespace

Collectives::Collectives(int rank, int size)
    : comm_(Communicator::duplicate_world()), rank_(rank), size_(size) {}

std::vector<long long> Collectives::all_sizes(std::size_t bytes) {
  const auto mine = static_cast<long long>(bytes);
  std::vector<long long> sizes(static_cast<std::size_t>(size_));
  MPI_Request request = MPI_REQUEST_NULL;
  check(MPI_Iallgather(&mine, 1, MPI_LONG_LONG, sizes.data(), 1, MPI_LONG_LONG, comm_.get(),
                       &request),
        "MPI_Iallgather");
  wait(request, "MPI_Iallgather");
  return sizes;
}

std::vector<std::string> Collectives::all_gather(const std::string& bytes) {
  const std::vector<long long> sizes = all_sizes(bytes.size());
  std::vector<int> counts, offsets;
  long long total = 0;
  for (const long long size : sizes) {
    // Every rank sees the same sizes, so that all of them fail here together.
    if (size < 0 || total + size > std::numeric_limits<int>::max())
      base::fail("rank {}: gathering {} bytes and more from all ranks; at most {} are possible",
                 rank_, total, std::numeric_limits<int>::max());
    counts.push_back(static_cast<int>(size));
    offsets.push_back(static_cast<int>(total));
    total += size;
  }
  std::string all(static_cast<std::size_t>(total), '\0');
  MPI_Request request = MPI_REQUEST_NULL;
  check(MPI_Iallgatherv(bytes.data(), counts[static_cast<std::size_t>(rank_)], MPI_BYTE, all.data(),
                        counts.data(), offsets.data(), MPI_BYTE, comm_.get(), &request),
        "MPI_Iallgatherv");
  wait(request, "MPI_Iallgatherv");
  std::vector<std::string> said;
  for (std::size_t i = 0; i < counts.size(); ++i)
    said.push_back(
        all.substr(static_cast<std::size_t>(offsets[i]), static_cast<std::size_t>(counts[i])));
  return said;
}

std::string Collectives::broadcast(std::string bytes, int root) {
  const auto ibcast = [&](void* data, int count, MPI_Datatype type) {
    MPI_Request request = MPI_REQUEST_NULL;
    check(MPI_Ibcast(data, count, type, root, comm_.get(), &request), "MPI_Ibcast");
    wait(request, "MPI_Ibcast");
  };
  auto total = static_cast<long long>(bytes.size());
  ibcast(&total, 1, MPI_LONG_LONG);
  bytes.resize(base::narrow<std::size_t>(total, "the number of bytes of a broadcast"));
  for (std::size_t at = 0; at < bytes.size(); at += kPartBytes)
    ibcast(bytes.data() + at, static_cast<int>(std::min(kPartBytes, bytes.size() - at)), MPI_BYTE);
  return bytes;
}

void Collectives::barrier() {
  MPI_Request request = MPI_REQUEST_NULL;
  check(MPI_Ibarrier(comm_.get(), &request), "MPI_Ibarrier");
  wait(request, "MPI_Ibarrier");
}

}  // namespace rankplot::comm
