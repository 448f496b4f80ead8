#include "rank/comm/stream_mail.hpp"

#include <algorithm>

#include "core/base/error.hpp"
#include "core/base/narrow.hpp"

namespace rankplot::comm {
namespace {

constexpr int kTag = 1;
constexpr int kTestsPerCall = 3;

}  // namespace

StreamMail::StreamMail(int rank, int size)
    : comm_(Communicator::duplicate_world()),
      rank_(rank),
      size_(size),
      requests_(kStreamWindow, MPI_REQUEST_NULL),
      kept_(kStreamWindow) {}

std::size_t StreamMail::unsent() const {
  const auto flying = std::count_if(requests_.begin(), requests_.end(),
                                    [](MPI_Request one) { return one != MPI_REQUEST_NULL; });
  return to_self_.size() + static_cast<std::size_t>(flying);
}

void StreamMail::send(int rank, std::string bytes) {
  if (rank < 0 || rank >= size_)
    base::fail("rank {} cannot stream to rank {}: there are {}", rank_, rank, size_);
  forget_sent();
  if (unsent() >= kStreamWindow)
    base::fail("rank {} streamed a message beyond its window of {}", rank_, kStreamWindow);
  if (rank == rank_) {
    to_self_.push_back({rank, std::move(bytes)});
    return;
  }
  const int count = base::narrow<int>(bytes.size(), "a streamed message's number of bytes");
  const auto free = std::find(requests_.begin(), requests_.end(), MPI_REQUEST_NULL);
  std::string& kept = kept_[static_cast<std::size_t>(free - requests_.begin())];
  kept = std::move(bytes);
  check(MPI_Issend(kept.data(), count, MPI_BYTE, rank, kTag, comm_.get(), &*free), "MPI_Issend");
}

void StreamMail::forget_sent() {
  std::vector<int> done(requests_.size());
  int count = 0;
  check(MPI_Testsome(static_cast<int>(requests_.size()), requests_.data(), &count, done.data(),
                     MPI_STATUSES_IGNORE),
        "MPI_Testsome");
  for (int i = 0; count != MPI_UNDEFINED && i < count; ++i)
    kept_[static_cast<std::size_t>(done[static_cast<std::size_t>(i)])].clear();
}

bool StreamMail::begin_next() {
  int found = 0;
  MPI_Message message = MPI_MESSAGE_NULL;
  MPI_Status status;
  check(MPI_Improbe(MPI_ANY_SOURCE, kTag, comm_.get(), &found, &message, &status), "MPI_Improbe");
  if (!found) return false;
  int bytes = 0;
  check(MPI_Get_count(&status, MPI_BYTE, &bytes), "MPI_Get_count");
  incoming_.emplace();
  incoming_->source = status.MPI_SOURCE;
  incoming_->bytes.resize(base::narrow<std::size_t>(bytes, "a streamed message's number of bytes"));
  check(MPI_Imrecv(incoming_->bytes.data(), bytes, MPI_BYTE, &message, &incoming_request_),
        "MPI_Imrecv");
  return true;
}

std::optional<Session::Streamed> StreamMail::receive() {
  if (!to_self_.empty()) {
    std::optional<Session::Streamed> first = std::move(to_self_.front());
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
