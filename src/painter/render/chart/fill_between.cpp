#include "painter/render/chart/fill_between.hpp"

#include <algorithm>
#include <cmath>

#include "painter/render/chart/bars.hpp"
#include "painter/render/chart/devices/polyline.hpp"

namespace rankplot::render {
namespace {

constexpr std::size_t kObstacles = 1000;
constexpr std::size_t kDecimateAbove = 1024;
constexpr double kReachPx = 1e5;

bool all_finite(double x, double low, double high) {
  return std::isfinite(x) && std::isfinite(low) && std::isfinite(high);
}

std::vector<Point> edge_in_pixels(const Mapping& mapping, std::span<const double> x,
                                  std::span<const double> y, Quality quality) {
  std::vector<Point> points(x.size());
  if (mapping.polar) {
    const double least = mapping.y.low();
    for (std::size_t i = 0; i < x.size(); ++i) points[i] = mapping(x[i], std::max(y[i], least));
    return points;
  }
  for (std::size_t i = 0; i < x.size(); ++i)
    points[i] = {static_cast<float>(place_near_plot(mapping.x, x[i], kReachPx)),
                 static_cast<float>(place_near_plot(mapping.y, y[i], kReachPx))};
  if (quality == Quality::Fast && points.size() > kDecimateAbove) return decimate(points);
  return points;
}

}  // namespace

void fill_between(Canvas& canvas, const Mapping& mapping, std::span<const double> x,
                  std::span<const double> low, std::span<const double> high,
                  const std::vector<bool>& shown, Color fill, const Stroke& edge) {
  const auto filled = [&](std::size_t i) {
    return all_finite(x[i], low[i], high[i]) && (shown.empty() || shown[i]);
  };
  for (std::size_t from = 0, to = 0; from < x.size(); from = to + 1) {
    to = from;
    while (to < x.size() && filled(to)) ++to;
    if (to < from + 2) continue;
    const std::size_t count = to - from;
    std::vector<Point> outline =
        edge_in_pixels(mapping, x.subspan(from, count), low.subspan(from, count), canvas.quality());
    const std::vector<Point> back = edge_in_pixels(mapping, x.subspan(from, count),
                                                   high.subspan(from, count), canvas.quality());
    outline.insert(outline.end(), back.rbegin(), back.rend());
    canvas.polygon(outline, fill);
    if (edge.style == LineStyle::None || edge.width_px <= 0) continue;
    outline.push_back(outline.front());
    canvas.polyline(outline, edge);
  }
}

void add_filled(const Mapping& mapping, std::span<const double> x, std::span<const double> low,
                std::span<const double> high, Obstacles& obstacles) {
  const std::size_t step = x.size() / kObstacles + 1;
  for (std::size_t i = 0; i + step < x.size(); i += step) {
    if (!all_finite(x[i], low[i], high[i]) || !std::isfinite(x[i + step])) continue;
    if (mapping.polar) {
      obstacles.points.push_back(mapping(x[i], high[i]));
      continue;
    }
    const double a = place_near_plot(mapping.x, x[i], 1);
    const double b = place_near_plot(mapping.x, x[i + step], 1);
    const double c = place_near_plot(mapping.y, low[i], 1);
    const double d = place_near_plot(mapping.y, high[i], 1);
    obstacles.rectangles.push_back(
        {std::min(a, b), std::min(c, d), std::max(a, b), std::max(c, d)});
  }
}

Extent extent_of_filled(std::span<const double> x, std::span<const double> low,
                        std::span<const double> high, const AxisScales& scales) {
  Extent extent;
  for (std::size_t i = 0; i < x.size(); ++i) {
    if (!all_finite(x[i], low[i], high[i])) continue;
    extent.x.include(x[i], scales.x);
    extent.y.include(low[i], scales.y);
    extent.y.include(high[i], scales.y);
  }
  return extent;
}

}  // namespace rankplot::render
