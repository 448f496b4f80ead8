#include "painter/render/chart/plot_fit.hpp"

#include <algorithm>
#include <cmath>

#include "painter/render/chart/color_bar.hpp"

namespace rankplot::render {
namespace {

constexpr double kBarGapPt = 12, kLegendGapPt = 6;
/// Of the picture, for a legend outside the plot.
constexpr double kMostLegendShare = 0.4;

std::optional<AxisLine> second_axis(Side side, const std::optional<AxisRequest>& axis,
                                    const LayoutRequest& request, const Metrics& metrics) {
  if (!axis) return std::nullopt;
  return AxisLine(side, *axis, request.tick_direction, metrics);
}

}  // namespace

PlotFit::PlotFit(const LayoutRequest& request, const Metrics& metrics, const Rectangle& figure)
    : request_(request),
      out_{metrics,
           figure,
           {},
           AxisLine(Side::Bottom, request.x, request.tick_direction, metrics),
           AxisLine(Side::Left, request.y, request.tick_direction, metrics),
           second_axis(Side::Top, request.x2, request, metrics),
           second_axis(Side::Right, request.y2, request, metrics),
           {},
           {},
           {},
           {},
           {}} {
  if (request.polar) out_.polar.emplace(*request.polar, request.x, request.y, metrics);
  out_.title =
      fit_text(request.title, px(kTitlePt), std::max(1.0, figure.width()), kMostTitleLines);
}

void PlotFit::fit(const Rectangle& room) {
  Rectangle& plot = out_.plot;
  plot = room;
  if (out_.polar)
    fit_round(plot);
  else
    fit_axes(plot);
  bar_widths_.clear();
  for (const ColorBarRequest& bar : request_.bars)
    bar_widths_.push_back(std::ceil(color_bar_width_px(bar, plot.height(), out_.metrics)) +
                          px(kBarGapPt));
  fit_legend();
}

void PlotFit::fit_axes(Rectangle& plot) {
  if (request_.aspect > 0) shrink_to_aspect(plot);
  out_.x.fit(plot.width(), out_.figure.width());
  out_.y.fit(plot.height(), out_.figure.height());
  if (out_.x2) out_.x2->fit(plot.width(), out_.figure.width());
  if (out_.y2) out_.y2->fit(plot.height(), out_.figure.height());
  const double rise = out_.x2 ? out_.x2->depth() : 0;
  out_.y.raise_offset(rise);
  if (out_.y2) out_.y2->raise_offset(rise);
}

void PlotFit::fit_round(Rectangle& plot) {
  const double side = std::floor(std::min(plot.width(), plot.height()) / 2) * 2;
  plot.left += std::floor((plot.width() - side) / 2);
  plot.bottom += std::floor((plot.height() - side) / 2);
  plot.right = plot.left + side;
  plot.top = plot.bottom + side;
  out_.polar->fit(plot);
}

void PlotFit::fit_legend() {
  out_.legend.reset();
  if (request_.layers == nullptr || !request_.legend.is_outside()) return;
  Rectangle room = out_.plot;
  if (request_.legend.place == "outside right")
    room.right = room.left + kMostLegendShare * out_.figure.width();
  else
    room.top = room.bottom + kMostLegendShare * out_.figure.height();
  Legend legend(*request_.layers, out_.metrics, room, request_.legend);
  if (!legend.empty()) out_.legend = std::move(legend);
}

Margins PlotFit::needed() const {
  const double title = out_.title.empty() ? 0 : px(kTitlePadPt) + out_.title.extent.height;
  if (request_.frameless) return {0, 0, bars_width(), std::max(title, bar_offset_height())};
  Margins margins = out_.polar ? around_round(title) : around_axes(title);
  if (!out_.legend) return margins;
  const std::string& place = request_.legend.place;
  if (place == "outside right") margins.right += px(kLegendGapPt) + out_.legend->width();
  if (place == "outside top") margins.top += px(kLegendGapPt) + out_.legend->height();
  if (place == "outside bottom") margins.bottom += px(kLegendGapPt) + out_.legend->height();
  return margins;
}

Margins PlotFit::around_round(double title) const {
  Margins margins = out_.polar->margins();
  margins.right += bars_width();
  margins.top += title;
  margins.top = std::max(margins.top, bar_offset_height());
  return margins;
}

Margins PlotFit::around_axes(double title) const {
  Margins margins{
      std::max(out_.y.depth(), out_.x.overhang_low()),
      std::max(out_.x.depth(), out_.y.overhang_low()),
      std::max(right_width(), out_.x.overhang_high()),
      std::max({title + (title > 0 ? above() + title_rise() : 0), out_.y.overhang_high(),
                above() + out_.y.offset_height(), bar_offset_height()})};
  if (out_.x2) {
    const Margins top{out_.x2->overhang_low(), 0, out_.x2->overhang_high(), above()};
    margins = largest(margins, top);
  }
  if (out_.y2) {
    const Margins right{0, out_.y2->overhang_low(), 0,
                        std::max(out_.y2->overhang_high(), above() + out_.y2->offset_height())};
    margins = largest(margins, right);
  }
  return margins;
}

void PlotFit::place() {
  place_legend();
  place_title();
  place_bars();
}

void PlotFit::shrink_to_aspect(Rectangle& plot) const {
  const Range x = request_.x.range, y = request_.y.range;
  if (request_.x.axis.scale != job::AxisScale::Linear ||
      request_.y.axis.scale != job::AxisScale::Linear)
    return;
  const double ratio =
      request_.aspect * std::abs(y.high / 2 - y.low / 2) / std::abs(x.high / 2 - x.low / 2);
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

/// Of axes alone.
double PlotFit::beside() const {
  if (out_.polar) return out_.polar->margins().right;
  return out_.y2 ? out_.y2->depth() : 0;
}

double PlotFit::right_width() const { return beside() + bars_width(); }

/// Of the axis on top, which all else stands above.
double PlotFit::above() const {
  if (out_.polar) return out_.polar->margins().top;
  return out_.x2 ? out_.x2->depth() : 0;
}

double PlotFit::below() const { return out_.polar ? out_.polar->margins().bottom : out_.x.depth(); }

/// The title, and a legend below it, stand above the offset texts of y axis and colour bars where
/// they would meet them.
double PlotFit::title_rise() const {
  if (out_.polar) return 0;
  if (out_.legend && request_.legend.place == "outside top")
    return std::max(out_.y.offset_height(), bar_offset_height());
  const double beside = (out_.plot.width() - out_.title.extent.width) / 2 - px(kPadPt);
  double over_axis = beside < out_.y.offset_width() ? out_.y.offset_height() : 0;
  if (out_.y2 && beside < out_.y2->offset_width())
    over_axis = std::max(over_axis, out_.y2->offset_height());
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
  const bool legend_below = out_.legend && request_.legend.place == "outside top";
  const double legend = legend_below ? px(kLegendGapPt) + out_.legend->height() : 0;
  // What hangs below a line of plain text may reach into the pad; a formula may not.
  const double hangs = measure("0", out_.title.size_px).descent;
  const double y = out_.plot.top + above() + title_rise() + legend + px(kTitlePadPt) - hangs;
  // Where a picture is too small for all of it, texts meet rather than being cut.
  const double most = out_.figure.top - out_.title.extent.height;
  out_.title_at = {static_cast<float>(x), static_cast<float>(std::min(y, most))};
}

void PlotFit::place_bars() {
  double left = out_.plot.right + beside();
  for (const double width : bar_widths_) {
    left += px(kBarGapPt);
    const double right = left + width - px(kBarGapPt);
    out_.bar_areas.push_back({std::round(left), out_.plot.bottom, right, out_.plot.top});
    left = right;
  }
}

void PlotFit::place_legend() {
  if (!out_.legend) return;
  const Rectangle& plot = out_.plot;
  const double gap = px(kLegendGapPt);
  const double middle = (plot.left + plot.right - out_.legend->width()) / 2;
  const std::string& place = request_.legend.place;
  if (place == "outside right") {
    out_.legend->stand(plot.right + std::max(right_width(), out_.x.overhang_high()) + gap,
                       plot.top);
  } else if (place == "outside top") {
    const double top = plot.top + above() + title_rise() + gap + out_.legend->height();
    out_.legend->stand(std::max(middle, out_.figure.left), std::min(top, out_.figure.top));
  } else {
    out_.legend->stand(std::max(middle, out_.figure.left), plot.bottom - below() - gap);
  }
}

}  // namespace rankplot::render
