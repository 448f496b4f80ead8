#pragma once

#include <vector>

#include "painter/render/chart/layout.hpp"

namespace rankplot::render {

/// A plot with its axes, title and colour bars, fitted to one area after another until its
/// neighbours and edges leave it the room that it needs.
class PlotFit {
 public:
  /// `figure`: what texts stay within. The request outlives it.
  PlotFit(const LayoutRequest& request, const Metrics& metrics, const Rectangle& figure);

  /// The plot in `room` (whole edges), and the axes' ticks for it.
  void fit(const Rectangle& room);
  /// Around the area of the last fit.
  Margins needed() const;
  /// Title and bars where the plot stands now.
  void place();

  void set_figure(const Rectangle& figure) { out_.figure = figure; }
  Layout take() { return std::move(out_); }

 private:
  double px(double points) const { return out_.metrics.text_px(points); }
  void shrink_to_aspect(Rectangle& plot) const;
  double bars_width() const;
  void fit_axes(Rectangle& plot);
  void fit_round(Rectangle& plot);
  /// `title`: the height that it takes.
  Margins around_axes(double title) const;
  Margins around_round(double title) const;
  double beside() const;
  double right_width() const;
  double above() const;
  double below() const;
  void fit_legend();
  void place_legend();
  double title_rise() const;
  double bar_offset_height() const;
  void place_title();
  void place_bars();

  const LayoutRequest& request_;
  Layout out_;
  std::vector<double> bar_widths_;
};

/// What all layouts share, in points; the sizes of text to be tried; and how many rounds margins
/// and ticks are fitted to each other.
inline constexpr double kPadPt = 5, kTitlePt = 12, kTitlePadPt = 6;
inline constexpr int kMostTitleLines = 3;
inline constexpr double kTextScales[] = {1, 0.85, 0.7, 0.58, 0.48};
inline constexpr int kRounds = 4;
/// Shares of the picture that plots must have, else text gets smaller.
inline constexpr double kLeastShare = 0.4;

}  // namespace rankplot::render
