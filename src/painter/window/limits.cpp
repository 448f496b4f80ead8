#include "painter/window/limits.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>

#include <fmt/chrono.h>
#include <fmt/format.h>

#include "painter/window/panels.hpp"

namespace rankplot::window {
namespace {

using render::PlotPlace;
using render::Rectangle;
using render::Scale;

/// What stands at the two ends of an axis.
struct Ends {
  double low = 0, high = 0;
};

/// Closer than this doubles have no numbers between which ticks could stand.
constexpr double kClosest = 1e-11;

bool can_be_shown(const Ends& ends, job::AxisScale scale) {
  if (!std::isfinite(ends.low) || !std::isfinite(ends.high)) return false;
  if (scale == job::AxisScale::Log && (ends.low <= 0 || ends.high <= 0)) return false;
  const double size = std::max(std::abs(ends.low), std::abs(ends.high));
  return std::abs(ends.high / 2 - ends.low / 2) > size * kClosest && size > 1e-280;
}

/// Where the ends of an axis are to stand, in pixels of the axis as it is.
Ends ends_at(const Scale& scale, double low_px, double high_px) {
  return {scale.inverse(low_px), scale.inverse(high_px)};
}

void set(job::Axis& axis, Ends ends) {
  if (axis.inverted) std::swap(ends.low, ends.high);
  axis.dated = axis.time.has_value();
  if (axis.time) {
    ends.low = ends.low * axis.time->unit_s + axis.time->origin_s;
    ends.high = ends.high * axis.time->unit_s + axis.time->origin_s;
  }
  axis.low = ends.low;
  axis.high = ends.high;
}

bool shares(const job::Figure& figure, std::size_t a, std::size_t b, job::Share share) {
  const std::size_t columns = columns_of(figure);
  if (a == b || share == job::Share::All) return true;
  if (share == job::Share::Rows) return a / columns == b / columns;
  return share == job::Share::Columns && a % columns == b % columns;
}

/// The same for all panels that are linked to this one along an axis.
void set_linked(job::Figure& figure, std::size_t panel, job::Share share,
                job::Axis job::Axes::*axis, const Ends& ends) {
  const job::AxisScale scale = (axes_of(figure, panel).*axis).scale;
  const std::size_t panels = std::max<std::size_t>(1, figure.panels.size());
  for (std::size_t other = 0; other < panels; ++other) {
    job::Axis& linked = axes_of(figure, other).*axis;
    if (shares(figure, panel, other, share) && linked.scale == scale) set(linked, ends);
  }
}

bool look_at_round(job::Figure& figure, const PlotPlace& place, const Rectangle& seen) {
  const double closer = seen.width() / place.area.width();
  const Scale& y = place.y;
  const Ends ends{y.low(), y.inverse(y.low_px() + (y.high_px() - y.low_px()) * closer)};
  if (!can_be_shown(ends, y.kind())) return false;
  set_linked(figure, place.panel, figure.share_y, &job::Axes::y, ends);
  return true;
}

/// So many digits that they are right to within `step`.
std::string number(double value, double step) {
  for (int digits = 1; digits < 17; ++digits) {
    const std::string text = fmt::format("{:.{}g}", value, digits);
    if (std::abs(std::stod(text) - value) > step) continue;
    const double rounded = std::stod(text);  // 20 rather than 2e+01
    return std::abs(rounded) < 1e15 && rounded == std::trunc(rounded)
               ? fmt::format("{:.0f}", rounded)
               : text;
  }
  return fmt::format("{:.17g}", value);
}

/// TOML knows the years 0 to 9999.
std::optional<std::string> date(double since_1970_s, double step_s) {
  constexpr double kFirst = -62167219200.0, kEnd = 253402300800.0;
  if (!(since_1970_s >= kFirst && since_1970_s < kEnd - 1)) return std::nullopt;
  const int digits = std::clamp(static_cast<int>(std::ceil(-std::log10(step_s))), 0, 6);
  const double unit = std::pow(10, digits);
  const auto counted = static_cast<std::int64_t>(std::llround(since_1970_s * unit));
  const auto units = static_cast<std::int64_t>(unit);
  const std::int64_t second = counted >= 0 ? counted / units : -((-counted + units - 1) / units);
  const std::string whole = fmt::format("{:%Y-%m-%dT%H:%M:%S}", fmt::gmtime(second));
  std::string part = fmt::format("{:0{}}", counted - second * units, digits);
  while (!part.empty() && part.back() == '0') part.pop_back();
  return part.empty() ? whole : whole + "." + part;
}

/// What a tenth of a pixel is worth at the ends of an axis.
Ends steps_of(const Scale& scale) {
  constexpr double kPixels = 0.1;
  return {std::abs(scale.inverse(scale.low_px() + kPixels) - scale.low()),
          std::abs(scale.high() - scale.inverse(scale.high_px() - kPixels))};
}

std::string limits(const char* key, const job::Axis& axis, const Scale& scale) {
  Ends ends{scale.low(), scale.high()}, steps = steps_of(scale);
  if (axis.inverted) {
    std::swap(ends.low, ends.high);
    std::swap(steps.low, steps.high);
  }
  if (axis.time) {
    const auto [origin_s, unit_s] = *axis.time;
    const auto low = date(ends.low * unit_s + origin_s, steps.low * unit_s);
    const auto high = date(ends.high * unit_s + origin_s, steps.high * unit_s);
    if (low && high) return fmt::format("{} = [{}, {}]\n", key, *low, *high);
  }
  return fmt::format("{} = [{}, {}]\n", key, number(ends.low, steps.low),
                     number(ends.high, steps.high));
}

std::string limits(const job::Axes& axes, const PlotPlace& place) {
  std::string text;
  if (!place.round) text += limits("xlim", axes.x, place.x);
  text += limits("ylim", axes.y, place.y);
  if (place.x2) text += limits("x2lim", axes.x2, *place.x2);
  if (place.y2) text += limits("y2lim", axes.y2, *place.y2);
  return text;
}

std::string reading(const job::Axis& axis, const Scale& scale, double px) {
  const double value = scale.inverse(px);
  const double step = std::abs(scale.inverse(px + 0.5) - value);
  if (axis.time)
    if (auto text = date(value * axis.time->unit_s + axis.time->origin_s, step * axis.time->unit_s))
      return *text;
  return number(value, step);
}

}  // namespace

bool look_at(job::Figure& figure, const PlotPlace& place, const Rectangle& seen) {
  if (place.camera) return false;
  if (place.round) return look_at_round(figure, place, seen);
  const double left = seen.left - place.area.left, right = seen.right - place.area.right;
  const double bottom = seen.bottom - place.area.bottom, top = seen.top - place.area.top;
  const auto across = [&](const Scale& x) {
    return ends_at(x, x.low_px() + left, x.high_px() + right);
  };
  const auto up = [&](const Scale& y) {
    return ends_at(y, y.low_px() + bottom, y.high_px() + top);
  };
  const Ends x = across(place.x), y = up(place.y);
  const Ends x2 = place.x2 ? across(*place.x2) : x, y2 = place.y2 ? up(*place.y2) : y;
  if (!can_be_shown(x, place.x.kind()) || !can_be_shown(y, place.y.kind())) return false;
  if (place.x2 && !can_be_shown(x2, place.x2->kind())) return false;
  if (place.y2 && !can_be_shown(y2, place.y2->kind())) return false;
  set_linked(figure, place.panel, figure.share_x, &job::Axes::x, x);
  set_linked(figure, place.panel, figure.share_y, &job::Axes::y, y);
  if (place.x2) set(axes_of(figure, place.panel).x2, x2);
  if (place.y2) set(axes_of(figure, place.panel).y2, y2);
  return true;
}

std::string limits_text(const job::Figure& figure, const std::vector<PlotPlace>& places) {
  std::string text;
  for (const PlotPlace& place : places) {
    if (place.camera) continue;
    if (places.size() > 1) text += panel_comment(figure, place.panel);
    text += limits(axes_of(figure, place.panel), place);
  }
  return text;
}

std::string coordinates(const job::Figure& figure, const PlotPlace& place, double x_px,
                        double y_px) {
  if (place.camera || place.round) return {};
  const job::Axes& axes = axes_of(figure, place.panel);
  return fmt::format("x = {}, y = {}", reading(axes.x, place.x, x_px),
                     reading(axes.y, place.y, y_px));
}

}  // namespace rankplot::window
