#pragma once

#include <string>
#include <vector>

#include "rank/comm/call.hpp"

namespace rankplot::comm {

/// The non-blocking collectives, tested with sleeps of up to 1 ms between: a rank that waits for
/// the others leaves its core to the painters.
class Collectives {
 public:
  Collectives(int rank, int size);

  std::vector<std::string> all_gather(const std::string& bytes);
  std::string broadcast(std::string bytes, int root);
  void barrier();

 private:
  std::vector<long long> all_sizes(std::size_t bytes);

  Communicator comm_;
  int rank_;
  int size_;
};

}  // namespace rankplot::comm
