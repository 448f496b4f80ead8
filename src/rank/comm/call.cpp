#include "rank/comm/call.hpp"

#include <exception>
#include <string_view>

#include "core/base/error.hpp"

namespace rankplot::comm {

int world_rank() {
  int up = 0;
  int rank = -1;
  if (MPI_Initialized(&up) == MPI_SUCCESS && up) MPI_Comm_rank(MPI_COMM_WORLD, &rank);
  return rank;
}

void check(int code, const char* call) {
  if (code == MPI_SUCCESS) return;
  char text[MPI_MAX_ERROR_STRING] = {};
  int length = 0;
  if (MPI_Error_string(code, text, &length) != MPI_SUCCESS) length = 0;
  base::fail("rank {}: {} failed: {} (code {})", world_rank(), call,
             std::string_view(text, static_cast<std::size_t>(length)), code);
}

Communicator Communicator::duplicate_world() {
  MPI_Comm comm = MPI_COMM_NULL;
  check(MPI_Comm_dup(MPI_COMM_WORLD, &comm), "MPI_Comm_dup");
  Communicator made(comm);
  check(MPI_Comm_set_errhandler(comm, MPI_ERRORS_RETURN), "MPI_Comm_set_errhandler");
  return made;
}

Communicator::~Communicator() {
  int finalized = 1;
  // Freeing is collective: after a failure the other ranks may not take part, and the end of the
  // process frees as well.
  if (comm_ != MPI_COMM_NULL && std::uncaught_exceptions() == 0 &&
      MPI_Finalized(&finalized) == MPI_SUCCESS && !finalized)
    MPI_Comm_free(&comm_);
}

}  // namespace rankplot::comm
