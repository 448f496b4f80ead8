#pragma once

#include <cstdint>
#include <vector>

#include "core/base/image.hpp"

namespace rankplot::encode {

/// PNG scanlines into `lines` (a buffer that the caller reuses): rows from the top, each with its
/// filter byte in front.

/// One index a pixel, packed to `bits` (1, 2, 4 or 8) with the leftmost pixel in the highest bits.
void pack_indices(const base::Image& image, const std::vector<std::uint8_t>& indices, int bits,
                  std::vector<std::uint8_t>& lines);

/// Three bytes a pixel, not filtered.
void pack_rgb(const base::Image& image, std::vector<std::uint8_t>& lines);

/// Three bytes a pixel; for each row the filter with the least sum of absolute differences (the
/// heuristic of the PNG specification, section 12.8).
void filter_rgb(const base::Image& image, std::vector<std::uint8_t>& lines);

}  // namespace rankplot::encode
