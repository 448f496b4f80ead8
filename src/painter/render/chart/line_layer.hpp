#pragma once

#include <memory>
#include <span>
#include <vector>

#include "painter/render/chart/layer.hpp"
#include "painter/render/chart/steps.hpp"

namespace rankplot::render {

/// What kinds that join points have in common: the roles x (may be left out) and y, and the options
/// color, linestyle, linewidth, marker, markersize, alpha, label.
std::vector<job::Role> line_roles();
std::vector<job::Option> line_options();
std::unique_ptr<Layer> make_line(LayerInput& input, Steps steps);

/// Those roles as rows of one length, x counting 0, 1, 2, ... where it was left out. Notes what is
/// not finite. Throws base::Error as LayerInput does.
class PointRows {
 public:
  explicit PointRows(LayerInput& input);
  PointRows(const PointRows&) = delete;
  PointRows& operator=(const PointRows&) = delete;

  std::span<const double> x() const { return x_; }
  std::span<const double> y() const { return y_; }

 private:
  std::vector<double> index_;
  std::span<const double> x_, y_;
};

/// matplotlib's markeredgewidth, in points.
inline constexpr double kMarkerEdgePt = 1.0;

/// Draws a line's sample in the legend: the line across the box, a mark in its middle.
void paint_line_swatch(Canvas& canvas, const Rectangle& box, const Stroke& stroke,
                       const MarkerStyle* marker);

}  // namespace rankplot::render
