#pragma once

#include <string>

#include "painter/render/chart/axis_ticks.hpp"
#include "painter/render/chart/canvas.hpp"
#include "painter/render/chart/fit_text.hpp"
#include "painter/render/chart/layer.hpp"

namespace rankplot::render {

/// Sizes of an axis' parts, in pixels; ticks and widths are whole.
struct AxisSizes {
  explicit AxisSizes(const Metrics& metrics);
  double font, line_width, tick_length, tick_width, minor_length, minor_width, tick_pad, label_pad;
};

/// Where an axis stands.
enum class Side { Bottom, Left, Top, Right };

/// An axis with its ticks chosen for a length, and what it needs around the plot.
class AxisLine {
 public:
  /// The metrics' look outlives the axis.
  AxisLine(Side side, AxisRequest request, job::TickDirection direction, const Metrics& metrics);

  /// Chooses ticks and breaks the label for a plot of that length; `room_px` is what the label may
  /// take along the axis.
  void fit(double length_px, double room_px);

  /// Away from the plot: ticks, their labels, the axis' label. `length_px` as in fit.
  double depth() const;
  /// How far tick labels stick out beyond both ends of the plot.
  double overhang_low() const { return overhang_low_; }
  double overhang_high() const { return overhang_high_; }
  /// Width of the text above the axis' end ("1e6"); 0: none.
  double offset_width() const;
  double offset_height() const;
  /// What stands on top of the plot, below the text above the axis' end.
  void raise_offset(double px) { offset_rise_ = px; }

  /// The axis' scale for a plot laid out at `plot`.
  Scale scale_for(const Rectangle& plot) const;
  void paint_grid(Canvas& canvas, const Rectangle& plot, const job::Grid& grid) const;
  /// Ticks, labels and offset around the plot; the axis' label stays within `figure`.
  void paint(Canvas& canvas, const Rectangle& plot, const Rectangle& figure) const;

 private:
  bool horizontal() const { return side_ == Side::Bottom || side_ == Side::Top; }
  bool outward_up() const { return side_ == Side::Top || side_ == Side::Right; }
  /// Pixels away from the plot's edge, as a place.
  double away(const Rectangle& plot, double px) const;
  Point at(double along, double across) const;

  void turn_labels(double length_px);
  TickSpace space_for(double length_px) const;
  /// What a label covers, from where it is put: along the axis and away from the plot.
  struct Reach {
    double low = 0, high = 0, inner = 0, outer = 0;
  };
  Reach reach_of(const TextExtent& label) const;
  Align slanted_end() const;
  void measure_labels(double length_px);
  void paint_ticks(Canvas& canvas, const Rectangle& plot) const;
  void paint_labels(Canvas& canvas, const Rectangle& plot) const;
  void paint_offset(Canvas& canvas, const Rectangle& plot) const;
  void paint_name(Canvas& canvas, const Rectangle& plot, const Rectangle& figure) const;
  double outer_tick_length() const;
  double labels_depth() const;
  double tick_place(double value, const Scale& scale, double width) const;

  Side side_;
  AxisRequest request_;
  job::TickDirection direction_;
  const Look* look_;
  AxisSizes sizes_;
  Ticks ticks_;
  FittedText label_;
  bool turned_ = false;       ///< tick labels stand upright
  double slant_ = 0;          ///< else, radians counterclockwise; 0: they are level
  double labels_shift_ = 0;   ///< of slanted ones, away from the plot
  double labels_extent_ = 0;  ///< of the tick labels, away from the plot
  double overhang_low_ = 0, overhang_high_ = 0;
  double offset_rise_ = 0;
};

}  // namespace rankplot::render
