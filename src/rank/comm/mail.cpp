#include "rank/comm/mail.hpp"

#include "core/base/error.hpp"
#include "core/base/narrow.hpp"

namespace rankplot::comm {
namespace {

constexpr int kTestsPerCall = 3;

Tag checked_tag(int tag, int source) {
  if (tag < static_cast<int>(Tag::Request) || tag > static_cast<int>(Tag::Control))
    base::fail("rank {} sent a message with tag {}; known are {} to {}", source, tag,
               static_cast<int>(Tag::Request), static_cast<int>(Tag::Control));
  return static_cast<Tag>(tag);
}

}  // namespace

Mail::Mail(int rank, int size) : comm_(Communicator::duplicate_world()), rank_(rank), size_(size) {}

void Mail::send(int rank, Tag tag, std::string bytes) {
  if (rank < 0 || rank >= size_)
    base::fail("rank {} cannot send to rank {}: there are {}", rank_, rank, size_);
  if (rank == rank_) {
    to_self_.push_back({rank, tag, std::move(bytes)});
    return;
  }
  forget_sent();
  const int count = base::narrow<int>(bytes.size(), "a message's number of bytes");
  // Strings short enough to live inside their object move when the vector grows, and MPI holds the
  // pointer: long capacity keeps the bytes where they are.
  bytes.reserve(64);
  kept_.push_back(std::move(bytes));
  requests_.push_back(MPI_REQUEST_NULL);
  check(MPI_Isend(kept_.back().data(), count, MPI_BYTE, rank, static_cast<int>(tag), comm_.get(),
                  &requests_.back()),
        "MPI_Isend");
}

void Mail::forget_sent() {
  if (requests_.empty()) return;
  std::vector<int> done(requests_.size());
  int count = 0;
  check(MPI_Testsome(static_cast<int>(requests_.size()), requests_.data(), &count, done.data(),
                     MPI_STATUSES_IGNORE),
        "MPI_Testsome");
  if (count == 0 || count == MPI_UNDEFINED) return;
  std::size_t kept = 0;
  for (std::size_t i = 0; i < requests_.size(); ++i) {
    if (requests_[i] == MPI_REQUEST_NULL) continue;
    if (kept != i) {
      requests_[kept] = requests_[i];
      kept_[kept] = std::move(kept_[i]);
    }
    ++kept;
  }
  requests_.resize(kept);
  kept_.resize(kept);
}

bool Mail::begin_next() {
  int found = 0;
  MPI_Message message = MPI_MESSAGE_NULL;
  MPI_Status status;
  check(MPI_Improbe(MPI_ANY_SOURCE, MPI_ANY_TAG, comm_.get(), &found, &message, &status),
        "MPI_Improbe");
  if (!found) return false;
  int bytes = 0;
  check(MPI_Get_count(&status, MPI_BYTE, &bytes), "MPI_Get_count");
  incoming_ = Message{status.MPI_SOURCE, checked_tag(status.MPI_TAG, status.MPI_SOURCE), {}};
  incoming_->bytes.resize(base::narrow<std::size_t>(bytes, "a message's number of bytes"));
  check(MPI_Imrecv(incoming_->bytes.data(), bytes, MPI_BYTE, &message, &incoming_request_),
        "MPI_Imrecv");
  return true;
}

std::optional<Message> Mail::receive() {
  forget_sent();
  if (!to_self_.empty()) {
    std::optional<Message> first = std::move(to_self_.front());
    to_self_.pop_front();
    return first;
  }
  if (!incoming_ && !begin_next()) return std::nullopt;
  for (int test = 0; test < kTestsPerCall; ++test) {
    int done = 0;
    check(MPI_Test(&incoming_request_, &done, MPI_STATUS_IGNORE), "MPI_Test");
    if (done) return std::exchange(incoming_, std::nullopt);
  }
  return std::nullopt;
}

}  // namespace rankplot::comm
