#pragma once

#include "core/job/scene_view.hpp"
#include "painter/render/chart/geometry.hpp"
#include "painter/render/scene/geometry.hpp"

namespace rankplot::scene {

/// Where the camera stands, in the coordinates of a scene's Frame.
struct Eye {
  Vector position{0, 0, 1};
  Vector focal_point{0, 0, 0};
  Vector up{0, 1, 0};      ///< across the line of sight, of length 1
  double angle = 30;       ///< degrees from bottom to top
  double half_height = 1;  ///< what is seen above the focal point with `parallel`
  bool parallel = false;

  /// From a place towards the eye: of a face, which side is seen.
  Vector towards(const Vector& place) const;
};

/// From a scene to the pixels of its image, from the lower left corner.
class Projection {
 public:
  Projection(const Eye& eye, double width_px, double height_px);
  render::Point operator()(const Vector& place) const;

 private:
  Eye eye_;
  Vector back_, right_;
  double scale_ = 1, middle_x_ = 0, middle_y_ = 0;
};

/// The eye that a camera asks for, before an image of that size. Unless it says where it stands, it
/// is as near as has all of `box` in sight (times the zoom).
Eye eye_for(const job::Camera& camera, const Box& box, double width_px, double height_px);

}  // namespace rankplot::scene
