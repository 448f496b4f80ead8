#include "core/expr/functions.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace rankplot::expr {

namespace {

double sign(double x) { return std::isnan(x) || x == 0 ? x : std::copysign(1.0, x); }
double minimum(double a, double b) { return std::isnan(a) || a < b ? a : b; }
double maximum(double a, double b) { return std::isnan(a) || a > b ? a : b; }
double clip(double x, double low, double high) { return minimum(maximum(x, low), high); }
double where(double condition, double a, double b) { return condition != 0 ? a : b; }
double to_degrees(double x) { return x * (180 / std::numbers::pi); }
double to_radians(double x) { return x * (std::numbers::pi / 180); }

std::vector<Function> make_functions() {
  std::vector<Function> all{
      {"abs", Unary{std::fabs}},
      {"absolute", Unary{std::fabs}},
      {"arccos", Unary{std::acos}},
      {"arccosh", Unary{std::acosh}},
      {"arcsin", Unary{std::asin}},
      {"arcsinh", Unary{std::asinh}},
      {"arctan", Unary{std::atan}},
      {"arctan2", Binary{std::atan2}},
      {"arctanh", Unary{std::atanh}},
      {"acos", Unary{std::acos}},
      {"acosh", Unary{std::acosh}},
      {"asin", Unary{std::asin}},
      {"asinh", Unary{std::asinh}},
      {"atan", Unary{std::atan}},
      {"atan2", Binary{std::atan2}},
      {"atanh", Unary{std::atanh}},
      {"cbrt", Unary{std::cbrt}},
      {"ceil", Unary{std::ceil}},
      {"clip", Ternary{clip}},
      {"cos", Unary{std::cos}},
      {"cosh", Unary{std::cosh}},
      {"deg2rad", Unary{to_radians}},
      {"degrees", Unary{to_degrees}},
      {"exp", Unary{std::exp}},
      {"exp2", Unary{std::exp2}},
      {"expm1", Unary{std::expm1}},
      {"floor", Unary{std::floor}},
      {"fmod", Binary{std::fmod}},
      {"hypot", Binary{std::hypot}},
      {"isfinite", Unary{[](double x) { return std::isfinite(x) ? 1.0 : 0.0; }}},
      {"isinf", Unary{[](double x) { return std::isinf(x) ? 1.0 : 0.0; }}},
      {"isnan", Unary{[](double x) { return std::isnan(x) ? 1.0 : 0.0; }}},
      {"log", Unary{std::log}},
      {"log10", Unary{std::log10}},
      {"log1p", Unary{std::log1p}},
      {"log2", Unary{std::log2}},
      {"maximum", Binary{maximum}},
      {"minimum", Binary{minimum}},
      {"mod", Binary{floored_modulo}},
      {"not", Unary{[](double x) { return x == 0 ? 1.0 : 0.0; }}},
      {"power", Binary{std::pow}},
      {"rad2deg", Unary{to_degrees}},
      {"radians", Unary{to_radians}},
      {"remainder", Binary{floored_modulo}},
      {"rint", Unary{std::nearbyint}},
      {"round", Unary{std::nearbyint}},  // halves to even, as NumPy
      {"sign", Unary{sign}},
      {"sin", Unary{std::sin}},
      {"sinh", Unary{std::sinh}},
      {"sqrt", Unary{std::sqrt}},
      {"square", Unary{[](double x) { return x * x; }}},
      {"tan", Unary{std::tan}},
      {"tanh", Unary{std::tanh}},
      {"trunc", Unary{std::trunc}},
      {"where", Ternary{where}},
  };
  std::sort(all.begin(), all.end(), [](auto& a, auto& b) { return a.name < b.name; });
  return all;
}

}  // namespace

const std::vector<Function>& functions() {
  static const std::vector<Function> all = make_functions();
  return all;
}

const Function* find_function(std::string_view name) {
  const auto& all = functions();
  const auto place = std::lower_bound(all.begin(), all.end(), name,
                                      [](auto& function, auto n) { return function.name < n; });
  return place != all.end() && place->name == name ? &*place : nullptr;
}

double floored_modulo(double a, double b) {
  const double rest = std::fmod(a, b);
  if (rest == 0) return std::copysign(0.0, b);
  return (rest < 0) != (b < 0) ? rest + b : rest;
}

bool is_later_function(std::string_view name) {
  constexpr std::array kLater{"argmax",     "argmin", "cumsum", "diff",   "gather", "gradient",
                              "histogram",  "max",    "mean",   "median", "min",    "norm",
                              "percentile", "random", "std",    "sum",    "var"};
  return std::find(kLater.begin(), kLater.end(), name) != kLater.end();
}

}  // namespace rankplot::expr
