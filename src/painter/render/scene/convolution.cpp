#include "painter/render/scene/convolution.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <optional>
#include <utility>

namespace rankplot::scene {
namespace {

constexpr std::size_t kSteps = 20;  ///< of a pixel's width, that a pixel is smeared each way
constexpr std::size_t kReach = 60;  ///< how far, each way, a line serves the pixels that it meets

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

/// A line is followed once for most of the pixels along it (D. Stalling, H.-C. Hege: Fast and
/// resolution independent line integral convolution, SIGGRAPH 1995).
class Lines {
 public:
  explicit Lines(const Directions& directions)
      : directions_(directions),
        noise_(directions.at.size()),
        light_(directions.at.size()),
        lines_(directions.at.size()) {
    for (std::size_t pixel = 0; pixel < noise_.size(); ++pixel) noise_[pixel] = noise(pixel);
  }

  std::vector<float> smeared() && {
    for (std::size_t pixel = 0; pixel < noise_.size(); ++pixel)
      if (lines_[pixel] == 0 && moves(pixel)) serve_along(pixel);
    for (std::size_t pixel = 0; pixel < noise_.size(); ++pixel)
      light_[pixel] = std::clamp(light_[pixel] / std::max(lines_[pixel], 1.0F), -1.0F, 1.0F);
    return std::move(light_);
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

  /// Adds, to each pixel near `start` on its line, the noise of its own neighbours there. A mean of
  /// n values has the n-th part of their variance: it is spread again by the root of n, so that
  /// ends of lines look like all else.
  void serve_along(std::size_t start) {
    follow(start, -1);
    std::reverse(line_.begin(), line_.end());
    const std::size_t middle = line_.size();
    line_.push_back(start);
    follow(start, 1);
    sums_.assign(1, 0);
    for (const std::size_t pixel : line_) sums_.push_back(sums_.back() + noise_[pixel]);
    const std::size_t last = std::min(line_.size(), middle + kReach + 1);
    for (std::size_t i = middle - std::min(middle, kReach); i < last; ++i) {
      const std::size_t from = i - std::min(i, kSteps), to = std::min(line_.size(), i + kSteps + 1);
      const float root = std::sqrt(static_cast<float>(to - from));
      light_[line_[i]] += (sums_[to] - sums_[from]) / root;
      lines_[line_[i]] += 1;
    }
    line_.clear();
  }

  /// Puts the pixels behind `start` on its line, not itself, at the end of line_.
  void follow(std::size_t start, float way) {
    Place place{static_cast<float>(start % directions_.width) + 0.5F,
                static_cast<float>(start / directions_.width) + 0.5F};
    for (std::size_t step = 0; step < kReach + kSteps; ++step) {
      const std::optional<std::size_t> next = walk(place, way);
      if (!next) return;
      line_.push_back(*next);
    }
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
  std::vector<float> light_, lines_;  ///< by pixel: the sum over lines, and how many these are
  std::vector<std::size_t> line_;     ///< the pixels of the one that is followed
  std::vector<float> sums_;           ///< of the noise before each of them
};

}  // namespace

std::vector<float> line_integral_convolution(const Directions& directions) {
  return Lines(directions).smeared();
}

}  // namespace rankplot::scene
