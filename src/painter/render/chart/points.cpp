#include <cmath>

#include <fmt/format.h>

#include "painter/render/chart/layer.hpp"

namespace rankplot::render {
namespace {

constexpr std::size_t kObstacles = 1000;

bool shown(double value, job::AxisScale scale) {
  return std::isfinite(value) && (scale != job::AxisScale::Log || value > 0);
}

Point to_pixel(double x, double y, const Mapping& mapping) {
  constexpr float kGap = std::numeric_limits<float>::quiet_NaN();
  return std::isfinite(x) && std::isfinite(y) ? mapping(x, y) : Point{kGap, kGap};
}

}  // namespace

Extent extent_of_pairs(std::span<const double> x, std::span<const double> y,
                       const AxisScales& scales) {
  Extent extent;
  for (std::size_t i = 0; i < x.size(); ++i) {
    if (!shown(x[i], scales.x) || !shown(y[i], scales.y)) continue;
    extent.x.include(x[i], scales.x);
    extent.y.include(y[i], scales.y);
  }
  return extent;
}

std::vector<Point> to_pixels(std::span<const double> x, std::span<const double> y,
                             const Mapping& mapping) {
  std::vector<Point> points(x.size());
  for (std::size_t i = 0; i < x.size(); ++i) points[i] = to_pixel(x[i], y[i], mapping);
  return points;
}

std::vector<Point> sampled_pixels(std::span<const double> x, std::span<const double> y,
                                  const Mapping& mapping) {
  const std::size_t step = x.size() / kObstacles + 1;
  std::vector<Point> points;
  for (std::size_t i = 0; i < x.size(); i += step) points.push_back(to_pixel(x[i], y[i], mapping));
  return points;
}

void note_not_finite(LayerInput& input, std::span<const double> x, std::span<const double> y) {
  std::size_t lost = 0;
  for (std::size_t i = 0; i < x.size(); ++i) lost += !std::isfinite(x[i]) || !std::isfinite(y[i]);
  if (lost == x.size()) return;  // there is a warning of it
  if (lost > 0) input.note(fmt::format("{} of {} points are not finite", lost, x.size()));
}

}  // namespace rankplot::render
