#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/base/image.hpp"

namespace rankplot::encode {

/// The colours of an image in order of first use, at most 256.
using Palette = std::vector<std::uint32_t>;

/// The exact palette of an image, or nothing when it has more than 256 colours. `indices` gets one
/// byte a pixel (unspecified when there is no palette); it is a buffer that the caller reuses.
std::optional<Palette> find_palette(const base::Image& image, std::vector<std::uint8_t>& indices);

/// Bits a pixel that PNG needs for so many colours: 1, 2, 4 or 8.
int palette_bits(std::size_t colours);

}  // namespace rankplot::encode
