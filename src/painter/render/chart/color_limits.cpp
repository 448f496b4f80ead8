#include "painter/render/chart/color_limits.hpp"

#include <algorithm>
#include <cmath>

#include "core/expr/array_functions.hpp"
#include "core/job/limits.hpp"

namespace rankplot::render {
namespace {

std::vector<double> shown(std::span<const double> values, job::AxisScale scale) {
  std::vector<double> kept;
  for (const double value : values)
    if (std::isfinite(value) && (scale != job::AxisScale::Log || value > 0)) kept.push_back(value);
  return kept;
}

Norm percentile_norm(const job::Percentiles& wanted, std::span<const double> values,
                     job::AxisScale scale) {
  const std::vector<double> kept = shown(values, scale);
  if (kept.empty()) return norm_of(values, scale);
  const auto percentile = std::get<expr::Reduction>(expr::find_array_function("percentile")->call);
  const auto [least, most] = std::minmax_element(kept.begin(), kept.end());
  // Between values that are further apart than numbers reach there is no proportion.
  const double low = std::clamp(percentile(kept, wanted.low), *least, *most);
  const double high = std::clamp(percentile(kept, wanted.high), *least, *most);
  return {nonsingular({low, high}, scale), scale};
}

}  // namespace

job::Option color_limits_option() {
  job::Option limits;
  limits.name = "limits";
  limits.summary =
      "values at the ends of the colormap: own (the data's), [low, high], percentiles of the "
      "data, as in \"1%..99%\", or shared (of all cases together), also \"shared 1%..99%\"";
  limits.type = job::OptionType::Limits;
  limits.choices = {"own", "shared", "1%..99%", "shared 1%..99%"};
  limits.fallback = std::vector<double>{};
  return limits;
}

job::Option own_color_limits_option() {
  job::Option limits = color_limits_option();
  limits.summary =
      "values at the ends of the colormap: own (the data's), [low, high], or percentiles of the "
      "data, as in \"1%..99%\"";
  limits.choices = {"own", "1%..99%"};
  return limits;
}

Norm norm_for(const LayerInput& input, std::span<const double> values, job::AxisScale scale) {
  if (input.is_text("limits")) {
    const auto wanted = job::parse_percentiles(input.text("limits"));
    if (!wanted)
      input.refuse(fmt::format("limits = \"{}\" are no percentiles", input.text("limits")));
    return percentile_norm(*wanted, values, scale);
  }
  const std::vector<double>& limits = input.numbers("limits");
  if (limits.size() != 2) return norm_of(values, scale);
  const bool log = scale == job::AxisScale::Log;
  if (!(limits[0] <= limits[1]) || (log && limits[0] <= 0))
    input.refuse(fmt::format("limits = [{}, {}] cannot be shown{}: right would be [low, high]{}",
                             limits[0], limits[1], log ? " with norm = \"log\"" : "",
                             log ? ", both above 0" : " with the lower one first"));
  return {nonsingular({limits[0], limits[1]}, scale), scale};
}

}  // namespace rankplot::render
