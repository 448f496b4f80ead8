#pragma once

#include <span>
#include <vector>

#include "painter/render/chart/canvas.hpp"
#include "painter/render/chart/layer.hpp"

namespace rankplot::render {

/// The same plot with the roles of x and y exchanged: what is drawn upright in it lies on its side
/// once `turned` back.
Mapping turned(const Mapping& mapping);
Rectangle turned(const Rectangle& rectangle);
Extent turned(Extent extent);

/// An upright bar in data units: from `base` to `tip`, which may lie below it.
struct Bar {
  double left = 0, right = 0;
  double base = 0, tip = 0;
};

/// What bars want shown; their bases are sticky, as in matplotlib. Bars with a number that is not
/// finite are passed over here and below.
Extent extent_of_bars(std::span<const Bar> bars, const AxisScales& scales);

/// In pixels: edges on whole pixels, so that neighbours meet without a seam, at least one pixel
/// wide, cut off a little outside the plot. What a log axis cannot show (0) lies beyond its low
/// end.
std::vector<Rectangle> bars_in_pixels(std::span<const Bar> bars, const Mapping& mapping,
                                      double edge_px);

/// The same in a round plot: x is an angle, so each bar is a piece of a ring, here its outline.
std::vector<std::vector<Point>> bars_as_sectors(std::span<const Bar> bars, const Mapping& mapping,
                                                double edge_px);

/// Bars as they look in that mapping.
void paint_bars(Canvas& canvas, std::span<const Bar> bars, const Mapping& mapping, Color fill,
                const Stroke& edge);

/// Every n-th bar, about a thousand at most.
void add_bars(std::span<const Bar> bars, const Mapping& mapping, Obstacles& obstacles);

/// The place of a value in pixels, kept near the plot: see bars_in_pixels.
double place_near_plot(const Scale& scale, double value, double reach_px);

}  // namespace rankplot::render
