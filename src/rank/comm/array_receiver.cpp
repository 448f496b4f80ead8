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
  if (!incoming_ && !begin_next()) return std::nullopt;
  find_memory(allocate);
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

bool ArrayReceiver::begin_next() {
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
  incoming_.reset(new Incoming{status.MPI_SOURCE, std::move(header), {}, Pieces({}), {}});
  incoming_->pieces = Pieces(incoming_->header.arrays);
  motion_.moved();
  return true;
}

void ArrayReceiver::find_memory(const Allocate& allocate) {
  auto& data = incoming_->data;
  while (data.size() < incoming_->header.arrays.size())
    data.push_back(allocate(incoming_->header.arrays[data.size()].bytes()));
}

std::byte* ArrayReceiver::place_of(const Piece& piece) {
  std::byte* data = incoming_->data[piece.array].get();
  if (data) return data + piece.offset_bytes;
  thrown_away_.resize(kPieceBytes);
  return thrown_away_.data();
}

void ArrayReceiver::post() {
  std::vector<MPI_Request>& requests = incoming_->requests;
  while (!incoming_->pieces.empty() && requests.size() < most_posted()) {
    const Piece piece = incoming_->pieces.take();
    std::byte* place = place_of(piece);
    requests.push_back(MPI_REQUEST_NULL);
    check(MPI_Irecv(place, piece.count, datatype(piece.type), incoming_->source, kPieceTag, comm_,
                    &requests.back()),
          "MPI_Irecv");
  }
}

/// Pieces that are thrown away all go to the same place: one after the other.
std::size_t ArrayReceiver::most_posted() const {
  const auto& data = incoming_->data;
  const bool all_kept =
      std::all_of(data.begin(), data.end(), [](const auto& p) { return bool(p); });
  return all_kept ? kPosted : 1;
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
