#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/base/array.hpp"

namespace rankplot::expr {

/// Values to one number; `parameter` is percentile's p and quantile's q. Throws Error.
using Reduction = double (*)(std::span<const double> values, double parameter);
/// Values to values; `to` is `shorter` values shorter than `from`, or empty.
using Mapping = void (*)(std::span<const double> from, std::span<double> to);

/// A function of whole arrays, with NumPy's name and meaning: it takes the values along one axis or
/// several together.
struct ArrayFunction {
  /// What it works along when no axis is named.
  enum class Default { All, Last, Only };

  std::string_view name;
  std::variant<Reduction, Mapping> call;
  Default axis = Default::All;  ///< Only: an array of several axes must name one
  bool positional_axis = true;  ///< NumPy takes the axis without its name: mean(V, 0)
  bool parameter = false;       ///< takes a number behind the array
  std::size_t shorter = 0;      ///< of a Mapping
  bool places = false;          ///< gives places (argmax): along one axis, or all
  bool is_reduction() const { return call.index() == 0; }
};

/// All of them, sorted by name.
const std::vector<ArrayFunction>& array_functions();
const ArrayFunction* find_array_function(std::string_view name);

/// A call's arguments behind the array.
struct ArrayOptions {
  std::vector<std::int64_t> axes;  ///< as written: negative ones count from the end; empty: default
  bool keepdims = false;
  double parameter = 0;
};

/// Throws Error: an axis that the array does not have, no value where one is needed.
base::Field apply(const ArrayFunction& function, const base::Field& array,
                  const ArrayOptions& options);

}  // namespace rankplot::expr
