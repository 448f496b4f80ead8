#include "painter/render/chart/groups.hpp"

#include <algorithm>
#include <cmath>

#include "painter/render/chart/series.hpp"
#include "painter/render/chart/statistics.hpp"

namespace rankplot::render {

Groups groups_of(LayerInput& input) {
  const Series series = series_of(input, "value");
  Groups groups;
  std::size_t kept = 0;
  for (std::size_t i = 0; i < series.count; ++i) {
    groups.values.push_back(sorted_finite(series.row(i)));
    kept += groups.values.back().size();
    groups.places.push_back(static_cast<double>(i + 1));
  }
  if (kept < series.values.size())
    input.note(fmt::format("{} of {} values are not finite and left out",
                           series.values.size() - kept, series.values.size()));
  if (input.has("x")) {
    const auto x = input.row("x");
    if (x.size() != series.count)
      input.refuse(
          fmt::format("x = \"{}\" has {} places and value = \"{}\" {} groups: they must be "
                      "as many",
                      input.written("x"), x.size(), input.written("value"), series.count));
    for (const double place : x)
      if (!std::isfinite(place))
        input.refuse(
            fmt::format("x = \"{}\" holds a place that is not finite", input.written("x")));
    groups.places.assign(x.begin(), x.end());
  }
  if (input.has_option("widths")) {
    groups.width = input.number("widths");
  } else if (!groups.places.empty()) {
    const auto [low, high] = std::minmax_element(groups.places.begin(), groups.places.end());
    groups.width = std::clamp(0.15 * (*high - *low), 0.15, 0.5);  // matplotlib's
  }
  return groups;
}

std::vector<job::Role> group_roles() {
  return {{"value", "values: one dimension, or two, a row for each group", true},
          {"x", "where the groups stand; 1, 2, 3, ... when left out", false}};
}

job::Option widths_option() {
  return number_option("widths",
                       "width of each in units of x; 0.15 of the places' extent, 0.15 to 0.5, when "
                       "left out",
                       std::nullopt);
}

}  // namespace rankplot::render
