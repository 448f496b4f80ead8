#pragma once

#include <mpi.h>

#include <cstdint>
#include <span>
#include <vector>

#include "core/base/array.hpp"

namespace rankplot::comm {

/// Tags of a transfer: its header, then its pieces in order.
inline constexpr int kHeaderTag = 1;
inline constexpr int kPieceTag = 2;
/// Elements a piece holds at most; the last of an array is shorter.
inline constexpr std::size_t kPieceBytes = std::size_t{8} << 20;

MPI_Datatype datatype(base::ElementType type);

/// What precedes the arrays of a transfer, as MPI_UINT64_T words:
/// id, number of arrays, and for each: ElementType, number of axes, extents, 0 or (of categories) 1
/// and its names, its notes. Texts are their number, and of each the number of its bytes and these,
/// packed into as many words as they fill.
using Words = std::vector<std::uint64_t>;
Words make_header(std::uint64_t id, std::span<const base::Array> arrays);

struct Header {
  std::uint64_t id = 0;
  std::vector<base::Array> arrays;  ///< without data
};
/// Throws base::Error naming the rank that sent it, on words that make_header does not write and on
/// sizes that no memory has.
Header parse_header(std::span<const std::uint64_t> words, int source);

/// One message of a transfer: `count` elements that start at `offset_bytes` of an array.
struct Piece {
  std::size_t array = 0;
  std::size_t offset_bytes = 0;
  int count = 0;
  base::ElementType type = base::ElementType::Float64;
};
/// Cuts arrays into pieces, the same way at sender and receiver. The arrays must outlive it.
class Pieces {
 public:
  explicit Pieces(std::span<const base::Array> arrays);
  bool empty() const { return array_ == arrays_.size(); }
  Piece take();

 private:
  void pass_finished();
  std::span<const base::Array> arrays_;
  std::size_t array_ = 0;
  std::size_t element_ = 0;
};

}  // namespace rankplot::comm
