#pragma once

#include "rank/comm/session.hpp"

namespace rankplot::comm {

using Allocate = std::function<std::shared_ptr<std::byte>(std::size_t)>;

/// What a Session stands on: MPI, or nothing but this process.
struct Session::State {
  virtual ~State() = default;
  virtual int rank() const = 0;
  virtual int size() const = 0;
  virtual void send(int rank, Tag tag, std::string bytes) = 0;
  virtual std::optional<Message> receive() = 0;
  virtual std::size_t unsent() const = 0;
  virtual bool moving() const = 0;
  virtual void send_arrays(int rank, std::uint64_t id, std::vector<base::Array> arrays) = 0;
  virtual std::optional<Arrays> receive_arrays(const Allocate& allocate) = 0;
  virtual void stream(int rank, std::string bytes) = 0;
  virtual std::optional<Streamed> receive_stream() = 0;
  virtual std::size_t unsent_stream() = 0;
  virtual std::vector<std::string> all_gather(const std::string& bytes) = 0;
  virtual std::string broadcast(std::string bytes, int root) = 0;
  virtual void barrier() = 0;
  virtual void abort_others(int code) = 0;
};

std::unique_ptr<Session::State> make_alone();
std::unique_ptr<Session::State> make_mpi(int* argc, char*** argv);

}  // namespace rankplot::comm
