#include "painter/render/scene/sight.hpp"

#include <algorithm>

namespace rankplot::scene {

Sight sight_of(const std::vector<double>& places, double first_px, double last_px,
               std::size_t pixels) {
  Sight sight{std::vector<std::size_t>(pixels, Sight::kNone), std::vector<float>(pixels, 0)};
  if (places.size() < 2 || first_px == last_px) return sight;
  const double side = places.back() - places.front();
  for (std::size_t i = 0; i < pixels; ++i) {
    const double share = (static_cast<double>(i) + 0.5 - first_px) / (last_px - first_px);
    if (!(share >= 0 && share <= 1)) continue;
    const double at = places.front() + share * side;
    const auto after = std::upper_bound(places.begin() + 1, places.end() - 1, at);
    const double low = *(after - 1), high = *after;
    sight.before[i] = static_cast<std::size_t>(after - places.begin()) - 1;
    sight.fraction[i] = static_cast<float>(std::clamp((at - low) / (high - low), 0.0, 1.0));
  }
  return sight;
}

}  // namespace rankplot::scene
