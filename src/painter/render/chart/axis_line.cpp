#include "painter/render/chart/axis_line.hpp"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "painter/render/chart/categories.hpp"

namespace rankplot::render {
namespace {

// matplotlib's sizes, in points.
constexpr double kFontPt = 10, kLinePt = 0.8, kTickPt = 3.5, kMinorPt = 2, kMinorWidthPt = 0.6;
constexpr double kTickPadPt = 3.5, kLabelPadPt = 4;
constexpr Color kInk{0, 0, 0, 255}, kGrid{176, 176, 176, 255};
constexpr int kMostLabelLines = 3;

Stroke crisp(Color color, double width) {
  return {color, width, LineStyle::Solid, Cap::Butt, Join::Miter};
}

float f(double value) { return static_cast<float>(value); }

}  // namespace

AxisSizes::AxisSizes(const Metrics& metrics)
    : font(metrics.px(kFontPt)),
      line_width(Canvas::snap_width(metrics.px(kLinePt))),
      tick_length(std::max(1.0, std::round(metrics.px(kTickPt)))),
      tick_width(line_width),
      minor_length(std::max(1.0, std::round(metrics.px(kMinorPt)))),
      minor_width(Canvas::snap_width(metrics.px(kMinorWidthPt))),
      tick_pad(metrics.px(kTickPadPt)),
      label_pad(metrics.px(kLabelPadPt)) {}

AxisLine::AxisLine(bool horizontal, Range range, job::AxisScale scale, const std::string& label,
                   const Metrics& metrics, base::Names names)
    : horizontal_(horizontal),
      range_(range),
      kind_(scale),
      label_text_(label),
      names_(std::move(names)),
      sizes_(metrics) {}

void AxisLine::fit(double length_px, double room_px) {
  TickSpace space;
  space.length_px = length_px;
  space.font_px = sizes_.font;
  space.horizontal = horizontal_;
  space.label_width_px = [this](std::string_view text) { return measure(text, sizes_.font).width; };
  ticks_ = names_ && kind_ == job::AxisScale::Linear ? category_ticks(*names_, range_, space)
                                                     : make_ticks(range_, kind_, space);
  labels_extent_ = overhang_low_ = overhang_high_ = 0;
  if (bare_) {
    ticks_.offset.clear();
    for (Tick& tick : ticks_.major) tick.label.clear();
    return;
  }
  label_ = fit_text(label_text_, sizes_.font, room_px, kMostLabelLines);

  const Scale along(kind_, range_.low, range_.high, 0, length_px);
  const TextExtent line = measure("0", sizes_.font);
  for (const Tick& tick : ticks_.major) {
    const TextExtent label = measure(tick.label, sizes_.font);
    const double half = horizontal_ ? label.width / 2 : line.ink_top / 2 + label.descent / 2;
    const double depth = horizontal_ ? line.height : label.width;
    labels_extent_ = std::max(labels_extent_, depth);
    overhang_low_ = std::max(overhang_low_, half - along(tick.value));
    overhang_high_ = std::max(overhang_high_, along(tick.value) + half - length_px);
  }
}

double AxisLine::labels_depth() const {
  if (bare_) return sizes_.tick_length;
  return sizes_.tick_length + sizes_.tick_pad + labels_extent_;
}

double AxisLine::depth() const {
  double depth = labels_depth();
  if (horizontal_ && !ticks_.offset.empty())
    depth += measure(ticks_.offset, sizes_.font).height + sizes_.tick_pad / 2;
  if (!label_.empty()) depth += sizes_.label_pad + label_.extent.height;
  return depth;
}

double AxisLine::offset_width() const {
  return ticks_.offset.empty() ? 0 : measure(ticks_.offset, sizes_.font).width;
}

double AxisLine::offset_height() const {
  return ticks_.offset.empty() || horizontal_
             ? 0
             : measure(ticks_.offset, sizes_.font).height + sizes_.tick_pad;
}

Scale AxisLine::scale_for(const Rectangle& plot) const {
  // The frame's lines lie within the plot's area: data begin and end on their middles.
  const double inset = sizes_.line_width / 2;
  const double low = horizontal_ ? plot.left : plot.bottom;
  const double high = horizontal_ ? plot.right : plot.top;
  return {kind_, range_.low, range_.high, low + inset, high - inset};
}

double AxisLine::tick_place(double value, const Scale& scale, double width) const {
  return Canvas::snap_line(scale(value), width);
}

void AxisLine::paint_grid(Canvas& canvas, const Rectangle& plot) const {
  const Scale scale = scale_for(plot);
  std::vector<Point> lines;
  for (const Tick& tick : ticks_.major) {
    const float place = f(tick_place(tick.value, scale, sizes_.line_width));
    if (horizontal_)
      lines.insert(lines.end(), {{place, f(plot.bottom)}, {place, f(plot.top)}});
    else
      lines.insert(lines.end(), {{f(plot.left), place}, {f(plot.right), place}});
  }
  canvas.segments(lines, crisp(kGrid, sizes_.line_width));
}

void AxisLine::paint_ticks(Canvas& canvas, const Rectangle& plot) const {
  const Scale scale = scale_for(plot);
  const auto add = [&](std::vector<Point>& lines, double value, double width, double length) {
    const float place = f(tick_place(value, scale, width));
    if (horizontal_)
      lines.insert(lines.end(), {{place, f(plot.bottom)}, {place, f(plot.bottom - length)}});
    else
      lines.insert(lines.end(), {{f(plot.left), place}, {f(plot.left - length), place}});
  };
  std::vector<Point> major, minor;
  for (const Tick& tick : ticks_.major)
    add(major, tick.value, sizes_.tick_width, sizes_.tick_length);
  for (const double value : ticks_.minor)
    add(minor, value, sizes_.minor_width, sizes_.minor_length);
  canvas.segments(major, crisp(kInk, sizes_.tick_width));
  canvas.segments(minor, crisp(kInk, sizes_.minor_width));
}

void AxisLine::paint_labels(Canvas& canvas, const Rectangle& plot) const {
  const Scale scale = scale_for(plot);
  const double away = sizes_.tick_length + sizes_.tick_pad;
  TextStyle style;
  style.size_px = sizes_.font;
  style.across = horizontal_ ? Align::Middle : Align::Far;
  style.up = horizontal_ ? TextStyle::Up::Top : TextStyle::Up::Middle;
  for (const Tick& tick : ticks_.major) {
    const float place = f(tick_place(tick.value, scale, sizes_.tick_width));
    canvas.text(
        horizontal_ ? Point{place, f(plot.bottom - away)} : Point{f(plot.left - away), place},
        tick.label, style);
  }
  if (ticks_.offset.empty()) return;
  style.across = horizontal_ ? Align::Far : Align::Near;
  style.up = horizontal_ ? TextStyle::Up::Top : TextStyle::Up::Bottom;
  const Point at = horizontal_
                       ? Point{f(plot.right), f(plot.bottom - labels_depth() - sizes_.tick_pad / 2)}
                       : Point{f(plot.left), f(plot.top + sizes_.tick_pad)};
  canvas.text(at, ticks_.offset, style);
}

void AxisLine::paint_name(Canvas& canvas, const Rectangle& plot, const Rectangle& figure) const {
  if (label_.empty()) return;
  const double half = label_.extent.width / 2;
  const double low = (horizontal_ ? figure.left : figure.bottom) + half;
  const double high = (horizontal_ ? figure.right : figure.top) - half;
  const double middle = horizontal_ ? (plot.left + plot.right) / 2 : (plot.bottom + plot.top) / 2;
  const double place = low < high ? std::clamp(middle, low, high) : (low + high) / 2;
  TextStyle style;
  style.size_px = label_.size_px;
  style.across = Align::Middle;
  style.up = TextStyle::Up::Bottom;
  style.vertical = !horizontal_;
  const double edge =
      horizontal_ ? plot.bottom - depth() : plot.left - depth() + label_.extent.height;
  canvas.text(horizontal_ ? Point{f(place), f(edge)} : Point{f(edge), f(place)}, label_.text,
              style);
}

void AxisLine::paint(Canvas& canvas, const Rectangle& plot, const Rectangle& figure) const {
  paint_ticks(canvas, plot);
  paint_labels(canvas, plot);
  paint_name(canvas, plot, figure);
}

}  // namespace rankplot::render
