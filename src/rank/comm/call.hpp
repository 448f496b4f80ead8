#pragma once

#include <mpi.h>

#include <utility>

namespace rankplot::comm {

/// Throws base::Error naming the call, this rank and MPI's own message, unless `code` is
/// MPI_SUCCESS.
void check(int code, const char* call);

/// Rank of this process in MPI_COMM_WORLD; -1 before MPI_Init.
int world_rank();

/// A duplicate of MPI_COMM_WORLD, so that its messages meet no others; errors return.
class Communicator {
 public:
  static Communicator duplicate_world();
  Communicator(Communicator&& other) noexcept : comm_(std::exchange(other.comm_, MPI_COMM_NULL)) {}
  Communicator& operator=(Communicator&&) = delete;
  ~Communicator();

  MPI_Comm get() const { return comm_; }

 private:
  explicit Communicator(MPI_Comm comm) : comm_(comm) {}
  MPI_Comm comm_ = MPI_COMM_NULL;
};

}  // namespace rankplot::comm
