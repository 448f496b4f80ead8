#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "rank/stream/point.hpp"

namespace rankplot::stream {

/// Neighbouring points of one series.
struct Run {
  std::uint32_t series = 0;      ///< as its producer numbers them
  std::uint64_t stands_for = 0;  ///< points that were made: at least those that are here
  std::vector<Point> points;
};

/// One message of a producer.
struct Batch {
  std::uint32_t producer = 0;    ///< among those of its rank
  std::uint64_t number = 0;      ///< of this batch of its producer: 0, 1, ...
  bool last = false;             ///< the termination message
  std::vector<Series> declared;  ///< new series, numbered on from those declared before
  std::vector<Run> runs;
  std::vector<std::string> news;  ///< for the page, where another rank than 0 serves it
};

/// Bytes in the order of this machine: a batch never leaves the MPI job.
std::string encode(const Batch& batch);
/// Throws base::Error naming the rank, on anything that encode does not write.
Batch decode_batch(std::string_view bytes, int source);

}  // namespace rankplot::stream
