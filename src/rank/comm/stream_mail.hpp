#pragma once

#include <deque>
#include <optional>
#include <string>
#include <vector>

#include "rank/comm/call.hpp"
#include "rank/comm/session.hpp"

namespace rankplot::comm {

/// A bounded window of synchronous sends on a communicator of its own. A plain send of a short
/// message completes before anybody wants it and piles up at the receiver; a synchronous one
/// completes when it is received, so that neither side's memory grows.
class StreamMail {
 public:
  StreamMail(int rank, int size);

  void send(int rank, std::string bytes);
  std::optional<Session::Streamed> receive();
  std::size_t unsent() const;
  void forget_sent();  ///< lets go of what was received

 private:
  bool begin_next();

  Communicator comm_;
  int rank_;
  int size_;
  std::deque<Session::Streamed> to_self_;
  std::vector<MPI_Request> requests_;  ///< the window; MPI_REQUEST_NULL: free
  std::vector<std::string> kept_;      ///< of `requests_`, place by place
  std::optional<Session::Streamed> incoming_;
  MPI_Request incoming_request_ = MPI_REQUEST_NULL;
};

}  // namespace rankplot::comm
