#pragma once

#include <string>
#include <vector>

#include "painter/render/chart/layer.hpp"

namespace rankplot::render {

/// Several rows of values over the same places: a role of one dimension (a single series) or of two
/// (a row a series).
struct Series {
  std::size_t count = 0, length = 0;
  std::span<const double> values;  ///< row-major

  std::span<const double> row(std::size_t series) const {
    return values.subspan(series * length, length);
  }
};

/// Throws base::Error naming the role for more than two dimensions, or more than 1000 series.
Series series_of(const LayerInput& input, std::string_view role);

/// Looks of the series: `colors` (a list, used in turn) or `color`, else the cycle's next ones;
/// `labels`, or `label` for a single one. Throws base::Error for more labels than series.
struct SeriesLooks {
  std::vector<Color> colors;
  std::vector<std::string> labels;
};
SeriesLooks looks_of(LayerInput& input, std::size_t count);

/// The options labels and colors.
std::vector<job::Option> series_options();

}  // namespace rankplot::render
