#include "core/wire/memory.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>

#include <cerrno>
#include <cstddef>

#include "core/base/error.hpp"
#include "core/base/narrow.hpp"
#include "core/wire/channel.hpp"

namespace rankplot::wire {
namespace {

/// Below this a copy costs less than a memfd of its own (3 system calls and page faults), and
/// thousands of scalars must not take thousands of descriptors.
constexpr std::size_t kLeastShared = 64 * 1024;

/// Deleter of a mapping; carries the memfd for those who want to send it.
struct Unmap {
  std::byte* start = nullptr;
  std::size_t bytes = 0;
  std::shared_ptr<base::Descriptor> memfd;  // none: received, never sent on

  void operator()(const std::byte*) const { ::munmap(start, bytes); }
};

std::byte* map(int fd, std::size_t bytes, int protection, int flags) {
  void* start = ::mmap(nullptr, bytes, protection, flags, fd, 0);
  if (start == MAP_FAILED) {
    base::fail("cannot map {} bytes of shared memory: {}", bytes, base::errno_text(errno));
  }
  return static_cast<std::byte*>(start);
}

std::shared_ptr<std::byte> heap_bytes(std::size_t bytes) {
  using Block = std::vector<std::max_align_t>;
  auto block = std::make_shared<Block>(bytes / sizeof(std::max_align_t) + 1);
  return {block, reinterpret_cast<std::byte*>(block->data())};
}

void write_at(int fd, std::span<const std::byte> piece, std::size_t offset) {
  while (!piece.empty()) {
    const ssize_t written =
        ::pwrite(fd, piece.data(), piece.size(), base::narrow<off_t>(offset, "offset"));
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) {
      base::fail("cannot write {} bytes of shared memory: {}", piece.size(),
                 base::errno_text(errno));
    }
    piece = piece.subspan(static_cast<std::size_t>(written));
    offset += static_cast<std::size_t>(written);
  }
}

std::size_t aligned(std::size_t offset) {
  return (offset + kPieceAlignment - 1) / kPieceAlignment * kPieceAlignment;
}

}  // namespace

base::Descriptor make_memfd(const char* name, std::size_t bytes) {
  base::Descriptor memfd(::memfd_create(name, MFD_CLOEXEC | MFD_ALLOW_SEALING));
  if (!memfd || ::ftruncate(memfd.fd(), base::narrow<off_t>(bytes, "size of memory")) != 0) {
    base::fail("cannot make shared memory of {} bytes: {}", bytes, base::errno_text(errno));
  }
  return memfd;
}

base::Descriptor pack_memfd(const char* name, std::span<const std::span<const std::byte>> pieces) {
  std::size_t total = 0;
  for (const auto& piece : pieces) total = aligned(total) + piece.size();
  base::Descriptor memfd = make_memfd(name, total);
  std::size_t offset = 0;
  for (const auto& piece : pieces) {
    offset = aligned(offset);
    write_at(memfd.fd(), piece, offset);
    offset += piece.size();
  }
  seal(memfd.fd());
  return memfd;
}

void seal(int memfd) {
  if (::fcntl(memfd, F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW) != 0) {
    base::fail("cannot seal shared memory: {}", base::errno_text(errno));
  }
  // Refused where a writable mapping exists; the later kind (Linux 5.1) allows that of the maker.
  if (::fcntl(memfd, F_ADD_SEALS, F_SEAL_WRITE) != 0) {
    ::fcntl(memfd, F_ADD_SEALS, F_SEAL_FUTURE_WRITE);
  }
}

Mapped map_sealed(base::Descriptor memfd) {
  const int seals = ::fcntl(memfd.fd(), F_GET_SEALS);
  constexpr int kWanted = F_SEAL_SHRINK | F_SEAL_GROW;
  if (seals < 0 || (seals & kWanted) != kWanted) {
    base::fail("received shared memory whose size is not sealed");
  }
  struct stat status {};
  if (::fstat(memfd.fd(), &status) != 0 || status.st_size < 0) {
    base::fail("cannot look at received shared memory: {}", base::errno_text(errno));
  }
  const auto bytes = base::narrow<std::size_t>(status.st_size, "size of shared memory");
  if (bytes == 0) return {heap_bytes(0), 0};
  // Private: shared mappings of write-sealed memory are refused by kernels before 6.7.
  std::byte* start = map(memfd.fd(), bytes, PROT_READ, MAP_PRIVATE);
  return {std::shared_ptr<const std::byte>(start, Unmap{start, bytes, nullptr}), bytes};
}

std::shared_ptr<std::byte> shared_bytes(std::size_t bytes) {
  if (bytes < kLeastShared) return heap_bytes(bytes);
  const int fd = ::memfd_create("rankplot-array", MFD_CLOEXEC | MFD_ALLOW_SEALING);
  // Out of descriptors: the array is copied when it is sent.
  if (fd < 0 && (errno == EMFILE || errno == ENFILE)) return heap_bytes(bytes);
  auto memfd = std::make_shared<base::Descriptor>(fd);
  if (fd < 0 || ::ftruncate(fd, base::narrow<off_t>(bytes, "size of an array")) != 0) {
    base::fail("cannot make shared memory of {} bytes: {}", bytes, base::errno_text(errno));
  }
  std::byte* start = map(fd, bytes, PROT_READ | PROT_WRITE, MAP_SHARED);
  return {start, Unmap{start, bytes, std::move(memfd)}};
}

Place place_of(const base::Array& array) {
  const auto* mapping = std::get_deleter<Unmap>(array.data);
  if (mapping == nullptr || !mapping->memfd) return {};
  const std::ptrdiff_t offset = array.data.get() - mapping->start;
  if (offset < 0 || array.bytes() > mapping->bytes - static_cast<std::size_t>(offset)) return {};
  return {mapping->memfd->fd(), static_cast<std::size_t>(offset)};
}

}  // namespace rankplot::wire
