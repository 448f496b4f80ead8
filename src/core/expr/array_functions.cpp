#include "core/expr/array_functions.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include <fmt/ranges.h>

#include "core/base/error.hpp"
#include "core/expr/derivatives.hpp"
#include "core/expr/lanes.hpp"

namespace rankplot::expr {

namespace {

using Values = std::span<const double>;
constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

/// Pairwise (N. J. Higham, The accuracy of floating point summation, SIAM J. Sci. Comput. 14,
/// 1993): the error grows with the logarithm of the count.
template <class Term>
double pairwise(Values values, Term term) {
  constexpr std::size_t kAtOnce = 128;
  if (values.size() > kAtOnce) {
    const std::size_t half = values.size() / 2;
    return pairwise(values.first(half), term) + pairwise(values.subspan(half), term);
  }
  double total = 0;
  for (const double value : values) total += term(value);
  return total;
}

double sum(Values values, double) {
  return pairwise(values, [](double x) { return x; });
}
double product(Values values, double) {
  return std::accumulate(values.begin(), values.end(), 1.0, std::multiplies<>());
}
double mean(Values values, double) { return sum(values, 0) / static_cast<double>(values.size()); }

double variance(Values values, double) {
  const double middle = mean(values, 0);
  const double squares = pairwise(values, [&](double x) { return (x - middle) * (x - middle); });
  return squares / static_cast<double>(values.size());
}
double deviation(Values values, double) { return std::sqrt(variance(values, 0)); }

double norm(Values values, double) {
  return std::sqrt(pairwise(values, [](double x) { return x * x; }));
}

/// The place of the value that beats all before it; of the first NaN where there is one, as NumPy.
template <class Beats>
std::size_t place_of(Values values, Beats beats) {
  if (values.empty()) base::fail("there are no values");
  std::size_t best = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (std::isnan(values[i])) return i;
    if (beats(values[i], values[best])) best = i;
  }
  return best;
}
std::size_t place_of_least(Values values) { return place_of(values, std::less<>()); }
std::size_t place_of_most(Values values) { return place_of(values, std::greater<>()); }

double least(Values values, double) { return values[place_of_least(values)]; }
double most(Values values, double) { return values[place_of_most(values)]; }
double least_at(Values values, double) { return static_cast<double>(place_of_least(values)); }
double most_at(Values values, double) { return static_cast<double>(place_of_most(values)); }
double spread(Values values, double) { return most(values, 0) - least(values, 0); }

bool has_nan(Values values) {
  return std::any_of(values.begin(), values.end(), [](double x) { return std::isnan(x); });
}

/// Between the two nearest ranks, in proportion (NumPy's method "linear").
double quantile(Values values, double q) {
  if (!(q >= 0 && q <= 1)) base::fail("the quantile is {}, which is not within 0 and 1", q);
  if (values.empty() || has_nan(values)) return kNaN;
  std::vector<double> sorted(values.begin(), values.end());
  const double rank = q * static_cast<double>(sorted.size() - 1);
  const double whole = std::floor(rank);
  const auto below = sorted.begin() + static_cast<std::ptrdiff_t>(whole);
  std::nth_element(sorted.begin(), below, sorted.end());
  const double part = rank - whole;
  if (part == 0) return *below;
  const double above = *std::min_element(below + 1, sorted.end());
  if (above == *below) return above;  // also where both are infinite
  return part < 0.5 ? *below + (above - *below) * part : above - (above - *below) * (1 - part);
}
double percentile(Values values, double p) {
  if (!(p >= 0 && p <= 100)) base::fail("the percentile is {}, which is not within 0 and 100", p);
  return quantile(values, p / 100);
}
double median(Values values, double) { return quantile(values, 0.5); }

double any(Values values, double) {
  return std::any_of(values.begin(), values.end(), [](double x) { return x != 0; }) ? 1 : 0;
}
double all(Values values, double) {
  return std::all_of(values.begin(), values.end(), [](double x) { return x != 0; }) ? 1 : 0;
}
double count_nonzero(Values values, double) {
  return static_cast<double>(
      std::count_if(values.begin(), values.end(), [](double x) { return x != 0; }));
}
double size(Values values, double) { return static_cast<double>(values.size()); }

/// Without the NaN; of nothing else than NaN, NaN (a sum 0, a product 1).
template <Reduction reduce>
double without_nan(Values values, double parameter) {
  if (!has_nan(values)) return reduce(values, parameter);
  std::vector<double> numbers;
  std::copy_if(values.begin(), values.end(), std::back_inserter(numbers),
               [](double x) { return !std::isnan(x); });
  if (numbers.empty() && reduce != sum && reduce != product) return kNaN;
  return reduce(numbers, parameter);
}

void running_sum(Values from, std::span<double> to) {
  std::partial_sum(from.begin(), from.end(), to.begin());
}
void running_product(Values from, std::span<double> to) {
  std::partial_sum(from.begin(), from.end(), to.begin(), std::multiplies<>());
}
void differences(Values from, std::span<double> to) {
  for (std::size_t i = 0; i < to.size(); ++i) to[i] = from[i + 1] - from[i];
}
/// NaN last, as NumPy.
void sorted(Values from, std::span<double> to) {
  std::copy(from.begin(), from.end(), to.begin());
  const auto numbers = std::partition(to.begin(), to.end(), [](double x) { return x == x; });
  std::sort(to.begin(), numbers);
}
void reversed(Values from, std::span<double> to) {
  std::reverse_copy(from.begin(), from.end(), to.begin());
}
void places(Values, std::span<double> to) { std::iota(to.begin(), to.end(), 0.0); }

using Default = ArrayFunction::Default;
using Counts = std::array<std::size_t, 4>;
constexpr Counts kPlaneOrBox{2, 3, 4, 6}, kBox{3, 6};

constexpr ArrayFunction with_number(std::string_view name, Reduction call, std::string_view form) {
  return {.name = name, .call = call, .form = form, .counts = {2}};
}

constexpr ArrayFunction of_vectors(std::string_view name, Derivation call, Counts counts,
                                   std::string_view summary) {
  return {.name = name,
          .call = call,
          .form = "u, v, w, x, y, z",
          .counts = counts,
          .axis = Default::None,
          .summary = summary};
}

constexpr std::array kFunctions{
    ArrayFunction{.name = "all", .call = Reduction{all}},
    ArrayFunction{.name = "any", .call = Reduction{any}},
    ArrayFunction{.name = "argmax", .call = Reduction{most_at}, .places = true},
    ArrayFunction{.name = "argmin", .call = Reduction{least_at}, .places = true},
    ArrayFunction{.name = "count_nonzero", .call = Reduction{count_nonzero}},
    ArrayFunction{.name = "cumprod", .call = Mapping{running_product}},
    ArrayFunction{.name = "cumsum", .call = Mapping{running_sum}},
    ArrayFunction{.name = "diff",
                  .call = Mapping{differences},
                  .axis = Default::Last,
                  .positional_axis = false,
                  .shorter = 1},
    of_vectors("divergence", divergence, kPlaneOrBox, "du/dx + dv/dy + dw/dz"),
    ArrayFunction{.name = "flip", .call = Mapping{reversed}, .axis = Default::Only},
    ArrayFunction{.name = "gradient",
                  .call = Derivation{gradient},
                  .form = "V, x, axis=-1",
                  .counts = {1, 2},
                  .axis = Default::Only,
                  .positional_axis = false,
                  .summary = "central differences, one-sided at the ends"},
    ArrayFunction{.name = "index", .call = Mapping{places}, .axis = Default::Only},
    ArrayFunction{.name = "max", .call = Reduction{most}},
    ArrayFunction{.name = "mean", .call = Reduction{mean}},
    ArrayFunction{.name = "median", .call = Reduction{median}},
    ArrayFunction{.name = "min", .call = Reduction{least}},
    ArrayFunction{.name = "nanmax", .call = Reduction{without_nan<most>}},
    ArrayFunction{.name = "nanmean", .call = Reduction{without_nan<mean>}},
    ArrayFunction{.name = "nanmedian", .call = Reduction{without_nan<median>}},
    ArrayFunction{.name = "nanmin", .call = Reduction{without_nan<least>}},
    with_number("nanpercentile", without_nan<percentile>, "V, 95"),
    ArrayFunction{.name = "nanprod", .call = Reduction{without_nan<product>}},
    with_number("nanquantile", without_nan<quantile>, "V, 0.95"),
    ArrayFunction{.name = "nanstd", .call = Reduction{without_nan<deviation>}},
    ArrayFunction{.name = "nansum", .call = Reduction{without_nan<sum>}},
    ArrayFunction{.name = "nanvar", .call = Reduction{without_nan<variance>}},
    ArrayFunction{.name = "norm", .call = Reduction{norm}, .positional_axis = false},
    with_number("percentile", percentile, "V, 95"),
    ArrayFunction{.name = "prod", .call = Reduction{product}},
    ArrayFunction{.name = "ptp", .call = Reduction{spread}},
    of_vectors("qcriterion", qcriterion, kPlaneOrBox,
               "(|Omega|^2 - |S|^2) / 2: above zero in vortices"),
    with_number("quantile", quantile, "V, 0.95"),
    ArrayFunction{.name = "size", .call = Reduction{size}},
    ArrayFunction{.name = "sort", .call = Mapping{sorted}, .axis = Default::Last},
    ArrayFunction{.name = "std", .call = Reduction{deviation}},
    ArrayFunction{.name = "sum", .call = Reduction{sum}},
    ArrayFunction{.name = "var", .call = Reduction{variance}},
    of_vectors("vorticity", vorticity, kPlaneOrBox,
               "the length of the curl; of two components dv/dx - du/dy"),
    of_vectors("vorticity_x", vorticity_x, kBox, "dw/dy - dv/dz"),
    of_vectors("vorticity_y", vorticity_y, kBox, "du/dz - dw/dx"),
    of_vectors("vorticity_z", vorticity_z, kPlaneOrBox, "dv/dx - du/dy"),
};
static_assert(std::is_sorted(kFunctions.begin(), kFunctions.end(),
                             [](auto& a, auto& b) { return a.name < b.name; }));

/// The axes that the call works along, ascending; empty: all, as one.
std::vector<std::size_t> axes_of(const ArrayFunction& function, const base::Field& array,
                                 const ArrayOptions& options) {
  const auto count = static_cast<std::int64_t>(array.shape.size());
  std::vector<std::size_t> axes;
  for (const std::int64_t written : options.axes) {
    const std::int64_t axis = written < 0 ? written + count : written;
    if (axis < 0 || axis >= count) {
      base::fail("there is no axis {}: the array has shape [{}]", written,
                 fmt::join(array.shape, ", "));
    }
    if (std::find(axes.begin(), axes.end(), static_cast<std::size_t>(axis)) != axes.end()) {
      base::fail("axis {} is named twice", written);
    }
    axes.push_back(static_cast<std::size_t>(axis));
  }
  std::sort(axes.begin(), axes.end());
  if (!axes.empty() || count == 0 || function.axis == Default::All) return axes;
  if (count > 1 && function.axis == Default::Only) {
    base::fail("the array has shape [{}]: name the axis, as in {}(V, axis=0)",
               fmt::join(array.shape, ", "), function.name);
  }
  return {static_cast<std::size_t>(count - 1)};
}

/// The number behind the array: percentile's p.
double parameter_of(std::span<const Operand> values) {
  if (values.size() < 2) return 0;
  if (values[1].field->is_scalar()) return values[1].field->values[0];
  base::fail("its second value must be one number, not an array of shape [{}]",
             fmt::join(values[1].field->shape, ", "));
}

base::Field reduce(Reduction call, const base::Field& array, const std::vector<std::size_t>& axes,
                   double parameter, bool keepdims) {
  base::Field result;
  for (std::size_t axis = 0; axis < array.shape.size(); ++axis) {
    const bool reduced = axes.empty() || std::find(axes.begin(), axes.end(), axis) != axes.end();
    if (!reduced) result.shape.push_back(array.shape[axis]);
    if (reduced && keepdims) result.shape.push_back(1);
  }
  if (axes.empty()) {
    result.values = {call(array.values, parameter)};
    return result;
  }
  result.values.resize(base::element_count(result.shape));
  for_each_lane(array, axes, [&](std::size_t place, Values values) {
    result.values[place] = call(values, parameter);
  });
  return result;
}

base::Field map(const ArrayFunction& function, base::Field array, std::vector<std::size_t> axes) {
  if (axes.empty()) {
    array.shape = {array.values.size()};
    axes = {0};
  }
  const std::size_t length = array.shape[axes[0]];
  base::Field result{array.shape, {}};
  result.shape[axes[0]] = length - std::min(length, function.shorter);
  result.values.resize(base::element_count(result.shape));
  if (result.values.empty()) return result;
  const auto starts = offsets(result.shape, other_axes(result.shape.size(), axes));
  const auto along = offsets(result.shape, axes);
  std::vector<double> mapped(along.size());
  for_each_lane(array, axes, [&](std::size_t place, Values values) {
    std::get<Mapping>(function.call)(values, mapped);
    for (std::size_t i = 0; i < along.size(); ++i) {
      result.values[starts[place] + along[i]] = mapped[i];
    }
  });
  return result;
}

}  // namespace

std::string ArrayFunction::example() const {
  return fmt::format("{}({})", name, form.empty() ? "V" : form);
}

std::span<const ArrayFunction> array_functions() { return kFunctions; }

const ArrayFunction* find_array_function(std::string_view name) {
  const auto place = std::find_if(kFunctions.begin(), kFunctions.end(),
                                  [&](const ArrayFunction& one) { return one.name == name; });
  return place == kFunctions.end() ? nullptr : &*place;
}

base::Field apply(const ArrayFunction& function, std::span<const Operand> values,
                  const ArrayOptions& options) {
  const base::Field& array = *values[0].field;
  const std::vector<std::size_t> axes = axes_of(function, array, options);
  if (const auto* reduction = std::get_if<Reduction>(&function.call)) {
    return reduce(*reduction, array, axes, parameter_of(values), options.keepdims);
  }
  if (const auto* derivation = std::get_if<Derivation>(&function.call)) {
    return (*derivation)(values, axes.empty() ? 0 : axes[0]);
  }
  return map(function, array, axes);
}

}  // namespace rankplot::expr
