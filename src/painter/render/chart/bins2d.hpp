#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "painter/render/chart/layer.hpp"
#include "painter/render/chart/resample.hpp"
#include "painter/render/chart/ticks.hpp"

namespace rankplot::render {

/// A row of bins, evenly spaced or (log) evenly in the logarithm.
class BinRow {
 public:
  static constexpr std::size_t kOutside = std::numeric_limits<std::size_t>::max();

  /// `range` has low < high, above 0 for log; `count` at least 1.
  BinRow(Range range, std::size_t count, bool log);

  /// The bin of a value, edges as in NumPy (each with its lower edge, the last with both); kOutside
  /// for others and NaN.
  std::size_t find(double value) const;
  std::size_t count() const { return count_; }
  CellRow cells() const;

 private:
  double transformed(double value) const;

  std::vector<double> edges_;
  std::size_t count_ = 1;
  bool log_ = false;
  double low_ = 0, factor_ = 1;  ///< place = (transformed(value) - low) * factor
};

struct BinPlane {
  BinRow x, y;
  std::size_t count() const { return x.count() * y.count(); }
};

/// The options bins, extent, xscale, yscale.
std::vector<job::Option> bin_plane_options(std::vector<double> bins);

/// The bins that those options ask for, over the finite x and y. Throws base::Error naming the
/// option that is wrong.
BinPlane bin_plane_of(LayerInput& input, std::span<const double> x, std::span<const double> y);

/// How often each bin is met, rows from the bottom; `weights` (empty: 1 each) that are not finite
/// count nothing.
std::vector<double> counts_in(const BinPlane& bins, std::span<const double> x,
                              std::span<const double> y, std::span<const double> weights);

}  // namespace rankplot::render
