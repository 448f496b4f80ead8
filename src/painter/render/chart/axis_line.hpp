#pragma once

#include <string>

#include "core/base/names.hpp"
#include "painter/render/chart/canvas.hpp"
#include "painter/render/chart/fit_text.hpp"
#include "painter/render/chart/layer.hpp"
#include "painter/render/chart/ticks.hpp"

namespace rankplot::render {

/// Sizes of an axis' parts, in pixels; ticks and widths are whole.
struct AxisSizes {
  explicit AxisSizes(const Metrics& metrics);
  double font, line_width, tick_length, tick_width, minor_length, minor_width, tick_pad, label_pad;
};

/// An axis with its ticks chosen for a length, and what it needs around the plot.
class AxisLine {
 public:
  AxisLine(bool horizontal, Range range, job::AxisScale scale, const std::string& label,
           const Metrics& metrics, base::Names names = nullptr);

  /// Ticks alone: a neighbour shows what they say.
  void leave_bare() { bare_ = true; }

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

  /// The axis' scale for a plot laid out at `plot`.
  Scale scale_for(const Rectangle& plot) const;
  void paint_grid(Canvas& canvas, const Rectangle& plot) const;
  /// Ticks, labels and offset around the plot; the axis' label stays within `figure`.
  void paint(Canvas& canvas, const Rectangle& plot, const Rectangle& figure) const;

 private:
  void paint_ticks(Canvas& canvas, const Rectangle& plot) const;
  void paint_labels(Canvas& canvas, const Rectangle& plot) const;
  void paint_name(Canvas& canvas, const Rectangle& plot, const Rectangle& figure) const;
  double labels_depth() const;
  double tick_place(double value, const Scale& scale, double width) const;

  bool horizontal_;
  Range range_;
  job::AxisScale kind_;
  std::string label_text_;
  base::Names names_;  ///< of categories, in place of numbers
  AxisSizes sizes_;
  bool bare_ = false;
  Ticks ticks_;
  FittedText label_;
  double labels_extent_ = 0;  ///< of the tick labels, away from the plot
  double overhang_low_ = 0, overhang_high_ = 0;
};

}  // namespace rankplot::render
