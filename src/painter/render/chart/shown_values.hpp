#pragma once

#include <cstddef>
#include <span>

#include "painter/render/chart/ticks.hpp"

namespace rankplot::render {

/// Of the finite values above a floor: from the smallest to the largest (low above high where there
/// are none), and how many they are.
struct ShownValues {
  Range range;
  std::size_t count = 0;
};

/// As fast as they can be read.
ShownValues shown_values(std::span<const double> values, double floor);

}  // namespace rankplot::render
