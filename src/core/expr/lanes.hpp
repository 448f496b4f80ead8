#pragma once

#include <cstddef>
#include <functional>
#include <span>
#include <vector>

#include "core/base/array.hpp"

namespace rankplot::expr {

/// For every index of the axes `kept` in turn (row-major), the offset of its element.
std::vector<std::size_t> offsets(const std::vector<std::size_t>& shape,
                                 const std::vector<std::size_t>& kept);

/// The axes from 0 to `count` - 1 that are not in `axes`.
std::vector<std::size_t> other_axes(std::size_t count, const std::vector<std::size_t>& axes);

/// Visits the values along `axes` (ascending) for every index of the other axes, in row-major
/// order: `visit(place of the lane, its values)`. Copies a few lanes at a time at most.
void for_each_lane(const base::Field& array, const std::vector<std::size_t>& axes,
                   const std::function<void(std::size_t, std::span<const double>)>& visit);

}  // namespace rankplot::expr
