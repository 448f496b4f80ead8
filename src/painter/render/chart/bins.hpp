#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "painter/render/chart/ticks.hpp"

namespace rankplot::render {

/// More bins than this are refused: no picture is as wide.
constexpr std::size_t kMostBins = 100000;

/// The range that bins cover: that of the finite values; one value v gives v - 0.5 to v + 0.5 (5 %
/// of v where that is more); none gives 0 to 1.
Range bin_range(std::span<const double> values);

/// NumPy's "auto" rule: the smaller of the bin widths of Sturges, extent / (log2(n) + 1), and of
/// Freedman and Diaconis, 2 IQR / cbrt(n) (left out where the quartiles coincide), over the values
/// in the range. At least 1, at most kMostBins.
std::size_t automatic_bin_count(std::span<const double> values, const Range& range);

/// count + 1 edges, evenly spaced, the last one exactly at the range's end.
std::vector<double> even_edges(const Range& range, std::size_t count);

/// Sum of the weights (1 where there are none) per bin: edges[i] <= value < edges[i + 1], the last
/// bin with its upper edge. Values outside and those that are not finite count nothing, as do
/// weights that are not finite. `edges` ascend, at least two.
std::vector<double> bin_sums(std::span<const double> values, std::span<const double> weights,
                             std::span<const double> edges);

}  // namespace rankplot::render
