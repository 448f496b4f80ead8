#pragma once

#include <algorithm>
#include <array>
#include <limits>

namespace rankplot::scene {

using Vector = std::array<double, 3>;  ///< x, y, z

inline Vector operator+(const Vector& a, const Vector& b) {
  return {a[0] + b[0], a[1] + b[1], a[2] + b[2]};
}
inline Vector operator-(const Vector& a, const Vector& b) {
  return {a[0] - b[0], a[1] - b[1], a[2] - b[2]};
}
inline Vector operator*(double factor, const Vector& a) {
  return {factor * a[0], factor * a[1], factor * a[2]};
}
double dot(const Vector& a, const Vector& b);
Vector cross(const Vector& a, const Vector& b);
double length(const Vector& a);
/// Of length 1; the zero vector stays.
Vector unit(const Vector& a);

/// About an axis of length 1, counterclockwise as seen from its end (Rodrigues' formula).
Vector turned(const Vector& v, const Vector& axis, double radians);

/// The extent of data along each axis, in its own units.
struct Box {
  Vector low{kFar, kFar, kFar};
  Vector high{-kFar, -kFar, -kFar};

  bool empty() const { return !(low[0] <= high[0] && low[1] <= high[1] && low[2] <= high[2]); }
  void include(const Vector& point);
  void include(const Box& box);
  Vector corner(unsigned which) const;  ///< bit i: the high end of axis i; 0 to 7

 private:
  static constexpr double kFar = std::numeric_limits<double>::infinity();
};

/// Data is drawn in coordinates of its own box: its middle at 0, its longest side 1. So single
/// precision does for any units.
struct Frame {
  Vector middle{0, 0, 0};
  double size = 1;

  Frame() = default;
  explicit Frame(const Box& box);

  Vector to_local(const Vector& point) const;
  Box to_local(const Box& box) const;
};

}  // namespace rankplot::scene
