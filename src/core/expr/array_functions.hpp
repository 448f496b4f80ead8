#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/base/array.hpp"
#include "core/expr/broadcast.hpp"

namespace rankplot::expr {

/// Values to one number; `parameter` is percentile's p and quantile's q. Throws Error.
using Reduction = double (*)(std::span<const double> values, double parameter);
/// Values to values; `to` is `shorter` values shorter than `from`, or empty.
using Mapping = void (*)(std::span<const double> from, std::span<double> to);
/// One array or several, each as a whole, to an array. Throws Error.
using Derivation = base::Field (*)(std::span<const Operand> values, std::size_t axis);

/// A function of whole arrays, with NumPy's name and meaning where NumPy has it: it takes the
/// values along one axis or several together.
struct ArrayFunction {
  /// What it works along when no axis is named.
  enum class Default { All, Last, Only, None };

  std::string_view name;
  std::variant<Reduction, Mapping, Derivation> call;
  std::string_view form = {};  ///< its values, where they are not just an array: "V, 95"
  std::array<std::size_t, 4> counts = {1};  ///< so many values, or so many; 0: no further
  Default axis = Default::All;  ///< Only: an array of several axes must name one; None: takes none
  bool positional_axis = true;  ///< NumPy takes the axis without its name: mean(V, 0)
  std::size_t shorter = 0;      ///< of a Mapping
  bool places = false;          ///< gives places (argmax): along one axis, or all
  std::string_view summary = {};  ///< of a Derivation

  constexpr bool is_reduction() const { return call.index() == 0; }
  constexpr bool takes(std::size_t values) const {
    return values > 0 && std::find(counts.begin(), counts.end(), values) != counts.end();
  }
  constexpr std::size_t most_values() const {
    return *std::max_element(counts.begin(), counts.end());
  }
  /// "mean(V)", "percentile(V, 95)"
  std::string example() const;
};

/// All of them, sorted by name.
std::span<const ArrayFunction> array_functions();
const ArrayFunction* find_array_function(std::string_view name);

/// A call's arguments behind its values.
struct ArrayOptions {
  std::vector<std::int64_t> axes;  ///< as written: negative ones count from the end; empty: default
  bool keepdims = false;
};

/// `values` are as many as the function takes; the first is what axes are those of. Throws Error:
/// an axis that the array does not have, no value where one is needed.
base::Field apply(const ArrayFunction& function, std::span<const Operand> values,
                  const ArrayOptions& options);

}  // namespace rankplot::expr
