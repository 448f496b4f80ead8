#include "painter/render/chart/bins2d.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/ranges.h>

#include "painter/render/chart/bins.hpp"

namespace rankplot::render {
namespace {

constexpr std::size_t kMostBinsAlong = 8192;

Range log_range(std::span<const double> values) {
  double low = std::numeric_limits<double>::infinity(), high = 0;
  for (const double value : values)
    if (value > 0 && std::isfinite(value)) {
      low = std::min(low, value);
      high = std::max(high, value);
    }
  return nonsingular({low, high}, job::AxisScale::Log);
}

std::size_t bins_along(const LayerInput& input, std::size_t axis) {
  const std::vector<double>& bins = input.numbers("bins");
  if (bins.size() != 1 && bins.size() != 2)
    input.refuse(fmt::format("bins = [{}]: right would be one number, or [along x, along y]",
                             fmt::join(bins, ", ")));
  const double count = bins[bins.size() == 1 ? 0 : axis];
  if (!(count >= 1 && count <= static_cast<double>(kMostBinsAlong)) || count != std::floor(count))
    input.refuse(fmt::format("bins = {} is no number of bins: right would be 1 to {}", count,
                             kMostBinsAlong));
  return static_cast<std::size_t>(count);
}

BinRow row_of(LayerInput& input, std::span<const double> values, std::size_t axis) {
  const bool log = input.text(axis == 0 ? "xscale" : "yscale") == "log";
  const std::vector<double>& extent = input.numbers("extent");
  Range range;
  if (extent.empty()) {
    range = log ? log_range(values) : bin_range(values);
  } else {
    if (extent.size() != 4)
      input.refuse(fmt::format("extent = [{}]: right would be [x low, x high, y low, y high]",
                               fmt::join(extent, ", ")));
    range = {extent[2 * axis], extent[2 * axis + 1]};
    if (!(range.low < range.high) || (log && range.low <= 0))
      input.refuse(fmt::format("extent = [{}]: {} to {} is no range of bins{}",
                               fmt::join(extent, ", "), range.low, range.high,
                               log ? " on a log scale" : ""));
  }
  return BinRow(range, bins_along(input, axis), log);
}

}  // namespace

double BinRow::transformed(double value) const { return log_ ? std::log10(value) : value / 2; }

BinRow::BinRow(Range range, std::size_t count, bool log) : count_(count), log_(log) {
  low_ = transformed(range.low);
  const double extent = transformed(range.high) - low_;
  factor_ = static_cast<double>(count) / extent;
  for (std::size_t i = 0; i <= count; ++i) {
    const double share = static_cast<double>(i) / static_cast<double>(count);
    edges_.push_back(log ? std::pow(10, low_ + extent * share)
                         : range.low * (1 - share) + range.high * share);
  }
  edges_.front() = range.low;
  edges_.back() = range.high;
}

std::size_t BinRow::find(double value) const {
  if (!(value >= edges_.front() && value <= edges_.back())) return kOutside;
  const double place = (transformed(value) - low_) * factor_;
  std::size_t bin = std::min(static_cast<std::size_t>(std::max(place, 0.0)), count_ - 1);
  if (value < edges_[bin]) --bin;
  if (bin + 1 < count_ && value >= edges_[bin + 1]) ++bin;
  return bin;
}

CellRow BinRow::cells() const {
  if (log_) return cells_between(edges_);
  return {count_,
          edges_.front(),
          2 * (edges_.back() / 2 - edges_.front() / 2) / static_cast<double>(count_),
          {}};
}

std::vector<job::Option> bin_plane_options(std::vector<double> bins) {
  job::Option count;
  count.name = "bins";
  count.summary = "number of bins along both axes, or [along x, along y]";
  count.type = job::OptionType::Numbers;
  count.fallback = std::move(bins);
  job::Option extent;
  extent.name = "extent";
  extent.summary = "what the bins cover, [x low, x high, y low, y high]; the data when empty";
  extent.type = job::OptionType::Numbers;
  extent.fallback = std::vector<double>{};
  return {count, extent,
          choice_option("xscale", "spacing of the bins along x", {"linear", "log"}, "linear"),
          choice_option("yscale", "spacing of the bins along y", {"linear", "log"}, "linear")};
}

BinnedPoints binned_points(LayerInput& input) {
  const auto x = input.row("x"), y = input.row("y");
  input.require_same_length("x", "y");
  std::span<const double> weights;
  if (input.has("weights")) {
    input.require_same_length("x", "weights");
    weights = input.row("weights");
  }
  note_not_finite(input, x, y);
  return {x, y, weights, {row_of(input, x, 0), row_of(input, y, 1)}};
}

CellPicture picture_of(const BinPlane& bins, std::vector<double> values, const LayerInput& input) {
  CellPicture picture;
  picture.columns = bins.x.cells();
  picture.rows = bins.y.cells();
  picture.own = std::move(values);
  picture.colors = ColorScale(input, picture.own);
  picture.alpha = input.number("alpha");
  return picture;
}

std::vector<double> counts_in(const BinnedPoints& points) {
  const auto& [x, y, weights, bins] = points;
  std::vector<double> counts(bins.count(), 0.0);
  for (std::size_t i = 0; i < x.size(); ++i) {
    const std::size_t column = bins.x.find(x[i]);
    if (column == BinRow::kOutside) continue;
    const std::size_t row = bins.y.find(y[i]);
    if (row == BinRow::kOutside) continue;
    if (weights.empty())
      counts[row * bins.x.count() + column] += 1;
    else if (std::isfinite(weights[i]))
      counts[row * bins.x.count() + column] += weights[i];
  }
  return counts;
}

}  // namespace rankplot::render
