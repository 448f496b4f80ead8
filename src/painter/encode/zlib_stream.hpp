#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace rankplot::encode {

/// Bytes in a zlib wrapper: `fast` by ISA-L's level 2 (0.2 ms a chart), `small` by libdeflate's
/// level 6. The result lies in a buffer of this thread and is valid until the next call.
std::span<const std::uint8_t> deflate_fast(std::span<const std::uint8_t> bytes);
std::span<const std::uint8_t> deflate_small(std::span<const std::uint8_t> bytes);

/// CRC-32 as in PNG and gzip; starts from 0 and may be continued.
std::uint32_t crc32(std::uint32_t crc, std::span<const std::uint8_t> bytes);

/// A vector that keeps its memory from picture to picture, unless a huge one made it huge.
template <class T>
void trim(std::vector<T>& buffer) {
  constexpr std::size_t kKept = std::size_t{64} << 20;
  if (buffer.capacity() * sizeof(T) > kKept) std::vector<T>().swap(buffer);
}

}  // namespace rankplot::encode
