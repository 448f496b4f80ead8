#include <cstdlib>
#include <exception>
#include <string_view>
#include <thread>

#include "core/base/error.hpp"
#include "rank/comm/array_receiver.hpp"
#include "rank/comm/array_sender.hpp"
#include "rank/comm/collectives.hpp"
#include "rank/comm/mail.hpp"
#include "rank/comm/state.hpp"
#include "rank/comm/stream_mail.hpp"

namespace rankplot::comm {
namespace {

using std::chrono::steady_clock;

/// On one node Open MPI's default spends 200 ms looking for fabrics that nobody needs there.
void choose_point_to_point() {
  const char* all = std::getenv("OMPI_COMM_WORLD_SIZE");
  const char* here = std::getenv("OMPI_COMM_WORLD_LOCAL_SIZE");
  if (all && here && std::string_view(all) == here) setenv("OMPI_MCA_pml", "ob1", 0);
}

/// MPI from MPI_Init to MPI_Finalize.
class Library {
 public:
  Library(int* argc, char*** argv) {
    choose_point_to_point();
    int provided = MPI_THREAD_SINGLE;
    check(MPI_Init_thread(argc, argv, MPI_THREAD_FUNNELED, &provided), "MPI_Init_thread");
    check(MPI_Comm_set_errhandler(MPI_COMM_WORLD, MPI_ERRORS_RETURN), "MPI_Comm_set_errhandler");
    if (provided < MPI_THREAD_FUNNELED)
      base::fail("this MPI offers thread level {}; rankplot needs MPI_THREAD_FUNNELED ({})",
                 provided, MPI_THREAD_FUNNELED);
    check(MPI_Comm_rank(MPI_COMM_WORLD, &rank), "MPI_Comm_rank");
    check(MPI_Comm_size(MPI_COMM_WORLD, &size), "MPI_Comm_size");
  }
  Library(const Library&) = delete;
  ~Library() {
    // MPI_Finalize waits for all ranks: with an exception in flight, or with messages that nobody
    // took, they may never come.
    if (std::uncaught_exceptions() == 0 && clean) MPI_Finalize();
  }

  int rank = 0;
  int size = 1;
  bool clean = true;
};

class Mpi final : public Session::State {
 public:
  Mpi(int* argc, char*** argv)
      : library_(argc, argv),
        mail_(library_.rank, library_.size),
        stream_(library_.rank, library_.size),
        array_comm_(Communicator::duplicate_world()),
        sender_(array_comm_.get()),
        receiver_(array_comm_.get()),
        collectives_(library_.rank, library_.size) {}

  ~Mpi() override {
    try {
      library_.clean = std::uncaught_exceptions() == 0 && deliver_rest();
    } catch (const base::Error&) {
      library_.clean =
          false;  // a destructor cannot tell; skipping MPI_Finalize makes mpirun say so
    }
  }

  int rank() const override { return library_.rank; }
  int size() const override { return library_.size; }

  void send(int rank, Tag tag, std::string bytes) override {
    mail_.send(rank, tag, std::move(bytes));
  }
  std::optional<Message> receive() override {
    sender_.progress();
    return mail_.receive();
  }
  std::size_t unsent() const override { return mail_.unsent() + sender_.unsent(); }
  bool moving() const override {
    return !to_self_.empty() || sender_.moving() || receiver_.moving();
  }

  void send_arrays(int rank, std::uint64_t id, std::vector<base::Array> arrays) override {
    if (rank == library_.rank)
      to_self_.push_back({rank, id, std::move(arrays)});
    else if (rank >= 0 && rank < library_.size)
      sender_.send(rank, id, std::move(arrays));
    else
      base::fail("rank {} cannot send arrays to rank {}: there are {}", library_.rank, rank,
                 library_.size);
  }
  std::optional<Session::Arrays> receive_arrays(const Allocate& allocate) override {
    sender_.progress();
    if (to_self_.empty()) return receiver_.receive(allocate);
    std::optional<Session::Arrays> first = std::move(to_self_.front());
    to_self_.pop_front();
    return first;
  }

  void stream(int rank, std::string bytes) override { stream_.send(rank, std::move(bytes)); }
  std::optional<Session::Streamed> receive_stream() override { return stream_.receive(); }
  std::size_t unsent_stream() override {
    stream_.forget_sent();
    return stream_.unsent();
  }

  std::vector<std::string> all_gather(const std::string& bytes) override {
    return collectives_.all_gather(bytes);
  }
  std::string broadcast(std::string bytes, int root) override {
    return collectives_.broadcast(std::move(bytes), root);
  }
  void barrier() override { collectives_.barrier(); }
  void abort_others(int code) override { MPI_Abort(MPI_COMM_WORLD, code); }

 private:
  /// Gives MPI a second to take what was sent last; false: it did not.
  bool deliver_rest() {
    const auto deadline = steady_clock::now() + std::chrono::seconds(1);
    for (;;) {
      sender_.progress();
      mail_.forget_sent();
      if (unsent() == 0 && unsent_stream() == 0) return true;
      if (steady_clock::now() > deadline) return false;
      std::this_thread::sleep_for(std::chrono::microseconds(100));
    }
  }

  Library library_;
  Mail mail_;
  StreamMail stream_;
  Communicator array_comm_;
  std::deque<Session::Arrays> to_self_;
  ArraySender sender_;
  ArrayReceiver receiver_;
  Collectives collectives_;
};

}  // namespace

std::unique_ptr<Session::State> make_mpi(int* argc, char*** argv) {
  return std::make_unique<Mpi>(argc, argv);
}

}  // namespace rankplot::comm
