#pragma once

#include <optional>
#include <vector>

#include "rank/comm/array_header.hpp"
#include "rank/comm/array_sender.hpp"
#include "rank/comm/call.hpp"
#include "rank/comm/state.hpp"

namespace rankplot::comm {

/// Receives transfers, one at a time: what others want to send waits at them.
class ArrayReceiver {
 public:
  explicit ArrayReceiver(MPI_Comm comm) : comm_(comm) {}
  ~ArrayReceiver();

  std::optional<Session::Arrays> receive(const Allocate& allocate);
  bool moving() const { return incoming_ && motion_.recent(); }

 private:
  /// The transfer under way; `data` is where the pieces go.
  struct Incoming {
    int source;
    Header header;
    std::vector<std::shared_ptr<std::byte>> data;
    Pieces pieces;
    std::vector<MPI_Request> requests;
  };
  bool begin_next();
  void find_memory(const Allocate& allocate);
  std::byte* place_of(const Piece& piece);
  std::size_t most_posted() const;
  void post();
  void collect();

  MPI_Comm comm_;
  std::unique_ptr<Incoming> incoming_;
  std::vector<std::byte> thrown_away_;  ///< where unwanted pieces go
  Motion motion_;
};

}  // namespace rankplot::comm
