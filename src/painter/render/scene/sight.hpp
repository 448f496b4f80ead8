#pragma once

#include <cstddef>
#include <vector>

namespace rankplot::scene {

/// Where a row of pixels sees one axis of a plane: between which points, and how far.
struct Sight {
  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);

  std::vector<std::size_t> before;  ///< kNone: outside
  std::vector<float> fraction;
};

/// `places` ascend; `first_px`, `last_px`: where the axis' ends are seen.
Sight sight_of(const std::vector<double>& places, double first_px, double last_px,
               std::size_t pixels);

}  // namespace rankplot::scene
