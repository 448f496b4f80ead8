#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "core/base/array.hpp"
#include "core/base/descriptor.hpp"

/// Memory that two processes share: memfds, mapped and sealed. Private to core/wire.
namespace rankplot::wire {

/// An array's place in a memfd.
struct Place {
  int fd = -1;
  std::size_t offset = 0;
};

/// Where `array` lives when shared_bytes() gave its memory; fd -1: elsewhere.
Place place_of(const base::Array& array);

/// A new memfd of `bytes` bytes, all zero. Throws base::Error naming the size.
base::Descriptor make_memfd(const char* name, std::size_t bytes);

/// A sealed memfd that holds the pieces, one after the other, each at a multiple of
/// kPieceAlignment.
inline constexpr std::size_t kPieceAlignment = 64;
base::Descriptor pack_memfd(const char* name, std::span<const std::span<const std::byte>> pieces);

/// Forbids that the memfd changes its size and, as far as the kernel knows how, its content. A
/// mapping that the sealing process holds already stays writable.
void seal(int memfd);

/// A received memfd, mapped for reading.
struct Mapped {
  std::shared_ptr<const std::byte> data;
  std::size_t bytes = 0;
};
/// Throws base::Error on a descriptor that is no memfd or whose size could still change (reading
/// it might then end the process by SIGBUS).
Mapped map_sealed(base::Descriptor memfd);

}  // namespace rankplot::wire
