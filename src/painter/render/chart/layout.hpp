#pragma once

#include <vector>

#include "painter/render/chart/axis_line.hpp"
#include "painter/render/chart/categories.hpp"
#include "painter/render/chart/fit_text.hpp"
#include "painter/render/chart/layer.hpp"

namespace rankplot::render {

/// What the layout places.
struct LayoutRequest {
  int width_px = 0, height_px = 0;
  std::string title;
  std::vector<ColorBarRequest> bars;
  bool equal_aspect = false;
  Range x, y;
  job::AxisScale x_scale = job::AxisScale::Linear, y_scale = job::AxisScale::Linear;
  std::string x_label, y_label;
  AxisNames names;
  bool frameless = false;  ///< a picture without axes: no room is kept for them
  bool x_bare = false, y_bare = false;  ///< ticks alone: a neighbour shows what they say
};

/// Where everything stands. Nothing is cut: margins grow with what they hold; where a small picture
/// has no room, `metrics` are those of smaller text.
struct Layout {
  Metrics metrics;
  Rectangle figure;  ///< the picture less a small pad
  Rectangle plot;    ///< whole edges
  AxisLine x, y;
  FittedText title;
  Point title_at;                    ///< of its lower edge's middle
  std::vector<Rectangle> bar_areas;  ///< one per bar
};

Layout lay_out(const LayoutRequest& request, const Metrics& metrics);

}  // namespace rankplot::render
