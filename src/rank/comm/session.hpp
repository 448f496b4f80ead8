#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/base/array.hpp"

namespace rankplot::comm {

/// What a message between ranks is for; the MPI tag.
enum class Tag : int { Request = 1, Grant, Outcome, Array, Control };

struct Message {
  int source = 0;
  Tag tag = Tag::Control;
  std::string bytes;
};

inline constexpr std::size_t kStreamWindow = 16;

/// Owns MPI: the only folder that calls it. MPI_THREAD_FUNNELED, errors return and become
/// base::Error naming the call. A session of one rank made by alone() calls no MPI at all; messages
/// to itself are delivered all the same.
class Session {
 public:
  /// MPI_Init_thread; sets OMPI_MCA_pml=ob1 before it when all ranks are on one node and the user
  /// set nothing.
  static Session start(int* argc, char*** argv);
  static Session alone();
  /// MPI_Finalize, unless an exception is in flight.
  ~Session();
  struct State;  ///< one with MPI and one without
  Session(Session&&) noexcept;
  Session& operator=(Session&&) noexcept;

  int rank() const;
  int size() const;

  /// Never waits: the bytes are kept until MPI has taken them. Messages of one pair of ranks arrive
  /// in order.
  void send(int rank, Tag tag, std::string bytes);
  /// The next message that has come, in a few probes; empty: none. Sizes are checked.
  std::optional<Message> receive();
  /// Sends (messages and arrays) not yet taken by MPI.
  std::size_t unsent() const;
  /// Arrays are being copied right now: to sleep now would slow them down.
  bool moving() const;

  /// Sends the arrays of a task, typed (the MPI datatype of the ElementType), in pieces of
  /// 8 MiB, so that more than 2^31 bytes pass. Never waits; the arrays are kept until sent. `id`
  /// names them at the receiver, which takes a bounded number of them at once. Arrays of one pair
  /// of ranks arrive in order, but not in order with messages.
  void send_arrays(int rank, std::uint64_t id, std::vector<base::Array> arrays);
  /// Arrays that have come whole; `allocate` gives their memory (the size is checked before):
  /// nullptr throws the array away; where it throws, the transfer waits for the next call.
  struct Arrays {
    int source = 0;
    std::uint64_t id = 0;
    std::vector<base::Array> arrays;
  };
  std::optional<Arrays> receive_arrays(
      const std::function<std::shared_ptr<std::byte>(std::size_t)>& allocate);

  /// Streams bytes on a communicator of its own: messages of a pair of ranks arrive in order, and
  /// at most kStreamWindow of a rank's are under way that nobody has received. stream() throws
  /// where stream_room() is 0. They are not counted in unsent(): who never receives them holds up
  /// nobody but their sender.
  std::size_t stream_room();
  void stream(int rank, std::string bytes);
  struct Streamed {
    int source = 0;
    std::string bytes;
  };
  std::optional<Streamed> receive_stream();
  std::size_t unsent_stream();

  // Collective; they sleep while they wait (a rank never burns its painters' core).
  std::vector<std::string> all_gather(const std::string& bytes);
  std::string broadcast(std::string bytes, int root);
  void barrier();
  /// Agreement: the error of the lowest rank that has one, or "".
  std::string agree(const std::string& error);
  [[noreturn]] void abort(int code);

 private:
  explicit Session(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace rankplot::comm
