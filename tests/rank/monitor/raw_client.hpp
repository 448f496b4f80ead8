#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/descriptor.hpp"

/// A TCP connection to 127.0.0.1 that says exactly what it is told to.
class RawClient {
 public:
  explicit RawClient(std::uint16_t port);

  void send(std::string_view bytes) const;
  /// All until the other side closes, or until `deadline`.
  std::string read_all(std::chrono::seconds deadline = std::chrono::seconds(20));
  /// Until the blank line that ends a response's header.
  std::string read_header();
  /// The payload of the next binary message of a WebSocket; empty: it was closed.
  std::optional<std::string> read_message();
  /// Closed by the other side within the deadline.
  bool closed(std::chrono::seconds deadline = std::chrono::seconds(20));
  int fd() const { return socket_.fd(); }

 private:
  bool more(std::chrono::steady_clock::time_point deadline);
  bool have(std::size_t bytes);

  rankplot::base::Descriptor socket_;
  std::string buffer_;
};

/// A whole exchange: sends, reads until closed.
std::string converse(std::uint16_t port, std::string_view request);
int status_of(std::string_view response);
/// The value of a header; empty where there is none.
std::string header_of(std::string_view response, std::string_view name);
