#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "painter/record/points_file.hpp"

namespace rankplot::record {

/// A series of a file of points, and what of it was flushed.
struct Flushed {
  SeriesText text;
  std::uint64_t count = 0;  ///< points in the file
  std::uint64_t made = 0;   ///< points that they stand for
};

/// A points.h5 whose writer was killed, maybe in the middle of a flush, is to hold these series (in
/// the order of their declaration) with what was flushed of them, and nothing else: where it does
/// not, a file that does takes its place. Throws base::Error where that cannot be done; the file is
/// then as it was.
void mend_points(const std::string& path, const std::vector<Flushed>& flushed);

}  // namespace rankplot::record
