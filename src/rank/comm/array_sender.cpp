#include "rank/comm/array_sender.hpp"

#include "core/base/narrow.hpp"

namespace rankplot::comm {
namespace {
constexpr int kWindow = 16;  // messages in flight to one rank
}

struct ArraySender::Transfer {
  Transfer(std::uint64_t id, std::vector<base::Array> all)
      : arrays(std::move(all)), header(make_header(id, arrays)), pieces(arrays) {}

  std::vector<base::Array> arrays;
  Words header;
  Pieces pieces;
  bool header_sent = false;
  int in_flight = 0;

  bool begun_all() const { return header_sent && pieces.empty(); }
};

struct ArraySender::Destination {
  std::deque<std::shared_ptr<Transfer>> queue;  ///< not yet all handed to MPI
  int in_flight = 0;
};

ArraySender::ArraySender(MPI_Comm comm) : comm_(comm) {}
ArraySender::~ArraySender() = default;

void ArraySender::send(int rank, std::uint64_t id, std::vector<base::Array> arrays) {
  destinations_[rank].queue.push_back(std::make_shared<Transfer>(id, std::move(arrays)));
  ++transfers_;
  motion_.moved();
  progress();
}

void ArraySender::progress() {
  if (transfers_ == 0) return;
  collect();
  for (auto& [rank, destination] : destinations_) fill_window(rank, destination);
}

void ArraySender::fill_window(int rank, Destination& destination) {
  while (!destination.queue.empty() && destination.in_flight < kWindow) {
    Transfer& transfer = *destination.queue.front();
    if (!transfer.header_sent) {
      transfer.header_sent = true;
      issend(rank, destination, transfer.header.data(),
             base::narrow<int>(transfer.header.size(), "an array header's number of words"),
             MPI_UINT64_T, kHeaderTag);
    } else {
      const Piece piece = transfer.pieces.take();
      issend(rank, destination, transfer.arrays[piece.array].data.get() + piece.offset_bytes,
             piece.count, datatype(piece.type), kPieceTag);
    }
    if (transfer.begun_all()) destination.queue.pop_front();
  }
}

void ArraySender::issend(int rank, Destination& destination, const void* data, int count,
                         MPI_Datatype type, int tag) {
  MPI_Request request = MPI_REQUEST_NULL;
  check(MPI_Issend(data, count, type, rank, tag, comm_, &request), "MPI_Issend");
  requests_.push_back(request);
  owners_.push_back({rank, destination.queue.front()});
  ++destination.in_flight;
  ++destination.queue.front()->in_flight;
}

void ArraySender::collect() {
  if (requests_.empty()) return;
  std::vector<int> done(requests_.size());
  int count = 0;
  check(MPI_Testsome(static_cast<int>(requests_.size()), requests_.data(), &count, done.data(),
                     MPI_STATUSES_IGNORE),
        "MPI_Testsome");
  if (count <= 0) return;  // none yet, or MPI_UNDEFINED (negative)
  motion_.moved();
  std::size_t kept = 0;
  for (std::size_t i = 0; i < requests_.size(); ++i) {
    if (requests_[i] != MPI_REQUEST_NULL) {
      requests_[kept] = requests_[i];
      owners_[kept++] = std::move(owners_[i]);
      continue;
    }
    Transfer& transfer = *owners_[i].transfer;
    --destinations_[owners_[i].rank].in_flight;
    if (--transfer.in_flight == 0 && transfer.begun_all()) --transfers_;
  }
  requests_.resize(kept);
  owners_.resize(kept);
}

}  // namespace rankplot::comm
