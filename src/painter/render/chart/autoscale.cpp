#include "painter/render/chart/autoscale.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <vector>

#include "core/base/error.hpp"

namespace rankplot::render {
namespace {

constexpr double kMargin = 0.05;  // matplotlib's axes.xmargin

void check_limit(std::optional<double> limit, const job::Axis& axis, const char* name) {
  if (!limit) return;
  if (!std::isfinite(*limit)) base::fail("{} axis: limit {} is not a finite number", name, *limit);
  if (axis.scale == job::AxisScale::Log && *limit <= 0)
    base::fail("{} axis: limit {} cannot stand on a log axis: limits above 0 can", name, *limit);
}

/// Union of what the layers want.
AxisExtent united(std::span<const AxisExtent> wanted) {
  AxisExtent all;
  for (const AxisExtent& one : wanted) {
    if (one.empty()) continue;
    all.low = std::min(all.low, one.low);
    all.high = std::max(all.high, one.high);
    all.inverted = all.inverted || one.inverted;
    all.sticky.insert(all.sticky.end(), one.sticky.begin(), one.sticky.end());
  }
  return all;
}

Range automatic(const AxisExtent& data, const job::Axis& axis) {
  const job::AxisScale scale = axis.scale;
  if (data.empty()) return scale == job::AxisScale::Log ? Range{1, 10} : Range{0, 1};
  const Range bare = nonsingular({data.low, data.high}, scale);
  Range range = with_margins(bare, kMargin, kMargin, scale, axis.threshold);
  const double near = 1e-5 * (bare.high / 2 - bare.low / 2);
  for (const double edge : data.sticky) {
    if (edge <= bare.low + near) range.low = std::max(range.low, edge);
    if (edge >= bare.high - near) range.high = std::min(range.high, edge);
  }
  return range.low < range.high ? range : bare;
}

/// Where the axis ends whose other end the job has set past all data.
double beyond(double limit, job::AxisScale scale, int direction) {
  if (scale == job::AxisScale::Log) return direction > 0 ? limit * 10 : limit / 10;
  return limit + direction * std::max(1.0, std::abs(limit) * kMargin);
}

/// The axis with limits that are dates turned into its values.
job::Axis in_own_units(job::Axis axis, const char* name) {
  if (!axis.time)
    base::fail(
        "{} axis: its limits are dates, and its values are numbers; right would be a time scale, "
        "or data with units such as \"seconds since 2000-01-01\"",
        name);
  for (std::optional<double>* limit : {&axis.low, &axis.high})
    if (*limit) *limit = (**limit - axis.time->origin_s) / axis.time->unit_s;
  return axis;
}

Range upright_range(const job::Axis& axis, std::span<const AxisExtent> wanted, const char* name) {
  check_limit(axis.low, axis, name);
  check_limit(axis.high, axis, name);
  if (axis.low && axis.high) return nonsingular({*axis.low, *axis.high}, axis.scale);
  const AxisExtent data = united(wanted);
  Range range = automatic(data, axis);
  if (data.inverted && !axis.low && !axis.high) std::swap(range.low, range.high);
  if (axis.low) range.low = *axis.low;
  if (axis.high) range.high = *axis.high;
  if (axis.low && !(range.high > range.low)) range.high = beyond(range.low, axis.scale, 1);
  if (axis.high && !(range.low < range.high)) range.low = beyond(range.high, axis.scale, -1);
  return nonsingular(range, axis.scale);
}

}  // namespace

Range axis_range(const job::Axis& said, std::span<const AxisExtent> wanted, const char* name) {
  const job::Axis axis = said.dated ? in_own_units(said, name) : said;
  const Range range = upright_range(axis, wanted, name);
  return axis.inverted ? Range{range.high, range.low} : range;
}

}  // namespace rankplot::render
