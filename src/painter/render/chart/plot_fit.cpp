#include "painter/render/chart/plot_fit.hpp"

#include <algorithm>
#include <cmath>

#include "painter/render/chart/color_bar.hpp"

namespace rankplot::render {
namespace {

constexpr double kBarGapPt = 12;

AxisLine axis_of(bool horizontal, const LayoutRequest& request, const Metrics& metrics) {
  AxisLine axis(horizontal, horizontal ? request.x : request.y,
                horizontal ? request.x_scale : request.y_scale,
                horizontal ? request.x_label : request.y_label, metrics,
                horizontal ? request.names.x : request.names.y);
  if (horizontal ? request.x_bare : request.y_bare) axis.leave_bare();
  return axis;
}

}  // namespace

Margins largest(const Margins& a, const Margins& b) {
  return {std::max(a.left, b.left), std::max(a.bottom, b.bottom), std::max(a.right, b.right),
          std::max(a.top, b.top)};
}

PlotFit::PlotFit(const LayoutRequest& request, const Metrics& metrics, const Rectangle& figure)
    : request_(request),
      out_{metrics, figure, {}, axis_of(true, request, metrics), axis_of(false, request, metrics),
           {},      {},     {}} {
  out_.title =
      fit_text(request.title, px(kTitlePt), std::max(1.0, figure.width()), kMostTitleLines);
}

void PlotFit::fit(const Rectangle& room) {
  Rectangle& plot = out_.plot;
  plot = room;
  if (request_.equal_aspect) shrink_to_aspect(plot);
  out_.x.fit(plot.width(), out_.figure.width());
  out_.y.fit(plot.height(), out_.figure.height());
  bar_widths_.clear();
  for (const ColorBarRequest& bar : request_.bars)
    bar_widths_.push_back(std::ceil(color_bar_width_px(bar, plot.height(), out_.metrics)) +
                          px(kBarGapPt));
}

Margins PlotFit::needed() const {
  const double title =
      out_.title.empty() ? 0 : px(kTitlePadPt) + out_.title.extent.height + title_rise();
  if (request_.frameless) return {0, 0, bars_width(), std::max(title, bar_offset_height())};
  return {std::max(out_.y.depth(), out_.x.overhang_low()),
          std::max(out_.x.depth(), out_.y.overhang_low()),
          std::max(bars_width(), out_.x.overhang_high()),
          std::max({title, out_.y.overhang_high(), out_.y.offset_height(), bar_offset_height()})};
}

void PlotFit::place() {
  place_title();
  place_bars();
}

void PlotFit::shrink_to_aspect(Rectangle& plot) const {
  if (request_.x_scale != job::AxisScale::Linear || request_.y_scale != job::AxisScale::Linear)
    return;
  const double ratio = std::abs(request_.y.high / 2 - request_.y.low / 2) /
                       std::abs(request_.x.high / 2 - request_.x.low / 2);
  constexpr double kThinnest = 0.02;  // beyond it there is nothing to see
  if (!(ratio > kThinnest && ratio < 1 / kThinnest)) return;
  const double width = std::min(plot.width(), plot.height() / ratio);
  const double height = std::min(plot.height(), plot.width() * ratio);
  plot.left += std::floor((plot.width() - width) / 2);
  plot.bottom += std::floor((plot.height() - height) / 2);
  plot.right = plot.left + std::round(width);
  plot.top = plot.bottom + std::round(height);
}

double PlotFit::bars_width() const {
  double sum = 0;
  for (const double width : bar_widths_) sum += width;
  return sum;
}

/// The title stands above the offset texts of y axis and colour bars where it would meet them.
double PlotFit::title_rise() const {
  const double beside = (out_.plot.width() - out_.title.extent.width) / 2 - px(kPadPt);
  const double over_axis = beside < out_.y.offset_width() ? out_.y.offset_height() : 0;
  return beside < 0 ? std::max(over_axis, bar_offset_height()) : over_axis;
}

double PlotFit::bar_offset_height() const {
  double height = 0;
  for (const ColorBarRequest& bar : request_.bars)
    height = std::max(height, color_bar_offset_height_px(bar, out_.plot.height(), out_.metrics));
  return height;
}

void PlotFit::place_title() {
  if (out_.title.empty()) return;
  const double half = out_.title.extent.width / 2;
  const double low = out_.figure.left + half, high = out_.figure.right - half;
  const double middle = (out_.plot.left + out_.plot.right) / 2;
  const double x = low < high ? std::clamp(middle, low, high) : (low + high) / 2;
  const double y = out_.plot.top + px(kTitlePadPt) + title_rise() - out_.title.extent.descent;
  out_.title_at = {static_cast<float>(x), static_cast<float>(y)};
}

void PlotFit::place_bars() {
  double left = out_.plot.right;
  for (const double width : bar_widths_) {
    left += px(kBarGapPt);
    const double right = left + width - px(kBarGapPt);
    out_.bar_areas.push_back({std::round(left), out_.plot.bottom, right, out_.plot.top});
    left = right;
  }
}

}  // namespace rankplot::render
