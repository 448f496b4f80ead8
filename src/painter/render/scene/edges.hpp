#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace rankplot::scene {

/// Smooths the stairs along edges of a picture that was drawn with one sample a pixel: where an
/// edge runs through pixels is told from the ends of its steps, and each is mixed with its
/// neighbour by as much (T. Lottes, FXAA 3.11, NVIDIA 2011; here on the processor, where only
/// pixels at edges cost anything, and with steps followed farther). Premultiplied 0xAARRGGBB.
void smooth_edges(std::span<std::uint32_t> argb, std::size_t width_px);

}  // namespace rankplot::scene
