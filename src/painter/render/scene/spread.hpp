#pragma once

#include <optional>
#include <vector>

#include "painter/render/scene/grid.hpp"

namespace rankplot::scene {

/// A layer of points of a grid across an axis.
struct Layered {
  std::size_t axis = 2, index = 0;
};

/// Some points of a grid, spread evenly.
struct Spread {
  std::vector<std::size_t> points;  ///< in the order of the grid's points
  double step = 1;                  ///< from one to the next, in the data's units
};

/// At most `count` of n, evenly: all where there are no more.
std::vector<std::size_t> every(std::size_t n, std::size_t count);

/// At most `count` points, about as far from each other along each axis; of one layer where that is
/// said.
Spread spread_over(const Grid& grid, std::size_t count, std::optional<Layered> layer);

}  // namespace rankplot::scene
