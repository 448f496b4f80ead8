#include "painter/encode/zlib_stream.hpp"

#include <isa-l/crc.h>
#include <isa-l/igzip_lib.h>
#include <libdeflate.h>

#include <memory>

#include "core/base/error.hpp"
#include "core/base/narrow.hpp"

namespace rankplot::encode {
namespace {

/// What a thread needs to compress, made once: ISA-L's working memory is 0.4 MB.
struct Workspace {
  std::vector<std::uint8_t> output;
  std::vector<std::uint8_t> level = std::vector<std::uint8_t>(ISAL_DEF_LVL2_DEFAULT);
  isal_zstream stream{};
};

Workspace& workspace() {
  thread_local const auto own = std::make_unique<Workspace>();
  return *own;
}

struct FreeCompressor {
  void operator()(libdeflate_compressor* compressor) const {
    libdeflate_free_compressor(compressor);
  }
};

libdeflate_compressor* small_compressor() {
  thread_local const std::unique_ptr<libdeflate_compressor, FreeCompressor> own(
      libdeflate_alloc_compressor(6));
  if (!own) throw std::bad_alloc();
  return own.get();
}

/// Stored blocks are the worst case: 5 bytes for each 64 KiB or less, and the wrapper.
std::size_t worst_case(std::size_t bytes) { return bytes + 8 * (bytes / 16384 + 1) + 64; }

}  // namespace

std::span<const std::uint8_t> deflate_fast(std::span<const std::uint8_t> bytes) {
  Workspace& own = workspace();
  trim(own.output);
  if (own.output.size() < worst_case(bytes.size())) own.output.resize(worst_case(bytes.size()));

  isal_zstream& stream = own.stream;
  isal_deflate_stateless_init(&stream);
  stream.level = 2;
  stream.level_buf = own.level.data();
  stream.level_buf_size = ISAL_DEF_LVL2_DEFAULT;
  stream.gzip_flag = IGZIP_ZLIB;
  stream.end_of_stream = 1;
  stream.flush = NO_FLUSH;
  stream.next_in = const_cast<std::uint8_t*>(bytes.data());
  stream.avail_in = base::narrow<std::uint32_t>(bytes.size(), "a picture's size in bytes");
  stream.next_out = own.output.data();
  stream.avail_out = base::narrow<std::uint32_t>(own.output.size(), "a picture's size in bytes");
  const int result = isal_deflate_stateless(&stream);
  if (result != COMP_OK) base::fail("isal_deflate_stateless returned {}", result);
  return {own.output.data(), stream.total_out};
}

std::span<const std::uint8_t> deflate_small(std::span<const std::uint8_t> bytes) {
  libdeflate_compressor* compressor = small_compressor();
  std::vector<std::uint8_t>& output = workspace().output;
  trim(output);
  const std::size_t bound = libdeflate_zlib_compress_bound(compressor, bytes.size());
  if (output.size() < bound) output.resize(bound);
  const std::size_t made = libdeflate_zlib_compress(compressor, bytes.data(), bytes.size(),
                                                    output.data(), output.size());
  if (made == 0) base::fail("libdeflate could not compress {} bytes", bytes.size());
  return {output.data(), made};
}

std::uint32_t crc32(std::uint32_t crc, std::span<const std::uint8_t> bytes) {
  return crc32_gzip_refl(crc, bytes.data(), bytes.size());
}

}  // namespace rankplot::encode
