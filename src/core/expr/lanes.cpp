#include "core/expr/lanes.hpp"

#include <algorithm>

namespace rankplot::expr {

namespace {

/// Neighbouring lanes share cache lines: gathered together, each line is fetched once.
constexpr std::size_t kLanesAtOnce = 16;

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
  std::vector<double> block(std::min(kLanesAtOnce, starts.size()) * along.size());
  for (std::size_t first = 0; first < starts.size(); first += kLanesAtOnce) {
    const std::size_t count = std::min(kLanesAtOnce, starts.size() - first);
    for (std::size_t i = 0; i < along.size(); ++i) {
      for (std::size_t lane = 0; lane < count; ++lane) {
        block[lane * along.size() + i] = values[starts[first + lane] + along[i]];
      }
    }
    for (std::size_t lane = 0; lane < count; ++lane) {
      visit(first + lane, std::span(block).subspan(lane * along.size(), along.size()));
    }
  }
}

}  // namespace rankplot::expr
