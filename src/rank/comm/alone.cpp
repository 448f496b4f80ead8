#include <deque>

#include "core/base/error.hpp"
#include "rank/comm/state.hpp"

namespace rankplot::comm {
namespace {

void check_only_rank(int rank) {
  if (rank != 0) base::fail("rank 0 is alone: there is no rank {} to exchange messages with", rank);
}

/// One rank without MPI: what it sends to itself waits here.
class Alone final : public Session::State {
 public:
  int rank() const override { return 0; }
  int size() const override { return 1; }

  void send(int rank, Tag tag, std::string bytes) override {
    check_only_rank(rank);
    messages_.push_back({0, tag, std::move(bytes)});
  }
  std::optional<Message> receive() override { return take(messages_); }
  std::size_t unsent() const override { return 0; }
  bool moving() const override { return !arrays_.empty(); }

  void send_arrays(int rank, std::uint64_t id, std::vector<base::Array> arrays) override {
    check_only_rank(rank);
    arrays_.push_back({0, id, std::move(arrays)});
  }
  std::optional<Session::Arrays> receive_arrays(const Allocate&) override { return take(arrays_); }

  void stream(int rank, std::string bytes) override {
    check_only_rank(rank);
    if (streamed_.size() >= kStreamWindow)
      base::fail("rank 0 streamed a message beyond its window of {}", kStreamWindow);
    streamed_.push_back({0, std::move(bytes)});
  }
  std::optional<Session::Streamed> receive_stream() override { return take(streamed_); }
  std::size_t unsent_stream() override { return streamed_.size(); }

  std::vector<std::string> all_gather(const std::string& bytes) override { return {bytes}; }
  std::string broadcast(std::string bytes, int root) override {
    check_only_rank(root);
    return bytes;
  }
  void barrier() override {}
  void abort_others(int) override {}

 private:
  template <class T>
  static std::optional<T> take(std::deque<T>& queue) {
    if (queue.empty()) return std::nullopt;
    std::optional<T> first = std::move(queue.front());
    queue.pop_front();
    return first;
  }

  std::deque<Message> messages_;
  std::deque<Session::Arrays> arrays_;
  std::deque<Session::Streamed> streamed_;
};

}  // namespace

std::unique_ptr<Session::State> make_alone() { return std::make_unique<Alone>(); }

}  // namespace rankplot::comm
