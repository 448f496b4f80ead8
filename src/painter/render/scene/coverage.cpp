#include "painter/render/scene/coverage.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace rankplot::scene {
namespace {

double light_of(double code) {
  return code <= 0.04045 ? code / 12.92 : std::pow((code + 0.055) / 1.055, 2.4);
}

double code_of(double light) {
  return light <= 0.0031308 ? light * 12.92 : 1.055 * std::pow(light, 1 / 2.4) - 0.055;
}

}  // namespace

bool is_light_averaged(std::span<const std::uint32_t> white_argb) {
  constexpr std::uint32_t kRounding = 8;
  return std::any_of(white_argb.begin(), white_argb.end(), [](std::uint32_t pixel) {
    return (pixel & 255U) > (pixel >> 24) + kRounding;
  });
}

void undo_light_averaging(std::span<std::uint32_t> argb) {
  for (std::uint32_t& pixel : argb) {
    const std::uint32_t alpha = pixel >> 24;
    if (alpha == 0 || alpha == 255) continue;
    const double covered = alpha / 255.0;
    std::uint32_t mended = alpha << 24;
    for (const unsigned shift : {0U, 8U, 16U}) {
      const double light = light_of((pixel >> shift & 255U) / 255.0) / covered;
      const double channel = std::round(255 * covered * code_of(std::min(1.0, light)));
      mended |= static_cast<std::uint32_t>(channel) << shift;
    }
    pixel = mended;
  }
}

}  // namespace rankplot::scene
