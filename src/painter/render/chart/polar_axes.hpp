#pragma once

#include <vector>

#include "painter/render/chart/axis_line.hpp"
#include "painter/render/chart/plot_margins.hpp"

namespace rankplot::render {

/// The axes of a round plot: rings at the ticks of the distance, spokes at those of the angle,
/// labels outside the rim, and along a spoke for the rings.
class PolarAxes {
 public:
  /// `angle` has the job's own ticks in radians, else there is one every 45 degrees; `distance` a
  /// range that ascends. The metrics' look outlives the axes.
  PolarAxes(job::Polar polar, AxisRequest angle, AxisRequest distance, const Metrics& metrics);

  /// Chooses rings and breaks labels for a plot of that (square) area.
  void fit(const Rectangle& plot);
  /// What labels need around the area of the last fit.
  Margins margins() const;

  /// Angles to the circle within `plot`.
  Mapping mapping_for(const Rectangle& plot) const;
  void paint_grid(Canvas& canvas, const Rectangle& plot, const job::Grid& grid) const;
  /// Covers what layers drew beyond the rim; then the rim, where `frame`, and all texts.
  void paint(Canvas& canvas, const Rectangle& plot, bool frame) const;

 private:
  /// Of a label of the angle that stands outside the rim.
  Rectangle box_of_label(const Tick& tick, const Mapping& mapping) const;
  void paint_labels(Canvas& canvas, const Mapping& mapping) const;
  void paint_distances(Canvas& canvas, const Mapping& mapping) const;
  void paint_names(Canvas& canvas, const Rectangle& plot) const;
  double name_depth(const FittedText& name) const;
  Margins around_labels() const;

  job::Polar polar_;
  AxisRequest distance_;
  const Look* look_;
  AxisSizes sizes_;
  std::vector<Tick> spokes_;
  Ticks rings_;
  FittedText below_, beside_;  ///< the names of angle and distance
  std::string below_text_;
  Rectangle plot_;
};

}  // namespace rankplot::render
