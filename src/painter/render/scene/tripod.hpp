#pragma once

#include <array>
#include <cstddef>

#include "painter/render/chart/canvas.hpp"
#include "painter/render/chart/look.hpp"
#include "painter/render/scene/camera.hpp"

namespace rankplot::scene {

/// One of the data's axes as an eye sees it, without perspective.
struct TripodArm {
  std::size_t axis = 0;      ///< 0 to 2: x, y, z
  double right = 0, up = 0;  ///< in the picture, of an arm of length 1
  double towards = 0;        ///< the eye
};

/// What points away comes first.
std::array<TripodArm, 3> tripod_arms(const Eye& eye);

/// In the lower left corner of the plot: where the axes point. x is red, y green, z blue, each with
/// its letter.
void paint_tripod(render::Canvas& canvas, const Eye& eye, const render::Rectangle& plot,
                  const render::Metrics& metrics, render::Color ink);

}  // namespace rankplot::scene
