#pragma once

#include <vector>

#include "painter/render/chart/layer.hpp"

namespace rankplot::render {

/// Values in groups side by side, for box and violin: one dimension is one group, of two each row
/// is one.
struct Groups {
  std::vector<std::vector<double>> values;  ///< finite ones, ascending, by group
  std::vector<double> places;               ///< 1, 2, 3, ... or the role x
  double width = 0.5;                       ///< in units of the places
};

/// Throws base::Error naming the role that does not fit. Notes what is not finite.
Groups groups_of(LayerInput& input);
std::vector<job::Role> group_roles();
/// The option widths.
job::Option widths_option();

}  // namespace rankplot::render
