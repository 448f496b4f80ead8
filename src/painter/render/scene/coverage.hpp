#pragma once

#include <cstdint>
#include <span>

namespace rankplot::scene {

/// True of a picture of white before nothing whose partly covered pixels are brighter than they are
/// opaque: its samples were averaged as light, their opacity as it is.
bool is_light_averaged(std::span<const std::uint32_t> white_argb);

/// Premultiplied 0xAARRGGBB pixels of samples averaged as light (sRGB, IEC 61966-2-1), before
/// nothing: partly covered ones become the covering colour times its coverage.
void undo_light_averaging(std::span<std::uint32_t> argb);

}  // namespace rankplot::scene
