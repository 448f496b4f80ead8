#include "core/expr/broadcast.hpp"

#include <algorithm>

#include <fmt/ranges.h>

#include "core/base/error.hpp"

namespace rankplot::expr {

namespace {

/// 2 GiB of doubles: a column beside a row, each of a modest size, can ask for any amount.
constexpr std::size_t kMostRepeated = std::size_t{1} << 28U;

/// An operand's extent at an axis counted from the last; 1 where it has none.
std::size_t extent(const Operand& operand, std::size_t from_last) {
  const std::vector<std::size_t>& shape = operand.field->shape;
  return from_last < shape.size() ? shape[shape.size() - 1 - from_last] : 1;
}

[[noreturn]] void refuse(const Operand& a, const Operand& b) {
  base::fail("{} has shape [{}] and {} has [{}]; they must be equal, or fit from the last axis on",
             a.name, fmt::join(a.field->shape, ", "), b.name, fmt::join(b.field->shape, ", "));
}

/// The operand that says how long an axis is: the first that does not repeat along it.
const Operand& longest(const std::vector<Operand>& operands, std::size_t from_last) {
  const Operand* found = &operands.front();
  for (const Operand& operand : operands) {
    const std::size_t length = extent(operand, from_last);
    if (length == 1) continue;
    if (extent(*found, from_last) == 1) found = &operand;
    if (extent(*found, from_last) != length) refuse(*found, operand);
  }
  return *found;
}

void check_size(const std::vector<Operand>& operands, const std::vector<std::size_t>& shape) {
  std::size_t largest = 0;
  for (const Operand& operand : operands) {
    largest = std::max(largest, operand.field->values.size());
  }
  const std::size_t count = base::element_count(shape);
  if (count > std::max(largest, kMostRepeated)) {
    base::fail("{} and {} together have shape [{}], which is more than the {} values allowed",
               operands.front().name, operands.back().name, fmt::join(shape, ", "), kMostRepeated);
  }
}

}  // namespace

std::vector<std::size_t> broadcast_shape(const std::vector<Operand>& operands) {
  std::size_t axes = 0;
  for (const Operand& operand : operands) axes = std::max(axes, operand.field->shape.size());
  std::vector<std::size_t> shape(axes);
  for (std::size_t i = 0; i < axes; ++i) {
    shape[axes - 1 - i] = extent(longest(operands, i), i);
  }
  if (!operands.empty()) check_size(operands, shape);
  return shape;
}

std::vector<std::size_t> broadcast_strides(const std::vector<std::size_t>& from,
                                           const std::vector<std::size_t>& shape) {
  std::vector<std::size_t> strides(shape.size(), 0);
  std::size_t stride = 1;
  for (std::size_t i = 0; i < from.size(); ++i) {
    const std::size_t extent = from[from.size() - 1 - i];
    if (extent != 1) strides[shape.size() - 1 - i] = stride;
    stride *= extent;
  }
  return strides;
}

}  // namespace rankplot::expr
