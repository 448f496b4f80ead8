#include "painter/render/scene/plane_field.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/format.h>

#include <vtkDoubleArray.h>

namespace rankplot::scene {
namespace {

/// A plane across an axis, between two layers of points.
struct Cut {
  std::size_t axis = 2;
  double position = 0;     ///< in the data's units
  std::size_t before = 0;  ///< the layer of points at or before it
  double fraction = 0;     ///< of the way to the next one
};

Cut cut_at(render::LayerInput& input, const Grid& grid) {
  Cut cut;
  cut.axis = axis_named(input.text("axis"));
  const auto& places = grid.places[cut.axis];
  if (input.has_option("position") && input.has_option("index"))
    input.refuse("position and index say the same: leave one out");
  if (input.has_option("index")) {
    const std::int64_t index = input.integer("index");
    const auto count = static_cast<std::int64_t>(places.size());
    if (index < -count || index >= count)
      input.refuse(fmt::format("index = {} is outside the axis {} of {} points", index,
                               input.text("axis"), count));
    const auto at = static_cast<std::size_t>(index < 0 ? index + count : index);
    cut.before = grid.turned[cut.axis] ? places.size() - 1 - at : at;
    cut.position = places[cut.before];
    return cut;
  }
  const double low = places.front(), high = places.back();
  cut.position = input.has_option("position") ? input.number("position") : low / 2 + high / 2;
  if (!(cut.position >= low && cut.position <= high))
    input.refuse(fmt::format("position = {} is outside the data, which is from {} to {} along {}",
                             cut.position, low, high, input.text("axis")));
  const auto after = std::upper_bound(places.begin(), places.end(), cut.position);
  cut.before = static_cast<std::size_t>(after - places.begin()) - 1;
  if (after != places.end())
    cut.fraction = (cut.position - places[cut.before]) / (*after - places[cut.before]);
  return cut;
}

}  // namespace

std::size_t axis_named(const std::string& name) { return static_cast<std::size_t>(name[0] - 'x'); }

PlaneField plane_field(render::LayerInput& input, const Grid& grid, const std::string& role) {
  const auto array = values_at_points(input, role, grid);
  const double* values = static_cast<vtkDoubleArray&>(*array).GetPointer(0);
  const Cut cut = cut_at(input, grid);
  PlaneField plane{cut.axis, cut.axis == 0 ? 1U : 0U, cut.axis == 2 ? 1U : 2U, cut.position, {}};
  const std::array<std::size_t, 3> step{1, grid.count[0], grid.count[0] * grid.count[1]};
  plane.values.reserve(grid.count[plane.across] * grid.count[plane.up]);
  for (std::size_t v = 0; v < grid.count[plane.up]; ++v)
    for (std::size_t u = 0; u < grid.count[plane.across]; ++u) {
      const double* at =
          values + u * step[plane.across] + v * step[plane.up] + cut.before * step[cut.axis];
      plane.values.push_back(cut.fraction == 0 ? *at
                                               : *at + cut.fraction * (at[step[cut.axis]] - *at));
    }
  return plane;
}

double place_in(const render::Norm& norm, double value) {
  const auto& [range, scale] = norm;
  constexpr double kBeyond = 1e3;  // ends show the end colours
  if (!std::isfinite(value) && !std::isinf(value)) return value;
  if (scale == job::AxisScale::Log && !(value > 0)) return std::numeric_limits<double>::quiet_NaN();
  const double place = scale == job::AxisScale::Log
                           ? std::log(value / range.low) / std::log(range.high / range.low)
                           : (value / 2 - range.low / 2) / (range.high / 2 - range.low / 2);
  return std::clamp(place, -kBeyond, kBeyond);
}

}  // namespace rankplot::scene
