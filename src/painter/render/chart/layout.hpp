#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "painter/render/chart/axis_line.hpp"
#include "painter/render/chart/categories.hpp"
#include "painter/render/chart/fit_text.hpp"
#include "painter/render/chart/layer.hpp"
#include "painter/render/chart/legend.hpp"
#include "painter/render/chart/polar_axes.hpp"

namespace rankplot::render {

/// What the layout places.
struct LayoutRequest {
  int width_px = 0, height_px = 0;
  std::string title;
  std::vector<ColorBarRequest> bars;
  std::optional<job::Polar> polar;  ///< the plot is round
  double aspect = 0;                ///< length of a unit of y by one of x, of linear axes; 0: any
  AxisRequest x, y;
  std::optional<AxisRequest> x2, y2;  ///< on top and on the right
  job::TickDirection tick_direction = job::TickDirection::Out;
  LegendWish legend;
  /// What a legend outside the plot names; they outlive the layout. Null: it has none.
  const std::vector<std::unique_ptr<Layer>>* layers = nullptr;
  bool frameless = false;  ///< a picture without axes: no room is kept for them
};

/// Where everything stands. Nothing is cut: margins grow with what they hold; where a small picture
/// has no room, `metrics` are those of smaller text.
struct Layout {
  Metrics metrics;
  Rectangle figure;  ///< the picture less a small pad
  Rectangle plot;    ///< whole edges
  AxisLine x, y;
  std::optional<AxisLine> x2, y2;
  std::optional<PolarAxes> polar;  ///< of a round plot, in place of all of these
  FittedText title;
  Point title_at;                    ///< of its lower edge's middle
  std::vector<Rectangle> bar_areas;  ///< one per bar
  std::optional<Legend> legend;      ///< where it stands outside the plot
};

Layout lay_out(const LayoutRequest& request, const Metrics& metrics);

}  // namespace rankplot::render
