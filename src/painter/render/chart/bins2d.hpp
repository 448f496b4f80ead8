#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "painter/render/chart/cell_layer.hpp"
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

/// The roles x, y and weights (empty: left out) of points, and the bins that those options ask for
/// over the finite ones.
struct BinnedPoints {
  std::span<const double> x, y, weights;
  BinPlane bins;
};
/// Notes points that are not finite. Throws base::Error naming roles of different lengths, or the
/// option that is wrong.
BinnedPoints binned_points(LayerInput& input);

/// A value for each bin, in the colours and opacity that the options ask for.
CellPicture picture_of(const BinPlane& bins, std::vector<double> values, const LayerInput& input);

/// How often each bin is met, rows from the bottom; weights that are not finite count nothing.
std::vector<double> counts_in(const BinnedPoints& points);

}  // namespace rankplot::render
