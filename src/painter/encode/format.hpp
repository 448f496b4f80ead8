#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "core/base/image.hpp"
#include "core/job/vocabulary.hpp"
#include "painter/encode/encode.hpp"

namespace rankplot::encode {

/// An output format: one file in formats/ and one word in this folder's CMakeLists.txt.
struct Format {
  job::Entry entry;  ///< its suffixes are what a job's `save` may end in
  /// The image has at least one pixel and as many as its extents say.
  std::vector<std::byte> (*encode)(const base::Image& image, const Settings& settings);
  base::Image (*decode)(std::span<const std::byte> bytes);
};

/// Every format, in the order of CMakeLists.txt.
const std::vector<const Format*>& formats();

/// Throws base::Error unless a file of `bytes` may claim a picture of this size: extents from a
/// file are hostile until they are seen to be possible. `most_pixels_per_byte` is what the format's
/// compression can reach at best.
void check_claim(const char* format, std::size_t width_px, std::size_t height_px, std::size_t bytes,
                 std::size_t most_pixels_per_byte);

}  // namespace rankplot::encode
