#include "rank/comm/session.hpp"

#include "rank/comm/state.hpp"

#include <cstdlib>

namespace rankplot::comm {

Session::Session(std::unique_ptr<State> state) : state_(std::move(state)) {}
Session::~Session() = default;
Session::Session(Session&&) noexcept = default;
Session& Session::operator=(Session&&) noexcept = default;

Session Session::start(int* argc, char*** argv) { return Session(make_mpi(argc, argv)); }
Session Session::alone() { return Session(make_alone()); }

int Session::rank() const { return state_->rank(); }
int Session::size() const { return state_->size(); }

void Session::send(int rank, Tag tag, std::string bytes) {
  state_->send(rank, tag, std::move(bytes));
}
std::optional<Message> Session::receive() { return state_->receive(); }
std::size_t Session::unsent() const { return state_->unsent(); }
bool Session::moving() const { return state_->moving(); }

void Session::send_arrays(int rank, std::uint64_t id, std::vector<base::Array> arrays) {
  state_->send_arrays(rank, id, std::move(arrays));
}
std::optional<Session::Arrays> Session::receive_arrays(const Allocate& allocate) {
  return state_->receive_arrays(allocate);
}

std::size_t Session::stream_room() { return kStreamWindow - unsent_stream(); }
void Session::stream(int rank, std::string bytes) { state_->stream(rank, std::move(bytes)); }
std::optional<Session::Streamed> Session::receive_stream() { return state_->receive_stream(); }
std::size_t Session::unsent_stream() { return state_->unsent_stream(); }

std::vector<std::string> Session::all_gather(const std::string& bytes) {
  return state_->all_gather(bytes);
}
std::string Session::broadcast(std::string bytes, int root) {
  return state_->broadcast(std::move(bytes), root);
}
void Session::barrier() { state_->barrier(); }

std::string Session::agree(const std::string& error) {
  for (std::string& said : all_gather(error))
    if (!said.empty()) return std::move(said);
  return {};
}

void Session::abort(int code) {
  state_->abort_others(code);
  std::_Exit(code);
}

}  // namespace rankplot::comm
