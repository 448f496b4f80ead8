#include "painter/render/chart/axis_ticks.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "core/base/error.hpp"
#include "core/expr/field_text.hpp"
#include "core/expr/path.hpp"
#include "painter/render/chart/categories.hpp"
#include "painter/render/chart/date_ticks.hpp"
#include "painter/render/chart/number_texts.hpp"

namespace rankplot::render {
namespace {

/// "10\u00b3" where all places are powers of ten.
std::vector<std::string> log_texts(const std::vector<double>& places) {
  std::vector<std::string> texts;
  for (const double place : places) {
    const double exponent = std::round(std::log10(place));
    if (!(place > 0) || std::abs(place / std::pow(10, exponent) - 1) > 1e-9)
      return number_texts(places);
    texts.push_back(power_text(static_cast<int>(exponent)));
  }
  return texts;
}

std::vector<std::string> texts_at(const std::vector<double>& places, const AxisRequest& request) {
  if (!request.axis.tick_labels.empty()) return request.axis.tick_labels;
  if (request.axis.time) {
    std::vector<std::string> texts;
    for (const double place : places) texts.push_back(iso_text(place, *request.axis.time));
    return texts;
  }
  return request.axis.scale == job::AxisScale::Log ? log_texts(places) : number_texts(places);
}

/// Those of the job's places that are in sight, in ascending order.
Ticks own_ticks(const AxisRequest& request) {
  const std::vector<double>& places = *request.axis.ticks;
  const std::vector<std::string> texts = texts_at(places, request);
  const auto [low, high] = std::minmax(request.range.low, request.range.high);
  const double slack = 1e-10 * (high / 2 - low / 2);
  Ticks ticks;
  for (std::size_t i = 0; i < places.size(); ++i)
    if (places[i] >= low - slack && places[i] <= high + slack)
      ticks.major.push_back({places[i], texts.at(i)});
  std::stable_sort(ticks.major.begin(), ticks.major.end(),
                   [](const Tick& a, const Tick& b) { return a.value < b.value; });
  return ticks;
}

Ticks automatic_ticks(const AxisRequest& request, const TickSpace& space) {
  const bool linear = request.axis.scale == job::AxisScale::Linear;
  if (request.names && linear) return category_ticks(*request.names, request.range, space);
  if (request.axis.time && linear) return date_ticks(request.range, *request.axis.time, space);
  return make_ticks(request.range, request.axis.scale, space, request.axis.threshold);
}

/// matplotlib's AutoMinorLocator: a step between ticks in five where it is 1, 2.5 or 5 times a
/// power of ten, else in four.
void add_minor(Ticks& ticks, const Range& range) {
  if (ticks.major.size() < 2) return;
  const double first = ticks.major[0].value, step = ticks.major[1].value - first;
  for (std::size_t i = 2; i < ticks.major.size(); ++i)
    if (std::abs(ticks.major[i].value - ticks.major[i - 1].value - step) > 1e-6 * step) return;
  const double mantissa = step / std::pow(10, std::floor(std::log10(step)));
  const bool in_four = std::abs(mantissa - 2) < 1e-6 || std::abs(mantissa - 4) < 1e-6;
  const int parts = in_four ? 4 : 5;
  const auto [low, high] = std::minmax(range.low, range.high);
  const int last = static_cast<int>(ticks.major.size()) * parts;
  for (int k = -parts; k < last; ++k) {
    const double place = first + step * k / parts;
    if (k % parts != 0 && place >= low && place <= high) ticks.minor.push_back(place);
  }
}

void apply_format(Ticks& ticks, const job::Axis& axis) {
  const bool is_number = axis.format.find('{') != std::string::npos;
  if (!is_number && !axis.time)
    base::fail(
        "the format '{}' is one of dates, and the axis shows numbers; right would be "
        "\"{{:.1f}}\", or a time scale",
        axis.format);
  ticks.offset.clear();
  if (!is_number) {
    for (Tick& tick : ticks.major) tick.label = date_text(tick.value, *axis.time, axis.format);
    return;
  }
  const auto format = expr::NumberFormat::parse(axis.format);
  for (Tick& tick : ticks.major) tick.label = with_true_minus(format(tick.value));
}

/// Formatted labels may be longer than those that ticks were chosen for.
void thin_out(Ticks& ticks, const AxisRequest& request, const TickSpace& space) {
  const Scale along(request.axis.scale, request.range.low, request.range.high, 0, space.length_px,
                    request.axis.threshold);
  while (ticks.major.size() > 2 && !labels_fit(ticks.major, along, space)) {
    std::vector<Tick> kept;
    for (std::size_t i = 0; i < ticks.major.size(); i += 2) kept.push_back(ticks.major[i]);
    ticks.major = std::move(kept);
  }
}

}  // namespace

Ticks ticks_for(const AxisRequest& request, const TickSpace& space) {
  const job::Axis& axis = request.axis;
  Ticks ticks = axis.ticks ? own_ticks(request) : automatic_ticks(request, space);
  if (!axis.format.empty() && axis.tick_labels.empty() && !request.names) {
    apply_format(ticks, axis);
    if (!axis.ticks) thin_out(ticks, request, space);
  }
  if (!axis.minor) return ticks;
  if (!*axis.minor)
    ticks.minor.clear();
  else if (axis.scale == job::AxisScale::Linear && !request.names && !axis.time)
    add_minor(ticks, request.range);
  return ticks;
}

}  // namespace rankplot::render
