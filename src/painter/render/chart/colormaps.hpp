#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/job/axes.hpp"
#include "painter/render/chart/ticks.hpp"
#include "painter/render/draw.hpp"

namespace rankplot::render {

/// Colours from the lowest value to the highest: 256 for most maps, 510 for twilight, 8 to 20 for
/// the qualitative ones ("tab10").
struct Colormap {
  std::string name;
  std::vector<std::uint32_t> colors;  ///< opaque 0xFFRRGGBB
};

/// A map by matplotlib's name, or NAME_r for its reverse. Decoded on first use and kept. Throws
/// base::Error naming the nearest known map.
const Colormap& colormap(std::string_view name);

/// All names but the reversed ones, sorted, for the vocabulary.
std::vector<std::string> colormap_names();

/// From values to places in a map. `range` has low < high, and low > 0 for Log.
struct Norm {
  Range range;
  job::AxisScale scale = job::AxisScale::Linear;
  double threshold = 1;  ///< of Symlog: linear within it on both sides of zero; above 0
};

/// The smallest and largest value that a map can show: the finite ones, for Log those above zero.
/// Without any: {0, 1} for Linear, {1, 10} for Log; equal ones go through nonsingular.
Norm norm_of(std::span<const double> values, job::AxisScale scale);

/// Values to Cairo's ARGB32 pixels. Colour i of n is taken for values from i/n to (i+1)/n of the
/// norm's extent (matplotlib's rule); values outside get the end colours, NaN gives 0
/// (transparent), as do values not above zero on a Log norm. Exact takes one logarithm a value;
/// Fast looks up the colours' boundaries and differs only in values within rounding of one.
/// `pixels` is as long as `values`.
void map_values(std::span<const double> values, const Norm& norm, const Colormap& map,
                std::span<std::uint32_t> pixels, Quality quality = Quality::Fast);

}  // namespace rankplot::render
