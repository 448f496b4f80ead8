#include "rank/comm/array_receiver.hpp"

#include <algorithm>

#include "core/base/narrow.hpp"

namespace rankplot::comm {
namespace {
constexpr std::size_t kPosted = 32;  // receives waiting for their piece
}

ArrayReceiver::~ArrayReceiver() {
  if (!incoming_) return;
  // MPI may still write into the arrays: they stay for the rest of the process.
  (void)incoming_.release();
}

std::optional<Session::Arrays> ArrayReceiver::receive(const Allocate& allocate) {
  if (!incoming_ && !begin_next(allocate)) return std::nullopt;
  collect();
  post();
  collect();
  if (!incoming_->requests.empty() || !incoming_->pieces.empty()) return std::nullopt;
  Session::Arrays whole{incoming_->source, incoming_->header.id,
                        std::move(incoming_->header.arrays)};
  for (std::size_t i = 0; i < whole.arrays.size(); ++i)
    whole.arrays[i].data = std::move(incoming_->data[i]);
  incoming_.reset();
  return whole;
}

bool ArrayReceiver::begin_next(const Allocate& allocate) {
  int found = 0;
  MPI_Message message = MPI_MESSAGE_NULL;
  MPI_Status status;
  check(MPI_Improbe(MPI_ANY_SOURCE, kHeaderTag, comm_, &found, &message, &status), "MPI_Improbe");
  if (!found) return false;
  int count = 0;
  check(MPI_Get_count(&status, MPI_UINT64_T, &count), "MPI_Get_count");
  Words words(base::narrow<std::size_t>(count, "an array header's number of words"));
  check(MPI_Mrecv(words.data(), count, MPI_UINT64_T, &message, &status), "MPI_Mrecv");

  Header header = parse_header(words, status.MPI_SOURCE);
  std::vector<std::shared_ptr<std::byte>> data;
  for (const base::Array& array : header.arrays) data.push_back(allocate(array.bytes()));
  incoming_.reset(
      new Incoming{status.MPI_SOURCE, std::move(header), std::move(data), Pieces({}), {}});
  incoming_->pieces = Pieces(incoming_->header.arrays);
  motion_.moved();
  return true;
}

void ArrayReceiver::post() {
  std::vector<MPI_Request>& requests = incoming_->requests;
  while (!incoming_->pieces.empty() && requests.size() < kPosted) {
    const Piece piece = incoming_->pieces.take();
    requests.push_back(MPI_REQUEST_NULL);
    check(MPI_Irecv(incoming_->data[piece.array].get() + piece.offset_bytes, piece.count,
                    datatype(piece.type), incoming_->source, kPieceTag, comm_, &requests.back()),
          "MPI_Irecv");
  }
}

void ArrayReceiver::collect() {
  std::vector<MPI_Request>& requests = incoming_->requests;
  if (requests.empty()) return;
  std::vector<int> done(requests.size());
  int count = 0;
  check(MPI_Testsome(static_cast<int>(requests.size()), requests.data(), &count, done.data(),
                     MPI_STATUSES_IGNORE),
        "MPI_Testsome");
  if (count <= 0) return;  // none yet, or MPI_UNDEFINED (negative)
  motion_.moved();
  std::erase(requests, MPI_REQUEST_NULL);
}

}  // namespace rankplot::comm
