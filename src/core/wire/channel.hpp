#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>

#include "core/base/descriptor.hpp"
#include "core/wire/messages.hpp"

namespace rankplot::wire {

/// One end of the socket pair between a rank and a painter. Bodies that fit travel in the packet;
/// larger ones and all arrays as sealed memfds. Every size received is checked. Arrays in memory of
/// shared_bytes cross without a copy; they must not change any more. send() may be called by
/// several threads at once; one thread receives.
class Channel {
 public:
  explicit Channel(base::Descriptor socket);
  ~Channel();
  Channel(Channel&&) noexcept;
  Channel& operator=(Channel&&) noexcept;

  int fd() const;

  /// Rank's side: queued where the socket is full; flush() sends on. Painter's side: waits. Throw
  /// Closed when the other end is gone.
  void send(const ToPainter& message);
  void send(const FromPainter& message);
  bool flush();  ///< true: nothing is queued any more

  /// The next message, waiting at most `timeout` (negative: for ever). Empty: none came. Throws
  /// Closed when the other end is gone, base::Error on bytes that are no message.
  std::optional<FromPainter> receive_from_painter(std::chrono::milliseconds timeout);
  std::optional<ToPainter> receive_from_rank(std::chrono::milliseconds timeout);

  struct Closed {};

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// A connected pair: [0] for the rank (non-blocking), [1] for the painter (inherited over exec).
struct SocketPair {
  base::Descriptor rank_end, painter_end;
};
SocketPair make_socket_pair();

/// Memory of a new memfd, mapped: what read::load uses as allocator when the array will cross.
/// Small arrays are given plain memory: a copy costs them less.
std::shared_ptr<std::byte> shared_bytes(std::size_t bytes);

}  // namespace rankplot::wire
