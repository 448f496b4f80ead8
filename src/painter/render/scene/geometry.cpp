#include "painter/render/scene/geometry.hpp"

#include <cmath>

namespace rankplot::scene {

double dot(const Vector& a, const Vector& b) { return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]; }

Vector cross(const Vector& a, const Vector& b) {
  return {a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]};
}

double length(const Vector& a) { return std::hypot(a[0], a[1], a[2]); }

Vector unit(const Vector& a) {
  const double size = length(a);
  return size > 0 ? Vector{a[0] / size, a[1] / size, a[2] / size} : a;
}

Vector turned(const Vector& v, const Vector& axis, double radians) {
  const double c = std::cos(radians), s = std::sin(radians);
  return c * v + s * cross(axis, v) + (1 - c) * dot(axis, v) * axis;
}

void Box::include(const Vector& point) {
  for (std::size_t i = 0; i < 3; ++i) {
    low[i] = std::min(low[i], point[i]);
    high[i] = std::max(high[i], point[i]);
  }
}

void Box::include(const Box& box) {
  if (box.empty()) return;
  include(box.low);
  include(box.high);
}

Vector Box::corner(unsigned which) const {
  Vector place = low;
  for (unsigned i = 0; i < 3; ++i)
    if ((which >> i & 1U) != 0) place[i] = high[i];
  return place;
}

Frame::Frame(const Box& box) {
  if (box.empty()) return;
  size = 0;
  for (std::size_t i = 0; i < 3; ++i) {
    middle[i] = box.low[i] / 2 + box.high[i] / 2;
    size = std::max(size, box.high[i] - box.low[i]);
  }
  if (!(size > 0)) size = 1;
}

Vector Frame::to_local(const Vector& point) const {
  Vector local;
  for (std::size_t i = 0; i < 3; ++i) local[i] = (point[i] - middle[i]) / size;
  return local;
}

Box Frame::to_local(const Box& box) const {
  Box local;
  if (box.empty()) return local;
  local.include(to_local(box.low));
  local.include(to_local(box.high));
  return local;
}

}  // namespace rankplot::scene
