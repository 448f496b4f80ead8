#include "painter/render/chart/polar.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace rankplot::render {
namespace {

constexpr double kTurn = 2 * std::numbers::pi;
constexpr double kArcError = 0.05;  // pixels

/// Chords that an arc is drawn by.
int chords_for(double angle, double radius_px) {
  const double each = 2 * std::acos(1 - std::min(1.0, kArcError / std::max(radius_px, kArcError)));
  return std::max(1, static_cast<int>(std::ceil(std::abs(angle) / each)));
}

void add_arc(std::vector<Point>& points, const PolarPlace& place, double from, double to,
             double radius_px) {
  const int chords = chords_for(to - from, radius_px);
  for (int i = 0; i <= chords; ++i)
    points.push_back(place.at(from + (to - from) * i / chords, radius_px));
}

}  // namespace

std::vector<Point> outline_of(const Sector& sector, const Mapping& mapping, double reach_px) {
  std::vector<Point> points;
  if (!std::isfinite(sector.from) || !std::isfinite(sector.to) || !std::isfinite(sector.inner) ||
      !std::isfinite(sector.outer))
    return points;
  const double rim = mapping.y.high_px() + reach_px;
  const double inner = std::clamp(mapping.y(std::min(sector.inner, sector.outer)), 0.0, rim);
  const double outer = std::clamp(mapping.y(std::max(sector.inner, sector.outer)), 0.0, rim);
  const double to = std::clamp(sector.to, sector.from - kTurn, sector.from + kTurn);
  if (!(outer > inner) || to == sector.from) return points;
  add_arc(points, *mapping.polar, sector.from, to, outer);
  if (inner > 0)
    add_arc(points, *mapping.polar, to, sector.from, inner);
  else
    points.push_back(mapping.polar->at(0, 0));
  return points;
}

std::vector<Point> circle_of(const PolarPlace& place, double radius_px) {
  std::vector<Point> points;
  add_arc(points, place, 0, kTurn, radius_px);
  points.back() = points.front();
  return points;
}

PolarSpot spot_under(const Mapping& mapping, double x_px, double y_px, double first) {
  const PolarPlace& place = *mapping.polar;
  const double dx = x_px - place.centre.x, dy = y_px - place.centre.y;
  const double radius_px = std::hypot(dx, dy);
  if (radius_px > mapping.y.high_px()) return {std::numeric_limits<double>::quiet_NaN(), 0};
  const double angle = (std::atan2(dy, dx) - place.zero) * place.turn - first;
  return {first + angle - kTurn * std::floor(angle / kTurn), mapping.y.inverse(radius_px)};
}

}  // namespace rankplot::render
