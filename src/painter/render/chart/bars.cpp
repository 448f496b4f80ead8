#include "painter/render/chart/bars.hpp"

#include <algorithm>
#include <cmath>

#include "painter/render/chart/polar.hpp"

namespace rankplot::render {
namespace {

constexpr std::size_t kMostObstacles = 1000;

bool drawable(const Bar& bar) {
  return std::isfinite(bar.left) && std::isfinite(bar.right) && std::isfinite(bar.base) &&
         std::isfinite(bar.tip);
}

Rectangle in_pixels(const Bar& bar, const Mapping& mapping, double reach_px) {
  const double left = place_near_plot(mapping.x, bar.left, reach_px);
  const double right = place_near_plot(mapping.x, bar.right, reach_px);
  const double base = place_near_plot(mapping.y, bar.base, reach_px);
  const double tip = place_near_plot(mapping.y, bar.tip, reach_px);
  Rectangle box{std::round(std::min(left, right)), std::round(std::min(base, tip)),
                std::round(std::max(left, right)), std::round(std::max(base, tip))};
  if (box.right < box.left + 1) {
    box.left = std::floor((left + right) / 2);
    box.right = box.left + 1;
  }
  return box;
}

}  // namespace

Mapping turned(const Mapping& mapping) { return {mapping.y, mapping.x, turned(mapping.plot)}; }

Rectangle turned(const Rectangle& r) { return {r.bottom, r.left, r.top, r.right}; }

Extent turned(Extent extent) {
  std::swap(extent.x, extent.y);
  return extent;
}

double place_near_plot(const Scale& scale, double value, double reach_px) {
  const double low = std::min(scale.low_px(), scale.high_px()) - reach_px;
  const double high = std::max(scale.low_px(), scale.high_px()) + reach_px;
  const double px = scale(value);
  if (!std::isnan(px)) return std::clamp(px, low, high);
  const bool smaller_is_first = (scale.low() < scale.high()) == (scale.low_px() < scale.high_px());
  return smaller_is_first ? low : high;
}

Extent extent_of_bars(std::span<const Bar> bars, const AxisScales& scales) {
  Extent extent;
  for (const Bar& bar : bars) {
    if (!drawable(bar)) continue;
    extent.x.include(bar.left, scales.x);
    extent.x.include(bar.right, scales.x);
    extent.y.include(bar.base, scales.y);
    extent.y.include(bar.tip, scales.y);
    if (extent.y.sticky.empty() || extent.y.sticky.back() != bar.base)
      extent.y.sticky.push_back(bar.base);
  }
  auto& sticky = extent.y.sticky;
  std::sort(sticky.begin(), sticky.end());
  sticky.erase(std::unique(sticky.begin(), sticky.end()), sticky.end());
  return extent;
}

std::vector<Rectangle> bars_in_pixels(std::span<const Bar> bars, const Mapping& mapping,
                                      double edge_px) {
  std::vector<Rectangle> boxes;
  boxes.reserve(bars.size());
  for (const Bar& bar : bars) {
    if (drawable(bar)) boxes.push_back(in_pixels(bar, mapping, edge_px + 2));
  }
  return boxes;
}

std::vector<std::vector<Point>> bars_as_sectors(std::span<const Bar> bars, const Mapping& mapping,
                                                double edge_px) {
  std::vector<std::vector<Point>> outlines;
  for (const Bar& bar : bars) {
    auto outline = outline_of({bar.left, bar.right, bar.base, bar.tip}, mapping, edge_px + 2);
    if (!outline.empty()) outlines.push_back(std::move(outline));
  }
  return outlines;
}

void paint_bars(Canvas& canvas, std::span<const Bar> bars, const Mapping& mapping, Color fill,
                const Stroke& edge) {
  if (!mapping.polar) {
    canvas.rectangles(bars_in_pixels(bars, mapping, edge.width_px), fill, edge);
    return;
  }
  for (const auto& outline : bars_as_sectors(bars, mapping, edge.width_px))
    canvas.polygon(outline, fill, edge);
}

void add_bars(std::span<const Bar> bars, const Mapping& mapping, Obstacles& obstacles) {
  const std::size_t step = bars.size() / kMostObstacles + 1;
  for (std::size_t i = 0; i < bars.size(); i += step) {
    if (!drawable(bars[i])) continue;
    if (mapping.polar)
      obstacles.points.push_back(mapping(bars[i].left / 2 + bars[i].right / 2, bars[i].tip));
    else
      obstacles.rectangles.push_back(in_pixels(bars[i], mapping, 0));
  }
}

}  // namespace rankplot::render
