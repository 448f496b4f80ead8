#include "painter/render/chart/data_warnings.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "core/base/warning.hpp"

namespace rankplot::render {
namespace {

using Values = std::vector<double>;

bool is_finite(double value) { return std::isfinite(value); }
bool is_nan(double value) { return std::isnan(value); }
bool is_positive(double value) { return value > 0 && std::isfinite(value); }

/// "y = '/a'"
std::string named(const std::string& role, const LayerData& data) {
  const auto written = data.role_names.find(role);
  return written == data.role_names.end() ? role : fmt::format("{} = '{}'", role, written->second);
}

/// "all 100 values of y = '/a'"
std::string all_of(const std::string& role, const LayerData& data) {
  const std::string name = named(role, data);
  const std::size_t count = data.roles.at(role).values.size();
  return count == 1 ? "the one value of " + name : fmt::format("all {} values of {}", count, name);
}

std::string is_or_are(const LayerData& data, const std::string& role) {
  return data.roles.at(role).values.size() == 1 ? "is" : "are";
}

std::string said(const std::string& place, const std::string& what) {
  return base::warning(place + ": " + what);
}

Warnings warnings_of_roles(const std::string& place, const LayerData& data) {
  Warnings warnings;
  for (const auto& [role, field] : data.roles) {
    const Values& values = field.values;
    if (std::any_of(values.begin(), values.end(), is_finite)) continue;
    if (values.empty()) {
      warnings.push_back(
          said(place, named(role, data) + " has no values: nothing of it is in the picture"));
      continue;
    }
    const bool nan = std::all_of(values.begin(), values.end(), is_nan);
    warnings.push_back(
        said(place, fmt::format("{} {} {}: nothing of it is in the picture", all_of(role, data),
                                is_or_are(data, role), nan ? "NaN" : "infinite or NaN")));
  }
  return warnings;
}

/// The role whose values the layer's `limits` and `norm` are about, as plan::SharedLimits has it;
/// null where these are of computed values.
const base::Field* colored(const LayerData& data, const job::Entry& entry, std::string& role) {
  const auto is_shared = [](const job::Option& option) {
    return option.name == "limits" &&
           std::count(option.choices.begin(), option.choices.end(), "shared") > 0;
  };
  if (std::none_of(entry.options.begin(), entry.options.end(), is_shared)) return nullptr;
  role = data.roles.contains("value") ? "value" : "c";
  const auto found = data.roles.find(role);
  return found == data.roles.end() ? nullptr : &found->second;
}

/// Where the job gives the ends of the colours: what lies beyond all of the data.
Warnings warnings_of_colors(const std::string& place, const job::Layer& layer,
                            const LayerData& data, const job::Entry& entry) {
  const auto option = layer.options.find("limits");
  const auto* limits =
      option == layer.options.end() ? nullptr : std::get_if<Values>(&option->second);
  const auto norm = layer.options.find("norm");
  const bool log = norm != layer.options.end() && norm->second == job::Value(std::string("log"));
  const bool limited = limits != nullptr && limits->size() == 2;
  if (!limited && !log) return {};
  std::string role;
  const base::Field* field = colored(data, entry, role);
  if (field == nullptr) return {};
  const Values& values = field->values;
  if (std::none_of(values.begin(), values.end(), is_finite)) return {};  // said already
  if (log && std::none_of(values.begin(), values.end(), is_positive))
    return {said(place, fmt::format("{} {} at most 0, and norm = \"log\" shows what is above: "
                                    "right would be norm = \"linear\" or \"symlog\"",
                                    all_of(role, data), is_or_are(data, role)))};
  if (!limited) return {};
  const auto within = [&](double value) { return value >= (*limits)[0] && value <= (*limits)[1]; };
  if (std::any_of(values.begin(), values.end(), within)) return {};
  Range range{INFINITY, -INFINITY};
  for (const double value : values)
    if (is_finite(value)) range = {std::min(range.low, value), std::max(range.high, value)};
  return {said(place,
               fmt::format("{} lie outside limits = [{:g}, {:g}]: they are from {:g} to "
                           "{:g}, and have the colours of its ends alone",
                           all_of(role, data), (*limits)[0], (*limits)[1], range.low, range.high))};
}

/// Of a log axis the role that has nothing to stand on it.
Warnings warnings_of_log(const std::string& place, const LayerData& data, const std::string& role) {
  const auto found = data.roles.find(role);
  if (found == data.roles.end()) return {};
  const Values& values = found->second.values;
  if (std::any_of(values.begin(), values.end(), is_positive)) return {};
  return {said(place,
               fmt::format("{} {} at most 0, and a log axis shows what is above: nothing of it is "
                           "in the picture; right would be {}scale = \"linear\" or \"symlog\"",
                           all_of(role, data), is_or_are(data, role), role))};
}

}  // namespace

Warnings warnings_of_values(const std::string& place, const job::Layer& layer,
                            const LayerData& data, const job::Entry& entry) {
  Warnings warnings = warnings_of_roles(place, data);
  Warnings colors = warnings_of_colors(place, layer, data, entry);
  warnings.insert(warnings.end(), colors.begin(), colors.end());
  return warnings;
}

Warnings warnings_of_extent(const std::string& place, const job::Layer& layer,
                            const LayerData& data, const Extent& extent, const AxisScales& scales) {
  if (!extent.x.empty() || !extent.y.empty()) return {};
  const auto coords = layer.options.find("coords");
  if (coords != layer.options.end() && coords->second == job::Value(std::string("axes"))) return {};
  Warnings warnings;
  if (scales.x == job::AxisScale::Log) warnings = warnings_of_log(place, data, "x");
  if (warnings.empty() && scales.y == job::AxisScale::Log)
    warnings = warnings_of_log(place, data, "y");
  const auto x = data.roles.find("x"), y = data.roles.find("y");
  if (warnings.empty() && x != data.roles.end() && y != data.roles.end() &&
      x->second.values.size() == y->second.values.size() && !x->second.values.empty())
    warnings = {said(place, fmt::format("none of its {} points has both an x and a y that can be "
                                        "shown: nothing of it is in the picture",
                                        x->second.values.size()))};
  return warnings;
}

Warnings warnings_of_limits(const std::string& place, const AxisExtent& extent, const Range& shown,
                            const std::string& name) {
  if (extent.empty()) return {};
  const double low = std::min(shown.low, shown.high), high = std::max(shown.low, shown.high);
  if (extent.high >= low && extent.low <= high) return {};
  return {said(place, fmt::format("all of it, from {:g} to {:g}, lies outside {} = [{:g}, {:g}]: "
                                  "nothing of it is in the picture",
                                  extent.low, extent.high, name, shown.low, shown.high))};
}

bool is_of_one_color(const base::Image& image, const Rectangle& within) {
  if (image.pixels.empty()) return false;
  const auto clamped = [](double at, int most) {
    return static_cast<std::size_t>(std::clamp(at, 0.0, static_cast<double>(most)));
  };
  const std::size_t left = clamped(within.left, image.width_px);
  const std::size_t right = clamped(within.right, image.width_px);
  const std::size_t top = clamped(image.height_px - within.top, image.height_px);
  const std::size_t bottom = clamped(image.height_px - within.bottom, image.height_px);
  if (left >= right || top >= bottom) return false;
  const auto width = static_cast<std::size_t>(image.width_px);
  const std::uint32_t first = image.pixels[top * width + left];
  for (std::size_t row = top; row < bottom; ++row) {
    const auto begin = image.pixels.begin() + static_cast<std::ptrdiff_t>(row * width + left);
    const auto end = begin + static_cast<std::ptrdiff_t>(right - left);
    if (std::any_of(begin, end, [&](std::uint32_t pixel) { return pixel != first; })) return false;
  }
  return true;
}

}  // namespace rankplot::render
