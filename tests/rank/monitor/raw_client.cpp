#include "raw_client.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdlib>
#include <stdexcept>
#include <utility>

using Clock = std::chrono::steady_clock;

RawClient::RawClient(std::uint16_t port)
    : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::connect(socket_.fd(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
    throw std::runtime_error("cannot connect");
}

void RawClient::send(std::string_view bytes) const {
  while (!bytes.empty()) {
    const ssize_t put = ::send(socket_.fd(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (put <= 0) return;  // closed on us: what is read tells
    bytes.remove_prefix(static_cast<std::size_t>(put));
  }
}

bool RawClient::more(Clock::time_point deadline) {
  const auto left =
      std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now()).count();
  pollfd wait{socket_.fd(), POLLIN, 0};
  if (left <= 0 || ::poll(&wait, 1, static_cast<int>(left)) <= 0)
    throw std::runtime_error("the server neither answered nor closed in time");
  std::array<char, 65536> block;
  const ssize_t got = ::recv(socket_.fd(), block.data(), block.size(), 0);
  if (got <= 0) return false;
  buffer_.append(block.data(), static_cast<std::size_t>(got));
  return true;
}

std::string RawClient::read_all(std::chrono::seconds deadline) {
  const auto end = Clock::now() + deadline;
  while (more(end)) {
  }
  return std::exchange(buffer_, {});
}

std::string RawClient::read_header() {
  const auto end = Clock::now() + std::chrono::seconds(20);
  std::size_t at;
  while ((at = buffer_.find("\r\n\r\n")) == std::string::npos) {
    if (!more(end)) return std::exchange(buffer_, {});
  }
  const std::string header = buffer_.substr(0, at + 4);
  buffer_.erase(0, at + 4);
  return header;
}

bool RawClient::have(std::size_t bytes) {
  const auto end = Clock::now() + std::chrono::seconds(20);
  while (buffer_.size() < bytes) {
    if (!more(end)) return false;
  }
  return true;
}

std::optional<std::string> RawClient::read_message() {
  while (have(2)) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(buffer_[i]); };
    const int opcode = byte(0) & 15;
    std::size_t length = byte(1) & 127U, header = 2;
    const std::size_t extra = length == 126 ? 2 : length == 127 ? 8 : 0;
    if (!have(header + extra)) return std::nullopt;
    if (extra > 0) length = 0;
    for (std::size_t i = 0; i < extra; ++i) length = length << 8 | byte(header + i);
    header += extra;
    if (!have(header + length)) return std::nullopt;
    const std::string payload = buffer_.substr(header, length);
    buffer_.erase(0, header + length);
    if (opcode == 2) return payload;
    if (opcode == 8) return std::nullopt;
  }
  return std::nullopt;
}

bool RawClient::closed(std::chrono::seconds deadline) {
  try {
    read_all(deadline);
    return true;
  } catch (const std::runtime_error&) {
    return false;
  }
}

std::string converse(std::uint16_t port, std::string_view request) {
  RawClient client(port);
  client.send(request);
  return client.read_all();
}

int status_of(std::string_view response) {
  return response.starts_with("HTTP/1.1 ") ? std::atoi(std::string(response.substr(9, 3)).c_str())
                                           : 0;
}

std::string header_of(std::string_view response, std::string_view name) {
  const auto same = [](char a, char b) { return std::tolower(a) == std::tolower(b); };
  for (std::size_t at = response.find("\r\n"); at != std::string_view::npos;
       at = response.find("\r\n", at + 2)) {
    const std::string_view line = response.substr(at + 2, response.find("\r\n", at + 2) - at - 2);
    if (line.size() > name.size() + 1 && line[name.size()] == ':' &&
        std::equal(name.begin(), name.end(), line.begin(), same))
      return std::string(line.substr(name.size() + 2));
    if (line.empty()) break;
  }
  return {};
}
