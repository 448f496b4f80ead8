#include "core/base/error.hpp"
#include "core/plan/plan.hpp"

namespace rankplot::plan {
namespace {

/// A place counted from the end when negative; saturates at 0 and at the extent.
std::uint64_t clipped(std::int64_t place, std::uint64_t extent) {
  if (place >= 0) return std::min(static_cast<std::uint64_t>(place), extent);
  const std::uint64_t back = std::uint64_t{0} - static_cast<std::uint64_t>(place);
  return back > extent ? 0 : extent - back;
}

Slab::Axis range(const expr::Slice& slice, std::size_t axis, std::uint64_t extent) {
  if (slice.step < 1) {
    base::fail("the step {} of axis {} is not above zero", slice.step, axis);
  }
  const std::uint64_t start = clipped(slice.start.value_or(0), extent);
  const std::uint64_t stop = slice.stop ? clipped(*slice.stop, extent) : extent;
  const auto stride = static_cast<std::uint64_t>(slice.step);
  const std::uint64_t count = stop > start ? (stop - start - 1) / stride + 1 : 0;
  return {start, stride, count, false};
}

Slab::Axis index(const expr::Slice& slice, std::size_t axis, std::uint64_t extent) {
  const bool back = slice.index < 0;
  const std::uint64_t distance = back ? std::uint64_t{0} - static_cast<std::uint64_t>(slice.index)
                                      : static_cast<std::uint64_t>(slice.index);
  if (back ? distance > extent : distance >= extent) {
    base::fail("the index {} is outside axis {}, which has {} elements", slice.index, axis, extent);
  }
  return {back ? extent - distance : distance, 1, 1, true};
}

}  // namespace

Slab resolve(const std::vector<expr::Slice>& hyperslab, const std::vector<std::uint64_t>& shape) {
  if (hyperslab.size() > shape.size()) {
    base::fail("a hyperslab of {} axes does not fit a dataset of shape ({})", hyperslab.size(),
               fmt::join(shape, ", "));
  }
  Slab slab;
  if (hyperslab.empty()) return slab;
  for (std::size_t axis = 0; axis < shape.size(); ++axis) {
    if (axis >= hyperslab.size()) {
      slab.axes.push_back({0, 1, shape[axis], false});
      continue;
    }
    const expr::Slice& slice = hyperslab[axis];
    switch (slice.kind) {
      case expr::Slice::Kind::Index: slab.axes.push_back(index(slice, axis, shape[axis])); break;
      case expr::Slice::Kind::Range: slab.axes.push_back(range(slice, axis, shape[axis])); break;
      case expr::Slice::Kind::Capture:
        base::fail("axis {} of a hyperslab is {{{}}}, which has no value yet", axis, slice.capture);
    }
  }
  return slab;
}

}  // namespace rankplot::plan
