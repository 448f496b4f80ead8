#include "core/expr/functions.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numbers>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "core/base/nearest.hpp"
#include "core/expr/array_functions.hpp"

namespace rankplot::expr {

namespace {

double sign(double x) { return std::isnan(x) || x == 0 ? x : std::copysign(1.0, x); }
double minimum(double a, double b) { return std::isnan(a) || a < b ? a : b; }
double maximum(double a, double b) { return std::isnan(a) || a > b ? a : b; }
double clip(double x, double low, double high) { return minimum(maximum(x, low), high); }
double where(double condition, double a, double b) { return condition != 0 ? a : b; }
double sinc(double x) {
  return x == 0 ? 1 : std::sin(std::numbers::pi * x) / (std::numbers::pi * x);
}
double heaviside(double x, double at_zero) {
  if (std::isnan(x)) return x;
  return x == 0 ? at_zero : (x > 0 ? 1.0 : 0.0);
}
double finite_or(double x) {
  if (std::isnan(x)) return 0;
  constexpr double most = std::numeric_limits<double>::max();
  return std::isinf(x) ? std::copysign(most, x) : x;
}
/// As NumPy's round: the value scaled to whole numbers, halves to even.
double round_to(double x, double decimals) {
  const double scale = std::pow(10.0, std::fabs(std::trunc(decimals)));
  const double rounded =
      decimals < 0 ? std::nearbyint(x / scale) * scale : std::nearbyint(x * scale) / scale;
  return std::isfinite(rounded) ? rounded : x;
}
double log_add_exp(double a, double b) {
  if (a == b) return a + std::numbers::ln2;
  const double high = maximum(a, b);
  return std::isinf(high) ? high : high + std::log1p(std::exp(-std::fabs(a - b)));
}
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
      {"copysign", Binary{std::copysign}},
      {"cos", Unary{std::cos}},
      {"cosh", Unary{std::cosh}},
      {"deg2rad", Unary{to_radians}},
      {"degrees", Unary{to_degrees}},
      {"exp", Unary{std::exp}},
      {"exp2", Unary{std::exp2}},
      {"expm1", Unary{std::expm1}},
      {"fabs", Unary{std::fabs}},
      {"floor", Unary{std::floor}},
      {"fmax", Binary{std::fmax}},
      {"fmin", Binary{std::fmin}},
      {"fmod", Binary{std::fmod}},
      {"heaviside", Binary{heaviside}},
      {"hypot", Binary{std::hypot}},
      {"isfinite", Unary{[](double x) { return std::isfinite(x) ? 1.0 : 0.0; }}},
      {"isinf", Unary{[](double x) { return std::isinf(x) ? 1.0 : 0.0; }}},
      {"isnan", Unary{[](double x) { return std::isnan(x) ? 1.0 : 0.0; }}},
      {"log", Unary{std::log}},
      {"log10", Unary{std::log10}},
      {"log1p", Unary{std::log1p}},
      {"log2", Unary{std::log2}},
      {"logaddexp", Binary{log_add_exp}},
      {"maximum", Binary{maximum}},
      {"minimum", Binary{minimum}},
      {"mod", Binary{floored_modulo}},
      {"nan_to_num", Unary{finite_or}},
      {"negative", Unary{[](double x) { return -x; }}},
      {"not", Unary{[](double x) { return x == 0 ? 1.0 : 0.0; }}},
      {"power", Binary{std::pow}},
      {"rad2deg", Unary{to_degrees}},
      {"radians", Unary{to_radians}},
      {"reciprocal", Unary{[](double x) { return 1 / x; }}},
      {"remainder", Binary{floored_modulo}},
      {"rint", Unary{std::nearbyint}},
      {"round", Unary{std::nearbyint}},  // halves to even, as NumPy
      {"round", Binary{round_to}},
      {"sign", Unary{sign}},
      {"sin", Unary{std::sin}},
      {"sinc", Unary{sinc}},
      {"sinh", Unary{std::sinh}},
      {"sqrt", Unary{std::sqrt}},
      {"square", Unary{[](double x) { return x * x; }}},
      {"tan", Unary{std::tan}},
      {"tanh", Unary{std::tanh}},
      {"trunc", Unary{std::trunc}},
      {"where", Ternary{where}},
  };
  std::sort(all.begin(), all.end(), [](auto& a, auto& b) {
    return a.name != b.name ? a.name < b.name : a.arity() < b.arity();
  });
  return all;
}

}  // namespace

const std::vector<Function>& functions() {
  static const std::vector<Function> all = make_functions();
  return all;
}

const Function* find_function(std::string_view name, std::size_t arity) {
  const auto& all = functions();
  const auto place = std::find_if(all.begin(), all.end(), [&](const Function& function) {
    return function.name == name && function.arity() == arity;
  });
  return place == all.end() ? nullptr : &*place;
}

std::string arities_of(std::string_view name) {
  std::string text;
  for (const Function& function : functions()) {
    if (function.name != name) continue;
    text += (text.empty() ? "" : " or ") + std::to_string(function.arity());
  }
  return text;
}

double floored_modulo(double a, double b) {
  const double rest = std::fmod(a, b);
  if (rest == 0) return std::copysign(0.0, b);
  return (rest < 0) != (b < 0) ? rest + b : rest;
}

bool is_later_function(std::string_view name) {
  constexpr std::array kLater{"histogram", "random"};
  return std::find(kLater.begin(), kLater.end(), name) != kLater.end();
}

std::string unknown_function(std::string_view name) {
  std::vector<std::string> known;
  for (const Function& function : functions()) {
    if (known.empty() || known.back() != function.name) known.emplace_back(function.name);
  }
  for (const ArrayFunction& function : array_functions()) known.emplace_back(function.name);
  const std::string near = base::nearest(name, known);
  if (!near.empty()) return fmt::format("is not known; did you mean '{}'?", near);
  std::sort(known.begin(), known.end());
  return fmt::format("is not known; known: {}", fmt::join(known, ", "));
}

}  // namespace rankplot::expr
