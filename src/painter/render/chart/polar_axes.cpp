#include "painter/render/chart/polar_axes.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <utility>

#include "painter/render/chart/polar.hpp"
#include "painter/render/chart/texts.hpp"

namespace rankplot::render {
namespace {

constexpr double kDegree = std::numbers::pi / 180;
constexpr int kSpokeDeg = 45;
constexpr double kRingLabelsDeg = 22.5;  // matplotlib's rlabel_position
constexpr int kMostNameLines = 3;
constexpr float kGap = std::numeric_limits<float>::quiet_NaN();

std::vector<Tick> spokes_of(const AxisRequest& angle) {
  if (angle.axis.ticks) {
    AxisRequest all = angle;
    all.range = {-1e9, 1e9};
    return ticks_for(all, {}).major;
  }
  std::vector<Tick> spokes;
  for (int degrees = 0; degrees < 360; degrees += kSpokeDeg)
    spokes.push_back({degrees * kDegree, fmt::format("{}°", degrees)});
  return spokes;
}

}  // namespace

PolarAxes::PolarAxes(job::Polar polar, AxisRequest angle, AxisRequest distance,
                     const Metrics& metrics)
    : polar_(polar),
      distance_(std::move(distance)),
      look_(metrics.look),
      sizes_(metrics),
      spokes_(spokes_of(angle)),
      below_text_(angle.axis.label) {}

void PolarAxes::fit(const Rectangle& plot) {
  plot_ = plot;
  TickSpace space;
  space.length_px = plot.width() / 2;
  space.font_px = sizes_.font;
  space.horizontal = false;
  rings_ = ticks_for(distance_, space);
  below_ = fit_text(below_text_, sizes_.font, plot.width(), kMostNameLines);
  beside_ = fit_text(distance_.axis.label, sizes_.font, plot.height(), kMostNameLines);
}

Mapping PolarAxes::mapping_for(const Rectangle& plot) const {
  const double radius = std::min(plot.width(), plot.height()) / 2;
  const Scale same(job::AxisScale::Linear, 0, 1, 0, 1);
  const Scale distance(job::AxisScale::Linear, distance_.range.low, distance_.range.high, 0,
                       radius);
  const Point middle{static_cast<float>((plot.left + plot.right) / 2),
                     static_cast<float>((plot.bottom + plot.top) / 2)};
  return {same, distance, plot,
          PolarPlace{middle, polar_.zero_deg * kDegree, polar_.clockwise ? -1.0 : 1.0}};
}

Rectangle PolarAxes::box_of_label(const Tick& tick, const Mapping& mapping) const {
  const TextExtent label = measure(tick.label, sizes_.font);
  const double half_width = label.width / 2, half_height = measure("0", sizes_.font).ink_top / 2;
  const double radius = mapping.y.high_px() + sizes_.tick_pad + sizes_.tick_length;
  const Point rim = mapping.polar->at(tick.value, radius);
  const Point unit = mapping.polar->at(tick.value, 1);
  const double x = rim.x + (unit.x - mapping.polar->centre.x) * half_width;
  const double y = rim.y + (unit.y - mapping.polar->centre.y) * half_height;
  return {x - half_width, y - half_height, x + half_width, y + half_height};
}

Margins PolarAxes::around_labels() const {
  Margins margins;
  const Mapping mapping = mapping_for(plot_);
  const auto make_room = [&](const Rectangle& box) {
    margins = largest(margins, {plot_.left - box.left, plot_.bottom - box.bottom,
                                box.right - plot_.right, box.top - plot_.top});
  };
  for (const Tick& spoke : spokes_) make_room(box_of_label(spoke, mapping));
  for (const Tick& ring : rings_.major) {
    const Point at =
        mapping.polar->at(kRingLabelsDeg * kDegree, std::max(0.0, mapping.y(ring.value)));
    make_room({at.x, at.y, at.x + measure(ring.label, sizes_.font).width, at.y});
  }
  return margins;
}

double PolarAxes::name_depth(const FittedText& name) const {
  return name.empty() ? 0 : sizes_.label_pad + name.extent.height;
}

Margins PolarAxes::margins() const {
  Margins margins = around_labels();
  margins.bottom += name_depth(below_);
  margins.left += name_depth(beside_);
  if (!rings_.offset.empty())
    margins.top = std::max(margins.top, measure(rings_.offset, sizes_.font).height);
  return margins;
}

void PolarAxes::paint_grid(Canvas& canvas, const Rectangle& plot, const job::Grid& grid) const {
  const Mapping mapping = mapping_for(plot);
  const LineStyle line = find_line_style(grid.line).value_or(LineStyle::Solid);
  const Stroke stroke{look_->grid, sizes_.line_width, line, Cap::Butt, Join::Round};
  if (grid.y)
    for (const Tick& ring : rings_.major)
      if (const double radius = mapping.y(ring.value); radius > 0)
        canvas.polyline(circle_of(*mapping.polar, radius), stroke);
  if (!grid.x) return;
  std::vector<Point> lines;
  for (const Tick& spoke : spokes_)
    lines.insert(lines.end(),
                 {mapping.polar->centre, mapping.polar->at(spoke.value, mapping.y.high_px())});
  canvas.segments(lines, stroke);
}

void PolarAxes::paint(Canvas& canvas, const Rectangle& plot, bool frame) const {
  const Mapping mapping = mapping_for(plot);
  const std::vector<Point> rim = circle_of(*mapping.polar, mapping.y.high_px());
  const auto left = static_cast<float>(plot.left - 1), right = static_cast<float>(plot.right + 1);
  const auto low = static_cast<float>(plot.bottom - 1), high = static_cast<float>(plot.top + 1);
  std::vector<Point> outside{{left, low}, {right, low}, {right, high}, {left, high}, {kGap, kGap}};
  outside.insert(outside.end(), rim.begin(), rim.end());
  canvas.regions(outside, look_->background);
  if (frame)
    canvas.polyline(rim, {look_->ink, sizes_.line_width, LineStyle::Solid, Cap::Butt, Join::Round});
  paint_labels(canvas, mapping);
  paint_distances(canvas, mapping);
  paint_names(canvas, plot);
}

void PolarAxes::paint_labels(Canvas& canvas, const Mapping& mapping) const {
  TextStyle style;
  style.color = look_->ink;
  style.size_px = sizes_.font;
  style.across = Align::Middle;
  style.up = TextStyle::Up::Middle;
  for (const Tick& spoke : spokes_) {
    const Rectangle box = box_of_label(spoke, mapping);
    canvas.text({static_cast<float>((box.left + box.right) / 2),
                 static_cast<float>((box.bottom + box.top) / 2)},
                spoke.label, style);
  }
}

void PolarAxes::paint_distances(Canvas& canvas, const Mapping& mapping) const {
  TextStyle style;
  style.color = look_->ink;
  style.size_px = sizes_.font;
  style.up = TextStyle::Up::Middle;
  for (const Tick& ring : rings_.major) {
    const double radius = mapping.y(ring.value);
    if (!(radius > 0)) continue;
    text_on_patch(canvas, mapping.polar->at(kRingLabelsDeg * kDegree, radius), ring.label, style,
                  look_->background);
  }
  if (rings_.offset.empty()) return;
  style.up = TextStyle::Up::Bottom;
  canvas.text({static_cast<float>(plot_.left), static_cast<float>(plot_.top)}, rings_.offset,
              style);
}

void PolarAxes::paint_names(Canvas& canvas, const Rectangle& plot) const {
  const Margins labels = around_labels();
  TextStyle style;
  style.color = look_->ink;
  style.across = Align::Middle;
  if (!below_.empty()) {
    style.size_px = below_.size_px;
    style.up = TextStyle::Up::Top;
    const double y = plot.bottom - labels.bottom - sizes_.label_pad;
    canvas.text({static_cast<float>((plot.left + plot.right) / 2), static_cast<float>(y)},
                below_.text, style);
  }
  if (beside_.empty()) return;
  style.size_px = beside_.size_px;
  style.up = TextStyle::Up::Bottom;
  style.vertical = true;
  const double x = plot.left - labels.left - sizes_.label_pad;
  canvas.text({static_cast<float>(x), static_cast<float>((plot.bottom + plot.top) / 2)},
              beside_.text, style);
}

}  // namespace rankplot::render
