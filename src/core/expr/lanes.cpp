#include "core/expr/lanes.hpp"

#include <algorithm>

namespace rankplot::expr {

namespace {

/// Neighbouring lanes share cache lines and pages: gathered together, each is fetched once. So many
/// at least, and more while they fit a core's own cache.
constexpr std::size_t kFewestLanes = 16, kMostLanes = 64, kCachedValues = 32768;
/// Between lanes, lest a length that is a power of two puts all of them into the same cache sets.
constexpr std::size_t kApart = 8;

std::vector<std::size_t> extents(const std::vector<std::size_t>& shape,
                                 const std::vector<std::size_t>& axes) {
  std::vector<std::size_t> chosen;
  for (const std::size_t axis : axes) chosen.push_back(shape[axis]);
  return chosen;
}

/// True when the axes are the last ones: then the values of a lane lie side by side.
bool are_last(const std::vector<std::size_t>& axes, std::size_t count) {
  return axes.empty() || axes.front() == count - axes.size();
}

std::size_t lanes_together(std::size_t length) {
  return std::clamp(kCachedValues / std::max<std::size_t>(length, 1), kFewestLanes, kMostLanes);
}

}  // namespace

std::vector<std::size_t> offsets(const std::vector<std::size_t>& shape,
                                 const std::vector<std::size_t>& kept) {
  std::vector<std::size_t> strides(shape.size(), 1);
  for (std::size_t axis = shape.size(); axis-- > 1;) {
    strides[axis - 1] = strides[axis] * shape[axis];
  }
  std::vector<std::size_t> all{0};
  for (const std::size_t axis : kept) {
    std::vector<std::size_t> finer;
    finer.reserve(all.size() * shape[axis]);
    for (const std::size_t offset : all) {
      for (std::size_t i = 0; i < shape[axis]; ++i) finer.push_back(offset + i * strides[axis]);
    }
    all = std::move(finer);
  }
  return all;
}

std::vector<std::size_t> other_axes(std::size_t count, const std::vector<std::size_t>& axes) {
  std::vector<std::size_t> others;
  for (std::size_t axis = 0; axis < count; ++axis) {
    if (std::find(axes.begin(), axes.end(), axis) == axes.end()) others.push_back(axis);
  }
  return others;
}

void for_each_lane(const base::Field& array, const std::vector<std::size_t>& axes,
                   const std::function<void(std::size_t, std::span<const double>)>& visit) {
  const std::span<const double> values = array.values;
  const std::vector<std::size_t> others = other_axes(array.shape.size(), axes);
  if (are_last(axes, array.shape.size())) {
    const std::size_t length = base::element_count(extents(array.shape, axes));
    const std::size_t lanes = base::element_count(extents(array.shape, others));
    for (std::size_t i = 0; i < lanes; ++i) visit(i, values.subspan(i * length, length));
    return;
  }
  const std::vector<std::size_t> starts = offsets(array.shape, others);
  const std::vector<std::size_t> along = offsets(array.shape, axes);
  const std::size_t together = lanes_together(along.size());
  const std::size_t apart = along.size() + kApart;
  std::vector<double> block(std::min(together, starts.size()) * apart);
  for (std::size_t first = 0; first < starts.size(); first += together) {
    const std::size_t count = std::min(together, starts.size() - first);
    for (std::size_t i = 0; i < along.size(); ++i) {
      for (std::size_t lane = 0; lane < count; ++lane) {
        block[lane * apart + i] = values[starts[first + lane] + along[i]];
      }
    }
    for (std::size_t lane = 0; lane < count; ++lane) {
      visit(first + lane, std::span(block).subspan(lane * apart, along.size()));
    }
  }
}

}  // namespace rankplot::expr
