#include "painter/render/scene/convolution.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <optional>

namespace rankplot::scene {
namespace {

constexpr int kSteps = 20;  ///< of a pixel's width, forwards and backwards each

/// -1 to 1, evenly spread: a pixel's number with its bits mixed (the finalizer of MurmurHash3,
/// A. Appleby).
float noise(std::size_t pixel) {
  auto mixed = static_cast<std::uint32_t>(pixel + 1) * 0x9E3779B9U;
  mixed = (mixed ^ mixed >> 16U) * 0x85EBCA6BU;
  mixed = (mixed ^ mixed >> 13U) * 0xC2B2AE35U;
  mixed ^= mixed >> 16U;
  return static_cast<float>(mixed >> 8U) / static_cast<float>(1U << 23U) - 1;
}

struct Place {
  float across = 0, up = 0;  ///< in pixels; the first one's middle is at 0.5
};

class Lines {
 public:
  explicit Lines(const Directions& directions)
      : directions_(directions), noise_(directions.at.size()) {
    for (std::size_t pixel = 0; pixel < noise_.size(); ++pixel) noise_[pixel] = noise(pixel);
  }

  /// The noise along the line through a pixel. A mean of n values has the n-th part of their
  /// variance: it is spread again by the root of n, so that ends of lines look like all else.
  float lightness(std::size_t column, std::size_t row) const {
    const std::size_t pixel = row * directions_.width + column;
    if (!moves(pixel)) return 0;
    const Place start{static_cast<float>(column) + 0.5F, static_cast<float>(row) + 0.5F};
    float total = noise_[pixel];
    int count = 1;
    for (const float way : {1.0F, -1.0F}) {
      Place place = start;
      for (int step = 0; step < kSteps; ++step) {
        const std::optional<std::size_t> next = walk(place, way);
        if (!next) break;
        total += noise_[*next];
        ++count;
      }
    }
    return std::clamp(total / std::sqrt(static_cast<float>(count)), -1.0F, 1.0F);
  }

 private:
  bool moves(std::size_t pixel) const {
    const auto& [across, up] = directions_.at[pixel];
    return across != 0 || up != 0;
  }

  std::optional<std::size_t> pixel_at(Place place) const {
    if (!(place.across >= 0 && place.up >= 0)) return std::nullopt;
    const auto column = static_cast<std::size_t>(place.across);
    const auto row = static_cast<std::size_t>(place.up);
    if (column >= directions_.width || row >= directions_.height) return std::nullopt;
    return row * directions_.width + column;
  }

  /// One step by the direction in its middle (the midpoint rule), along or against it; none where
  /// it leaves the raster or nothing moves.
  std::optional<std::size_t> walk(Place& place, float way) const {
    Place ahead = place;
    for (const float length : {0.5F, 1.0F}) {
      const std::optional<std::size_t> pixel = pixel_at(ahead);
      if (!pixel || !moves(*pixel)) return std::nullopt;
      const auto& [across, up] = directions_.at[*pixel];
      ahead = {place.across + way * length * across, place.up + way * length * up};
    }
    place = ahead;
    return pixel_at(place);
  }

  const Directions& directions_;
  std::vector<float> noise_;
};

}  // namespace

std::vector<float> line_integral_convolution(const Directions& directions) {
  const Lines lines(directions);
  std::vector<float> light;
  light.reserve(directions.at.size());
  for (std::size_t row = 0; row < directions.height; ++row)
    for (std::size_t column = 0; column < directions.width; ++column)
      light.push_back(lines.lightness(column, row));
  return light;
}

}  // namespace rankplot::scene
