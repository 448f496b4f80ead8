#include "painter/render/chart/axis_line.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <utility>
#include <vector>

#include "painter/render/chart/categories.hpp"

namespace rankplot::render {
namespace {

// matplotlib's sizes, in points.
constexpr double kFontPt = 10, kLinePt = 0.8, kTickPt = 3.5, kMinorPt = 2, kMinorWidthPt = 0.6;
constexpr double kTickPadPt = 3.5, kLabelPadPt = 4;
constexpr double kMinorGridShare = 0.5;  // of the grid's opacity
constexpr int kMostLabelLines = 3;

Stroke crisp(Color color, double width, LineStyle style = LineStyle::Solid) {
  return {color, width, style, Cap::Butt, Join::Miter};
}

float f(double value) { return static_cast<float>(value); }

}  // namespace

AxisSizes::AxisSizes(const Metrics& metrics)
    : font(metrics.text_px(kFontPt)),
      line_width(Canvas::snap_width(metrics.text_px(kLinePt))),
      tick_length(std::max(1.0, std::round(metrics.text_px(kTickPt)))),
      tick_width(line_width),
      minor_length(std::max(1.0, std::round(metrics.text_px(kMinorPt)))),
      minor_width(Canvas::snap_width(metrics.text_px(kMinorWidthPt))),
      tick_pad(metrics.text_px(kTickPadPt)),
      label_pad(metrics.text_px(kLabelPadPt)) {}

AxisLine::AxisLine(Side side, AxisRequest request, job::TickDirection direction,
                   const Metrics& metrics)
    : side_(side),
      request_(std::move(request)),
      direction_(direction),
      look_(metrics.look),
      sizes_(metrics) {}

void AxisLine::fit(double length_px, double room_px) {
  turn_labels(length_px);
  ticks_ = ticks_for(request_, space_for(length_px));
  labels_extent_ = labels_shift_ = overhang_low_ = overhang_high_ = 0;
  if (request_.bare) {
    ticks_.offset.clear();
    for (Tick& tick : ticks_.major) tick.label.clear();
    return;
  }
  label_ = fit_text(request_.axis.label, sizes_.font, room_px, kMostLabelLines);
  measure_labels(length_px);
}

/// Names of categories stand upright where they would not all fit side by side, but would that way.
void AxisLine::turn_labels(double length_px) {
  turned_ = request_.axis.rotation_deg == 90;
  slant_ = turned_ ? 0 : request_.axis.rotation_deg.value_or(0) * std::numbers::pi / 180;
  if (request_.axis.rotation_deg || !horizontal() || !request_.names) return;
  TickSpace space = space_for(length_px);
  const std::size_t level = ticks_for(request_, space).major.size();
  space.horizontal = false;
  turned_ = ticks_for(request_, space).major.size() > level;
}

TickSpace AxisLine::space_for(double length_px) const {
  TickSpace space{length_px, sizes_.font, horizontal() != turned_, {}};
  space.label_width_px = [this](std::string_view text) { return measure(text, sizes_.font).width; };
  if (slant_ == 0) return space;
  // Neighbours are apart where one ends before the other begins, or stands a line above it.
  const double sine = std::abs(std::sin(slant_)), cosine = std::abs(std::cos(slant_));
  const double by_width = horizontal() ? cosine : sine, by_height = horizontal() ? sine : cosine;
  space.horizontal = true;
  space.label_width_px = [this, by_width, by_height](std::string_view text) {
    const TextExtent label = measure(text, sizes_.font);
    return std::min(label.width / by_width, label.height / by_height);
  };
  return space;
}

/// Which end of a slanted label stands at its tick: the upper one below the plot.
Align AxisLine::slanted_end() const {
  if (!horizontal()) return side_ == Side::Left ? Align::Far : Align::Near;
  return (slant_ > 0) == (side_ == Side::Bottom) ? Align::Far : Align::Near;
}

AxisLine::Reach AxisLine::reach_of(const TextExtent& label) const {
  const double digit = measure("0", sizes_.font).ink_top;
  const bool ends = slanted_end() == Align::Far;
  const double sine = std::sin(slant_), cosine = std::cos(slant_);
  Reach reach;
  for (const double across : {ends ? -label.width : 0.0, ends ? 0.0 : label.width})
    for (const double up :
         {std::max(label.ink_top, digit) - digit / 2, -label.descent - digit / 2}) {
      const double x = across * cosine - up * sine, y = across * sine + up * cosine;
      const double along = horizontal() ? x : y;
      const double outwards = (horizontal() ? y : x) * (outward_up() ? 1 : -1);
      reach.low = std::max(reach.low, -along);
      reach.high = std::max(reach.high, along);
      reach.inner = std::max(reach.inner, -outwards);
      reach.outer = std::max(reach.outer, outwards);
    }
  return reach;
}

void AxisLine::measure_labels(double length_px) {
  const Scale along(request_.axis.scale, request_.range.low, request_.range.high, 0, length_px,
                    request_.axis.threshold);
  const TextExtent line = measure("0", sizes_.font);
  for (const Tick& tick : ticks_.major) {
    const TextExtent label = measure(tick.label, sizes_.font);
    const bool by_width = horizontal() != turned_;
    const double half = by_width ? label.width / 2 : line.ink_top / 2 + label.descent / 2;
    Reach reach{half, half, 0, by_width ? line.height : label.width};
    if (slant_ != 0) reach = reach_of(label);
    labels_shift_ = std::max(labels_shift_, reach.inner);
    labels_extent_ = std::max(labels_extent_, reach.inner + reach.outer);
    overhang_low_ = std::max(overhang_low_, reach.low - along(tick.value));
    overhang_high_ = std::max(overhang_high_, along(tick.value) + reach.high - length_px);
  }
}

double AxisLine::outer_tick_length() const {
  if (direction_ == job::TickDirection::In) return 0;
  return direction_ == job::TickDirection::Both ? sizes_.tick_length / 2 : sizes_.tick_length;
}

double AxisLine::labels_depth() const {
  if (request_.bare) return outer_tick_length();
  return outer_tick_length() + sizes_.tick_pad + labels_extent_;
}

double AxisLine::depth() const {
  double depth = labels_depth();
  if (horizontal() && !ticks_.offset.empty())
    depth += measure(ticks_.offset, sizes_.font).height + sizes_.tick_pad / 2;
  if (!label_.empty()) depth += sizes_.label_pad + label_.extent.height;
  return depth;
}

double AxisLine::offset_width() const {
  return ticks_.offset.empty() ? 0 : measure(ticks_.offset, sizes_.font).width;
}

double AxisLine::offset_height() const {
  return ticks_.offset.empty() || horizontal()
             ? 0
             : measure(ticks_.offset, sizes_.font).height + sizes_.tick_pad;
}

Scale AxisLine::scale_for(const Rectangle& plot) const {
  // The frame's lines lie within the plot's area: data begin and end on their middles.
  const double inset = sizes_.line_width / 2;
  const double low = horizontal() ? plot.left : plot.bottom;
  const double high = horizontal() ? plot.right : plot.top;
  return {request_.axis.scale, request_.range.low, request_.range.high,
          low + inset,         high - inset,       request_.axis.threshold};
}

double AxisLine::tick_place(double value, const Scale& scale, double width) const {
  return Canvas::snap_line(scale(value), width);
}

double AxisLine::away(const Rectangle& plot, double px) const {
  switch (side_) {
    case Side::Bottom: return plot.bottom - px;
    case Side::Left: return plot.left - px;
    case Side::Top: return plot.top + px;
    case Side::Right: break;
  }
  return plot.right + px;
}

Point AxisLine::at(double along, double across) const {
  return horizontal() ? Point{f(along), f(across)} : Point{f(across), f(along)};
}

void AxisLine::paint_grid(Canvas& canvas, const Rectangle& plot, const job::Grid& grid) const {
  const Scale scale = scale_for(plot);
  const double from = horizontal() ? plot.bottom : plot.left;
  const double to = horizontal() ? plot.top : plot.right;
  const auto line_at = [&](std::vector<Point>& lines, double value, double width) {
    const double place = tick_place(value, scale, width);
    lines.insert(lines.end(), {at(place, from), at(place, to)});
  };
  std::vector<Point> major, minor;
  for (const Tick& tick : ticks_.major) line_at(major, tick.value, sizes_.line_width);
  if (grid.minor)
    for (const double value : ticks_.minor) line_at(minor, value, sizes_.minor_width);
  const LineStyle style = find_line_style(grid.line).value_or(LineStyle::Solid);
  Color faint = look_->grid;
  faint.alpha = static_cast<std::uint8_t>(std::lround(faint.alpha * kMinorGridShare));
  canvas.segments(minor, crisp(faint, sizes_.minor_width, style));
  canvas.segments(major, crisp(look_->grid, sizes_.line_width, style));
}

void AxisLine::paint_ticks(Canvas& canvas, const Rectangle& plot) const {
  const Scale scale = scale_for(plot);
  const auto add = [&](std::vector<Point>& lines, double value, double width, double length) {
    const double place = tick_place(value, scale, width);
    const bool both = direction_ == job::TickDirection::Both;
    const double in = direction_ == job::TickDirection::Out ? 0 : both ? length / 2 : length;
    lines.insert(lines.end(), {at(place, away(plot, -in)), at(place, away(plot, length - in))});
  };
  std::vector<Point> major, minor;
  for (const Tick& tick : ticks_.major)
    add(major, tick.value, sizes_.tick_width, sizes_.tick_length);
  for (const double value : ticks_.minor)
    add(minor, value, sizes_.minor_width, sizes_.minor_length);
  canvas.segments(major, crisp(look_->ink, sizes_.tick_width));
  canvas.segments(minor, crisp(look_->ink, sizes_.minor_width));
}

void AxisLine::paint_labels(Canvas& canvas, const Rectangle& plot) const {
  const Scale scale = scale_for(plot);
  const double edge = away(plot, outer_tick_length() + sizes_.tick_pad + labels_shift_);
  TextStyle style;
  style.size_px = sizes_.font;
  style.color = look_->ink;
  style.vertical = turned_;
  style.turned = slant_;
  // What of the text points to the plot: its end or its upper or lower edge.
  if (slant_ != 0) {
    style.across = slanted_end();
    style.up = TextStyle::Up::Middle;
  } else if (horizontal() == turned_) {
    style.across = outward_up() ? Align::Near : Align::Far;
    style.up = TextStyle::Up::Middle;
  } else {
    style.across = Align::Middle;
    const bool top = turned_ ? outward_up() : !outward_up();
    style.up = top ? TextStyle::Up::Top : TextStyle::Up::Bottom;
  }
  for (const Tick& tick : ticks_.major)
    canvas.text(at(f(tick_place(tick.value, scale, sizes_.tick_width)), edge), tick.label, style);
  paint_offset(canvas, plot);
}

void AxisLine::paint_offset(Canvas& canvas, const Rectangle& plot) const {
  if (ticks_.offset.empty()) return;
  TextStyle style;
  style.size_px = sizes_.font;
  style.color = look_->ink;
  style.across = side_ == Side::Left ? Align::Near : Align::Far;
  style.up = side_ == Side::Bottom ? TextStyle::Up::Top : TextStyle::Up::Bottom;
  const Point place =
      horizontal() ? Point{f(plot.right), f(away(plot, labels_depth() + sizes_.tick_pad / 2))}
                   : Point{f(side_ == Side::Left ? plot.left : plot.right),
                           f(plot.top + offset_rise_ + sizes_.tick_pad)};
  canvas.text(place, ticks_.offset, style);
}

void AxisLine::paint_name(Canvas& canvas, const Rectangle& plot, const Rectangle& figure) const {
  if (label_.empty()) return;
  const double half = label_.extent.width / 2;
  const double low = (horizontal() ? figure.left : figure.bottom) + half;
  const double high = (horizontal() ? figure.right : figure.top) - half;
  const double middle = horizontal() ? (plot.left + plot.right) / 2 : (plot.bottom + plot.top) / 2;
  const double place = low < high ? std::clamp(middle, low, high) : (low + high) / 2;
  TextStyle style;
  style.size_px = label_.size_px;
  style.color = look_->ink;
  style.across = Align::Middle;
  style.up = TextStyle::Up::Bottom;
  style.vertical = !horizontal();
  // Turned counterclockwise, a text's lower edge is to its right.
  const bool lower_is_outer = side_ == Side::Bottom || side_ == Side::Right;
  const double edge = away(plot, depth() - (lower_is_outer ? 0 : label_.extent.height));
  canvas.text(at(place, edge), label_.text, style);
}

void AxisLine::paint(Canvas& canvas, const Rectangle& plot, const Rectangle& figure) const {
  paint_ticks(canvas, plot);
  paint_labels(canvas, plot);
  paint_name(canvas, plot, figure);
}

}  // namespace rankplot::render
