#pragma once

#include <chrono>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <vector>

#include "rank/comm/array_header.hpp"
#include "rank/comm/call.hpp"

namespace rankplot::comm {

/// When something last moved: bulk copies are driven without sleeping as long as they get on.
class Motion {
 public:
  void moved() { last_ = Clock::now(); }
  bool recent() const { return Clock::now() - last_ < std::chrono::milliseconds(5); }

 private:
  using Clock = std::chrono::steady_clock;
  Clock::time_point last_{};
};

/// Sends transfers, in order for each destination. A window of synchronous sends (complete once the
/// receiver has matched them) keeps what the receiver did not ask for out of its memory.
class ArraySender {
 public:
  explicit ArraySender(MPI_Comm comm);
  ~ArraySender();

  void send(int rank, std::uint64_t id, std::vector<base::Array> arrays);
  void progress();
  std::size_t unsent() const { return transfers_; }
  bool moving() const { return transfers_ > 0 && motion_.recent(); }

 private:
  struct Transfer;
  struct Destination;
  void fill_window(int rank, Destination& destination);
  void issend(int rank, Destination& destination, const void* data, int count, MPI_Datatype type,
              int tag);
  void collect();

  MPI_Comm comm_;
  std::map<int, Destination> destinations_;
  std::size_t transfers_ = 0;
  Motion motion_;
  std::vector<MPI_Request> requests_;  ///< in flight; `owners_` has their transfers, place by place
  struct Owner {
    int rank = 0;
    std::shared_ptr<Transfer> transfer;
  };
  std::vector<Owner> owners_;
};

}  // namespace rankplot::comm
