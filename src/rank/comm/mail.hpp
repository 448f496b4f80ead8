#pragma once

#include <deque>
#include <optional>
#include <string>
#include <vector>

#include "rank/comm/call.hpp"
#include "rank/comm/session.hpp"

namespace rankplot::comm {

/// Short messages between ranks, none of which ever waits. One incoming message is under way at a
/// time, so that those of a pair of ranks stay in order.
class Mail {
 public:
  explicit Mail(int rank, int size);

  void send(int rank, Tag tag, std::string bytes);
  std::optional<Message> receive();
  std::size_t unsent() const { return requests_.size(); }
  void forget_sent();  ///< lets go of what MPI has taken

 private:
  bool begin_next();

  Communicator comm_;
  int rank_;
  int size_;
  std::deque<Message> to_self_;
  std::vector<MPI_Request> requests_;  ///< of `kept_`, place by place
  std::vector<std::string> kept_;
  std::optional<Message> incoming_;
  MPI_Request incoming_request_ = MPI_REQUEST_NULL;
};

}  // namespace rankplot::comm
