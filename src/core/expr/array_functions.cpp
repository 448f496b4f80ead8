#include "core/expr/array_functions.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "core/base/error.hpp"
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
/// Central differences, one-sided at the ends, of values a unit apart.
void gradient(Values from, std::span<double> to) {
  if (from.size() < 2) base::fail("a gradient needs two values along its axis");
  const std::size_t last = from.size() - 1;
  to[0] = from[1] - from[0];
  for (std::size_t i = 1; i < last; ++i) to[i] = (from[i + 1] - from[i - 1]) / 2;
  to[last] = from[last] - from[last - 1];
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

std::vector<ArrayFunction> make_functions() {
  using Default = ArrayFunction::Default;
  std::vector<ArrayFunction> all_functions{
      {.name = "all", .call = Reduction{all}},
      {.name = "any", .call = Reduction{any}},
      {.name = "argmax", .call = Reduction{most_at}, .places = true},
      {.name = "argmin", .call = Reduction{least_at}, .places = true},
      {.name = "count_nonzero", .call = Reduction{count_nonzero}},
      {.name = "cumprod", .call = Mapping{running_product}},
      {.name = "cumsum", .call = Mapping{running_sum}},
      {.name = "diff",
       .call = Mapping{differences},
       .axis = Default::Last,
       .positional_axis = false,
       .shorter = 1},
      {.name = "flip", .call = Mapping{reversed}, .axis = Default::Only},
      {.name = "gradient",
       .call = Mapping{gradient},
       .axis = Default::Only,
       .positional_axis = false},
      {.name = "index", .call = Mapping{places}, .axis = Default::Only},
      {.name = "max", .call = Reduction{most}},
      {.name = "mean", .call = Reduction{mean}},
      {.name = "median", .call = Reduction{median}},
      {.name = "min", .call = Reduction{least}},
      {.name = "nanmax", .call = Reduction{without_nan<most>}},
      {.name = "nanmean", .call = Reduction{without_nan<mean>}},
      {.name = "nanmedian", .call = Reduction{without_nan<median>}},
      {.name = "nanmin", .call = Reduction{without_nan<least>}},
      {.name = "nanpercentile", .call = Reduction{without_nan<percentile>}, .parameter = true},
      {.name = "nanprod", .call = Reduction{without_nan<product>}},
      {.name = "nanquantile", .call = Reduction{without_nan<quantile>}, .parameter = true},
      {.name = "nanstd", .call = Reduction{without_nan<deviation>}},
      {.name = "nansum", .call = Reduction{without_nan<sum>}},
      {.name = "nanvar", .call = Reduction{without_nan<variance>}},
      {.name = "norm", .call = Reduction{norm}, .positional_axis = false},
      {.name = "percentile", .call = Reduction{percentile}, .parameter = true},
      {.name = "prod", .call = Reduction{product}},
      {.name = "ptp", .call = Reduction{spread}},
      {.name = "quantile", .call = Reduction{quantile}, .parameter = true},
      {.name = "size", .call = Reduction{size}},
      {.name = "sort", .call = Mapping{sorted}, .axis = Default::Last},
      {.name = "std", .call = Reduction{deviation}},
      {.name = "sum", .call = Reduction{sum}},
      {.name = "var", .call = Reduction{variance}},
  };
  return all_functions;
}

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
  if (!axes.empty() || count == 0 || function.axis == ArrayFunction::Default::All) return axes;
  if (count > 1 && function.axis == ArrayFunction::Default::Only) {
    base::fail("the array has shape [{}]: name the axis, as in {}(V, axis=0)",
               fmt::join(array.shape, ", "), function.name);
  }
  return {static_cast<std::size_t>(count - 1)};
}

base::Field reduce(Reduction call, const base::Field& array, const std::vector<std::size_t>& axes,
                   const ArrayOptions& options) {
  base::Field result;
  for (std::size_t axis = 0; axis < array.shape.size(); ++axis) {
    const bool reduced = axes.empty() || std::find(axes.begin(), axes.end(), axis) != axes.end();
    if (!reduced) result.shape.push_back(array.shape[axis]);
    if (reduced && options.keepdims) result.shape.push_back(1);
  }
  if (axes.empty()) {
    result.values = {call(array.values, options.parameter)};
    return result;
  }
  result.values.resize(base::element_count(result.shape));
  for_each_lane(array, axes, [&](std::size_t place, Values values) {
    result.values[place] = call(values, options.parameter);
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

const std::vector<ArrayFunction>& array_functions() {
  static const std::vector<ArrayFunction> all_functions = make_functions();
  return all_functions;
}

const ArrayFunction* find_array_function(std::string_view name) {
  const auto& known = array_functions();
  const auto place = std::find_if(known.begin(), known.end(),
                                  [&](const ArrayFunction& one) { return one.name == name; });
  return place == known.end() ? nullptr : &*place;
}

base::Field apply(const ArrayFunction& function, const base::Field& array,
                  const ArrayOptions& options) {
  const std::vector<std::size_t> axes = axes_of(function, array, options);
  if (const auto* reduction = std::get_if<Reduction>(&function.call)) {
    return reduce(*reduction, array, axes, options);
  }
  return map(function, array, axes);
}

}  // namespace rankplot::expr
