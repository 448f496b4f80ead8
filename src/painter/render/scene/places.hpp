#pragma once

#include <cmath>
#include <vector>

#include "painter/render/chart/layer.hpp"
#include "painter/render/scene/geometry.hpp"

namespace rankplot::scene {

inline bool is_finite(const Vector& place) {
  return std::isfinite(place[0]) && std::isfinite(place[1]) && std::isfinite(place[2]);
}

/// Where points are: the role `points`, of shape (N, 3), or the rows x, y and z. Throws base::Error
/// where the layer has neither or both, or they do not fit each other.
std::vector<Vector> take_places(render::LayerInput& input);

/// Around those that are finite.
Box box_of(const std::vector<Vector>& places);

}  // namespace rankplot::scene
