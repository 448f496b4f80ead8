#include "core/expr/spacing.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/ranges.h>

#include "core/base/error.hpp"

namespace rankplot::expr {

Spacing::Spacing(const Operand* places, std::size_t points, std::size_t axis) : points_(points) {
  if (points < 2) {
    base::fail("there are {} points along axis {}; a derivative needs two", points, axis);
  }
  if (places == nullptr) return;
  const base::Field& field = *places->field;
  const bool is_row = field.shape.size() == 1 && field.values.size() == points;
  if (!is_row && field.values.size() != 1) {
    base::fail("{} has shape [{}]; it must be a distance, or the {} places along axis {}",
               places->name, fmt::join(field.shape, ", "), points, axis);
  }
  if (is_row) {
    set_places(*places);
    return;
  }
  const double distance = field.values[0];
  if (distance == 0 || !std::isfinite(distance)) {
    base::fail("the distance {} of the points along axis {} is {}{}", places->name, axis, distance,
               distance == 0 ? "; an axis is named, as in axis=0" : "");
  }
  set_distance(distance);
}

void Spacing::set_distance(double distance) {
  first_ = last_ = 1 / distance;
  even_ = {0.5 / distance, 0.5 / distance};
}

/// Inside, the two slopes are weighed by the distance of the other one's neighbour: exact for
/// parabolas (NumPy, documentation of numpy.gradient).
void Spacing::set_places(const Operand& row) {
  const std::vector<double>& places = row.field->values;
  const double first = places[1] - places[0];
  bool even = true;
  for (std::size_t i = 1; i < points_; ++i) {
    const double step = places[i] - places[i - 1];
    const bool goes_on = first > 0 ? step > 0 : step < 0;
    if (!goes_on || !std::isfinite(step)) {
      base::fail("{} does not go one way: {} and then {}, at place {}", row.name, places[i - 1],
                 places[i], i);
    }
    even = even && step == first;
  }
  if (even) return set_distance(first);
  first_ = 1 / first;
  last_ = 1 / (places[points_ - 1] - places[points_ - 2]);
  uneven_.resize(points_);
  for (std::size_t i = 1; i + 1 < points_; ++i) {
    const double before = places[i] - places[i - 1], after = places[i + 1] - places[i];
    const double both = before + after;
    uneven_[i] = {after / (before * both), before / (after * both)};
  }
}

Spacing::Weights Spacing::at(std::size_t point) const {
  if (point == 0) return {first_, first_};
  if (point + 1 == points_) return {last_, last_};
  return inside(point);
}

}  // namespace rankplot::expr
