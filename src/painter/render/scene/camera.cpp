#include "painter/render/scene/camera.hpp"

#include <cmath>
#include <numbers>

namespace rankplot::scene {
namespace {

constexpr double kDegree = std::numbers::pi / 180;

/// From the focal point to the camera, and what is up.
struct Direction {
  Vector back, up;
};

Direction preset(const std::string& view) {
  // The angles of matplotlib's 3-D axes: x to the right, y into the depth, z up.
  constexpr double kAzimuth = -60 * kDegree, kElevation = 30 * kDegree;
  if (view.size() != 2)
    return {{std::cos(kElevation) * std::cos(kAzimuth), std::cos(kElevation) * std::sin(kAzimuth),
             std::sin(kElevation)},
            {0, 0, 1}};
  const auto axis = static_cast<std::size_t>(view[1] - 'x');
  Direction direction{{0, 0, 0}, {0, 0, 1}};
  direction.back.at(axis) = view[0] == '-' ? -1 : 1;
  if (axis == 2) direction.up = {0, 1, 0};
  return direction;
}

Vector vector_of(const std::vector<double>& numbers) {
  return {numbers[0], numbers[1], numbers[2]};
}

/// Across `back`, of length 1; any such where both are parallel.
Vector upright(const Vector& up, const Vector& back) {
  const Vector across = up - dot(up, back) * back;
  if (length(across) > 1e-9) return unit(across);
  const Vector other = std::abs(back[1]) < 0.9 ? Vector{0, 1, 0} : Vector{1, 0, 0};
  return unit(other - dot(other, back) * back);
}

/// The distance, or half the height with parallel lines, from which all corners are in sight.
double fitting(const Eye& eye, const Box& box, const Vector& back, double aspect) {
  const Vector right = cross(eye.up, back);
  const double up_slope = std::tan(eye.angle / 2 * kDegree), right_slope = up_slope * aspect;
  double distance = 0, half_height = 0;
  for (unsigned i = 0; i < 8; ++i) {
    const Vector corner = box.corner(i) - eye.focal_point;
    const double x = std::abs(dot(corner, right)), y = std::abs(dot(corner, eye.up));
    distance = std::max(distance, dot(corner, back) + std::max(x / right_slope, y / up_slope));
    half_height = std::max({half_height, y, x / aspect});
  }
  constexpr double kLeast = 1e-3;
  return std::max(kLeast, eye.parallel ? half_height : distance);
}

/// What a camera is turned about to the right: upwards, whether it looks down on its focal point or
/// not.
Vector pole(const Vector& up, const Vector& back, const Eye& eye) {
  const bool above = length(cross(unit(up), back)) < 1e-9;
  return above ? eye.up : unit(up);
}

/// To the right by `azimuth`, and by the camera's other angles; gives where `back` is then.
Vector turn(Eye& eye, Vector back, const job::Camera& camera, const Vector& pole, double azimuth) {
  back = turned(back, pole, azimuth * kDegree);
  eye.up = turned(eye.up, pole, azimuth * kDegree);
  const Vector right = cross(eye.up, back);
  const double elevation = -camera.elevation * kDegree;
  back = turned(back, right, elevation);
  eye.up = turned(turned(eye.up, right, elevation), back, camera.roll * kDegree);
  return back;
}

/// What fits from wherever the camera stands on its orbit, so that pictures of it do not jump.
double fitting_all(const Eye& eye, const Box& box, const Vector& back, const job::Camera& camera,
                   const Vector& pole, double aspect) {
  double fit = 0;
  const int views = std::max(1, camera.orbit);
  for (int view = 0; view < views; ++view) {
    Eye there = eye;
    const Vector seen = turn(there, back, camera, pole, camera.azimuth + 360.0 * view / views);
    fit = std::max(fit, fitting(there, box, seen, aspect));
  }
  return fit;
}

}  // namespace

Vector Eye::towards(const Vector& place) const {
  return parallel ? position - focal_point : position - place;
}

Projection::Projection(const Eye& eye, double width_px, double height_px)
    : eye_(eye),
      back_(unit(eye.position - eye.focal_point)),
      right_(cross(eye.up, back_)),
      middle_x_(width_px / 2),
      middle_y_(height_px / 2) {
  scale_ = middle_y_ / (eye.parallel ? eye.half_height : std::tan(eye.angle / 2 * kDegree));
}

render::Point Projection::operator()(const Vector& place) const {
  const Vector from = place - eye_.position;
  constexpr double kNearest = 1e-6;
  const double depth = eye_.parallel ? 1 : std::max(kNearest, -dot(from, back_));
  return {static_cast<float>(middle_x_ + scale_ * dot(from, right_) / depth),
          static_cast<float>(middle_y_ + scale_ * dot(from, eye_.up) / depth)};
}

Eye eye_for(const job::Camera& camera, const Box& box, double width_px, double height_px) {
  const Direction direction = preset(camera.view);
  Eye eye;
  eye.angle = camera.angle;
  eye.parallel = camera.parallel;
  if (!camera.focal_point.empty()) eye.focal_point = vector_of(camera.focal_point);
  Vector back = direction.back;
  const bool placed = !camera.position.empty();
  if (placed) back = vector_of(camera.position) - eye.focal_point;
  double distance = length(back);
  back = unit(back);
  const Vector up = camera.up.empty() ? direction.up : vector_of(camera.up);
  eye.up = upright(up, back);
  const Vector about = pole(up, back, eye);

  const double fit = fitting_all(eye, box, back, camera, about, width_px / height_px) / camera.zoom;
  back = turn(eye, back, camera, about, camera.azimuth);
  if (!placed) distance = eye.parallel ? 2 + fit : fit;
  if (placed && !eye.parallel) eye.angle = camera.angle / camera.zoom;
  eye.half_height = fit;
  eye.position = eye.focal_point + distance * back;
  return eye;
}

}  // namespace rankplot::scene
