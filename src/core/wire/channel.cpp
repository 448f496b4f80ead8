#include "core/wire/channel.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <deque>
#include <mutex>
#include <span>
#include <thread>
#include <utility>
#include <vector>

#include "core/base/error.hpp"
#include "core/base/narrow.hpp"
#include "core/wire/body.hpp"
#include "core/wire/memory.hpp"

// A message is one packet: PacketHeader, then the body as CBOR when it fits, and descriptors as
// SCM_RIGHTS. Descriptor 0 is the body when it did not fit. The body's "arrays" say of each array
// its element type, its shape, the descriptor it is in and where in it, and of categories the
// names.
namespace rankplot::wire {
namespace {
using nlohmann::json;

constexpr std::uint32_t kMagic = 0x31574b52;  // "RKW1"
constexpr std::size_t kMostInline = 60'000;  // the socket's default buffer holds three such packets
constexpr std::size_t kMostDescriptors = 250;  // the kernel's SCM_MAX_FD is 253
constexpr std::size_t kMostBody = std::size_t{1} << 30;
constexpr std::size_t kMostAxes = 32;  // HDF5's own limit

struct PacketHeader {
  std::uint32_t magic = kMagic;
  std::uint16_t kind = 0;
  std::uint16_t body_in_memfd = 0;
  std::uint32_t descriptors = 0;
  std::uint32_t reserved = 0;
  std::uint64_t body_bytes = 0;
};

/// What sendmsg takes, and what must live until it has.
struct Packet {
  PacketHeader header;
  std::vector<std::uint8_t> body;  // empty when it is in a memfd
  std::vector<int> descriptors;
  std::vector<base::Descriptor> owned;
  std::vector<base::Array> arrays;
};

std::span<const std::byte> bytes_of(const base::Array& array) {
  return {array.data.get(), array.bytes()};
}

json describe(const base::Array& array, std::size_t descriptor, std::size_t offset) {
  json entry{{"type", static_cast<int>(array.type)},
             {"shape", array.shape},
             {"in", descriptor},
             {"at", offset}};
  if (array.names) entry["names"] = *array.names;
  if (!array.notes.empty()) entry["notes"] = array.notes;
  return entry;
}

/// Gives each array a descriptor: its own where it lives in one, else a part of one memfd for all
/// the others.
void place_arrays(const std::vector<base::Array>& arrays, Packet& packet, json& table) {
  std::vector<std::span<const std::byte>> pieces;
  std::vector<std::size_t> packed;
  for (std::size_t i = 0; i < arrays.size(); ++i) {
    const Place place = place_of(arrays[i]);
    if (place.fd < 0 || packet.descriptors.size() + 1 >= kMostDescriptors) {
      packed.push_back(i);
      pieces.push_back(bytes_of(arrays[i]));
      table.push_back(nullptr);
      continue;
    }
    seal(place.fd);
    table.push_back(describe(arrays[i], packet.descriptors.size() - 1, place.offset));
    packet.descriptors.push_back(place.fd);
  }
  if (packed.empty()) return;
  std::size_t offset = 0;
  for (const std::size_t i : packed) {
    offset = (offset + kPieceAlignment - 1) / kPieceAlignment * kPieceAlignment;
    table[i] = describe(arrays[i], packet.descriptors.size() - 1, offset);
    offset += arrays[i].bytes();
  }
  packet.owned.push_back(pack_memfd("rankplot-arrays", pieces));
  packet.descriptors.push_back(packet.owned.back().fd());
}

Packet to_packet(Body body) {
  Packet packet;
  packet.header.kind = body.kind;
  // Place 0 is the body's, should it not fit; it is taken before the arrays get theirs.
  constexpr int kBodyPlace = -1;
  packet.descriptors.push_back(kBodyPlace);
  if (!body.arrays.empty()) {
    json table = json::array();
    place_arrays(body.arrays, packet, table);
    body.fields["arrays"] = std::move(table);
    packet.arrays = std::move(body.arrays);
  }
  packet.body = json::to_cbor(body.fields);
  packet.header.body_bytes = packet.body.size();
  if (packet.body.size() > kMostInline) {
    const std::span<const std::byte> piece = std::as_bytes(std::span(packet.body));
    packet.owned.push_back(pack_memfd("rankplot-message", {&piece, 1}));
    packet.descriptors.front() = packet.owned.back().fd();
    packet.header.body_in_memfd = 1;
    packet.body.clear();
  } else {
    packet.descriptors.erase(packet.descriptors.begin());
  }
  packet.header.descriptors = base::narrow<std::uint32_t>(packet.descriptors.size(), "descriptors");
  return packet;
}

/// Received descriptors; each is mapped when it is first asked for.
class Received {
 public:
  explicit Received(std::vector<base::Descriptor> descriptors)
      : descriptors_(std::move(descriptors)), mapped_(descriptors_.size()) {}

  std::size_t size() const { return descriptors_.size(); }
  const Mapped& at(std::size_t i) {
    if (i >= descriptors_.size()) {
      base::fail("received a message that names descriptor {} of {}", i, descriptors_.size());
    }
    if (!mapped_[i].data) mapped_[i] = map_sealed(std::move(descriptors_[i]));
    return mapped_[i];
  }

 private:
  std::vector<base::Descriptor> descriptors_;
  std::vector<Mapped> mapped_;
};

base::Array to_array(const json& entry, std::size_t first_descriptor, Received& received) {
  base::Array array;
  const auto type = entry.at("type").get<unsigned>();
  if (type > static_cast<unsigned>(base::ElementType::Float64)) {
    base::fail("received an array of unknown element type {}", type);
  }
  array.type = static_cast<base::ElementType>(type);
  entry.at("shape").get_to(array.shape);
  if (array.shape.size() > kMostAxes) {
    base::fail("received an array of {} axes", array.shape.size());
  }
  const std::size_t count = array.count();  // throws where it overflows
  const Mapped& memory = received.at(first_descriptor + entry.at("in").get<std::size_t>());
  const auto offset = entry.at("at").get<std::size_t>();
  const std::size_t element = base::element_bytes(array.type);
  if (offset > memory.bytes || offset % element != 0 || count > (memory.bytes - offset) / element) {
    base::fail("received an array of {} elements at byte {} of {}", count, offset, memory.bytes);
  }
  array.data = std::shared_ptr<const std::byte>(memory.data, memory.data.get() + offset);
  if (const auto names = entry.find("names"); names != entry.end()) {
    auto given = names->get<std::vector<std::string>>();
    base::check_names(given);
    array.names = std::make_shared<const std::vector<std::string>>(std::move(given));
  }
  if (const auto notes = entry.find("notes"); notes != entry.end()) notes->get_to(array.notes);
  return array;
}

Body unpack(const PacketHeader& header, std::span<const std::byte> inline_body,
            std::vector<base::Descriptor> descriptors) try {
  Received received(std::move(descriptors));
  std::span<const std::byte> bytes = inline_body;
  if (header.body_in_memfd != 0) {
    const Mapped& memory = received.at(0);
    bytes = {memory.data.get(), memory.bytes};
  }
  if (bytes.size() != header.body_bytes || bytes.size() > kMostBody) {
    base::fail("received a message of {} bytes that says it has {}", bytes.size(),
               header.body_bytes);
  }
  const auto* first = reinterpret_cast<const std::uint8_t*>(bytes.data());
  Body body{header.kind, json::from_cbor(first, first + bytes.size()), {}};
  if (const auto table = body.fields.find("arrays"); table != body.fields.end()) {
    const std::size_t first_descriptor = header.body_in_memfd != 0 ? 1 : 0;
    for (const json& entry : *table) {
      body.arrays.push_back(to_array(entry, first_descriptor, received));
    }
  }
  return body;
} catch (const json::exception& error) {
  base::fail("received bytes that are no message: {}", error.what());
}

std::vector<base::Descriptor> descriptors_of(msghdr& message) {
  std::vector<base::Descriptor> descriptors;
  for (cmsghdr* part = CMSG_FIRSTHDR(&message); part != nullptr;
       part = CMSG_NXTHDR(&message, part)) {
    if (part->cmsg_level != SOL_SOCKET || part->cmsg_type != SCM_RIGHTS) continue;
    const std::size_t count = (part->cmsg_len - CMSG_LEN(0)) / sizeof(int);
    for (std::size_t i = 0; i < count; ++i) {
      int fd = -1;
      std::memcpy(&fd, CMSG_DATA(part) + i * sizeof(int), sizeof fd);
      descriptors.emplace_back(fd);
    }
  }
  return descriptors;
}

/// Room for the descriptors of one packet.
struct Control {
  alignas(cmsghdr) std::array<char, CMSG_SPACE(kMostDescriptors * sizeof(int))> bytes;
};

/// False: the socket is full.
bool transmit(int socket, const Packet& packet) {
  std::array<iovec, 2> parts{
      iovec{const_cast<PacketHeader*>(&packet.header), sizeof packet.header},
      iovec{const_cast<std::uint8_t*>(packet.body.data()), packet.body.size()}};
  msghdr message{};
  message.msg_iov = parts.data();
  message.msg_iovlen = parts.size();
  Control control;
  if (const std::size_t bytes = packet.descriptors.size() * sizeof(int); bytes > 0) {
    std::memset(control.bytes.data(), 0, CMSG_SPACE(bytes));
    message.msg_control = control.bytes.data();
    message.msg_controllen = CMSG_SPACE(bytes);
    cmsghdr* rights = CMSG_FIRSTHDR(&message);
    rights->cmsg_level = SOL_SOCKET;
    rights->cmsg_type = SCM_RIGHTS;
    rights->cmsg_len = CMSG_LEN(bytes);
    std::memcpy(CMSG_DATA(rights), packet.descriptors.data(), bytes);
  }
  while (::sendmsg(socket, &message, MSG_NOSIGNAL) < 0) {
    if (errno == EINTR) continue;
    if (errno == EPIPE || errno == ECONNRESET) throw Channel::Closed{};
    // Too many descriptors under way (ETOOMANYREFS) ends by itself when the other side receives.
    if (errno == EAGAIN || errno == ETOOMANYREFS || errno == ENOBUFS) return false;
    base::fail("cannot send a message of {} bytes and {} descriptors: {}", packet.header.body_bytes,
               packet.descriptors.size(), base::errno_text(errno));
  }
  return true;
}

}  // namespace

struct Channel::State {
  explicit State(base::Descriptor end)
      : socket(std::move(end)),
        waits((::fcntl(socket.fd(), F_GETFL) & O_NONBLOCK) == 0),
        buffer(sizeof(PacketHeader) + kMostInline) {}

  base::Descriptor socket;
  bool waits;  // the painter's side
  std::mutex sending;
  std::deque<Packet> queue;
  std::vector<std::byte> buffer;

  void send(Body body);
  bool flush();
  bool await(std::chrono::milliseconds timeout) const;
  std::optional<Body> receive(std::chrono::milliseconds timeout);
};

void Channel::State::send(Body body) {
  Packet packet = to_packet(std::move(body));
  const std::scoped_lock lock(sending);
  if (waits) {
    while (!transmit(socket.fd(), packet)) {
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
  } else if (!queue.empty() || !transmit(socket.fd(), packet)) {
    queue.push_back(std::move(packet));
  }
}

bool Channel::State::flush() {
  const std::scoped_lock lock(sending);
  while (!queue.empty()) {
    if (!transmit(socket.fd(), queue.front())) return false;
    queue.pop_front();
  }
  return true;
}

/// True when there is something to receive, or the end of it.
bool Channel::State::await(std::chrono::milliseconds timeout) const {
  pollfd end{socket.fd(), POLLIN, 0};
  const int wait_ms =
      timeout.count() < 0 ? -1 : base::narrow<int>(timeout.count(), "timeout in milliseconds");
  return ::poll(&end, 1, wait_ms) != 0;
}

std::optional<Body> Channel::State::receive(std::chrono::milliseconds timeout) {
  if (timeout.count() > 0 && !await(timeout)) return std::nullopt;
  iovec part{buffer.data(), buffer.size()};
  Control control;
  msghdr message{};
  message.msg_iov = &part;
  message.msg_iovlen = 1;
  message.msg_control = control.bytes.data();
  message.msg_controllen = control.bytes.size();
  const int flags = MSG_CMSG_CLOEXEC | (timeout.count() < 0 ? 0 : MSG_DONTWAIT);
  ssize_t got = 0;
  // ECONNRESET is told once when the other end closed without reading all; what it had sent
  // before can still be received.
  do {
    got = ::recvmsg(socket.fd(), &message, flags);
  } while (got < 0 && (errno == EINTR || errno == ECONNRESET));
  if (got < 0 && errno == EAGAIN) {
    if (timeout.count() >= 0) return std::nullopt;
    await(timeout);  // told to wait on a socket that does not
    return receive(timeout);
  }
  if (got < 0) base::fail("cannot receive a message: {}", base::errno_text(errno));
  if (got == 0) throw Closed{};

  std::vector<base::Descriptor> descriptors = descriptors_of(message);
  PacketHeader header;
  const auto bytes = static_cast<std::size_t>(got);
  if ((message.msg_flags & (MSG_TRUNC | MSG_CTRUNC)) != 0 || bytes < sizeof header) {
    base::fail(
        "received a packet of {} bytes and {} descriptors that is cut short (is the limit "
        "of open files too low?)",
        bytes, descriptors.size());
  }
  std::memcpy(&header, buffer.data(), sizeof header);
  if (header.magic != kMagic || header.descriptors != descriptors.size()) {
    base::fail("received a packet that is none of ours ({} bytes, {} descriptors)", bytes,
               descriptors.size());
  }
  return unpack(header, std::span(buffer).subspan(sizeof header, bytes - sizeof header),
                std::move(descriptors));
}

Channel::Channel(base::Descriptor socket) : state_(std::make_unique<State>(std::move(socket))) {}
Channel::~Channel() = default;
Channel::Channel(Channel&&) noexcept = default;
Channel& Channel::operator=(Channel&&) noexcept = default;

int Channel::fd() const { return state_->socket.fd(); }

void Channel::send(const ToPainter& message) { state_->send(to_body(message)); }
void Channel::send(const FromPainter& message) { state_->send(to_body(message)); }
bool Channel::flush() { return state_->flush(); }

std::optional<FromPainter> Channel::receive_from_painter(std::chrono::milliseconds timeout) {
  std::optional<Body> body = state_->receive(timeout);
  if (!body) return std::nullopt;
  return from_painter(std::move(*body));
}

std::optional<ToPainter> Channel::receive_from_rank(std::chrono::milliseconds timeout) {
  std::optional<Body> body = state_->receive(timeout);
  if (!body) return std::nullopt;
  return to_painter(std::move(*body));
}

SocketPair make_socket_pair() {
  std::array<int, 2> ends{};
  if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends.data()) != 0) {
    base::fail("cannot make a socket pair: {}", base::errno_text(errno));
  }
  SocketPair pair{base::Descriptor(ends[0]), base::Descriptor(ends[1])};
  if (::fcntl(ends[0], F_SETFL, O_NONBLOCK) != 0) {
    base::fail("cannot set up a socket: {}", base::errno_text(errno));
  }
  return pair;
}

}  // namespace rankplot::wire
