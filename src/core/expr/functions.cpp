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

constexpr std::array kFunctions{
    Function{"abs", Unary{std::fabs}},
    Function{"absolute", Unary{std::fabs}},
    Function{"acos", Unary{std::acos}},
    Function{"acosh", Unary{std::acosh}},
    Function{"arccos", Unary{std::acos}},
    Function{"arccosh", Unary{std::acosh}},
    Function{"arcsin", Unary{std::asin}},
    Function{"arcsinh", Unary{std::asinh}},
    Function{"arctan", Unary{std::atan}},
    Function{"arctan2", Binary{std::atan2}},
    Function{"arctanh", Unary{std::atanh}},
    Function{"asin", Unary{std::asin}},
    Function{"asinh", Unary{std::asinh}},
    Function{"atan", Unary{std::atan}},
    Function{"atan2", Binary{std::atan2}},
    Function{"atanh", Unary{std::atanh}},
    Function{"cbrt", Unary{std::cbrt}},
    Function{"ceil", Unary{std::ceil}},
    Function{"clip", Ternary{clip}},
    Function{"copysign", Binary{std::copysign}},
    Function{"cos", Unary{std::cos}},
    Function{"cosh", Unary{std::cosh}},
    Function{"deg2rad", Unary{to_radians}},
    Function{"degrees", Unary{to_degrees}},
    Function{"exp", Unary{std::exp}},
    Function{"exp2", Unary{std::exp2}},
    Function{"expm1", Unary{std::expm1}},
    Function{"fabs", Unary{std::fabs}},
    Function{"floor", Unary{std::floor}},
    Function{"fmax", Binary{std::fmax}},
    Function{"fmin", Binary{std::fmin}},
    Function{"fmod", Binary{std::fmod}},
    Function{"heaviside", Binary{heaviside}},
    Function{"hypot", Binary{std::hypot}},
    Function{"isfinite", Unary{[](double x) { return std::isfinite(x) ? 1.0 : 0.0; }}},
    Function{"isinf", Unary{[](double x) { return std::isinf(x) ? 1.0 : 0.0; }}},
    Function{"isnan", Unary{[](double x) { return std::isnan(x) ? 1.0 : 0.0; }}},
    Function{"log", Unary{std::log}},
    Function{"log10", Unary{std::log10}},
    Function{"log1p", Unary{std::log1p}},
    Function{"log2", Unary{std::log2}},
    Function{"logaddexp", Binary{log_add_exp}},
    Function{"maximum", Binary{maximum}},
    Function{"minimum", Binary{minimum}},
    Function{"mod", Binary{floored_modulo}},
    Function{"nan_to_num", Unary{finite_or}},
    Function{"negative", Unary{[](double x) { return -x; }}},
    Function{"not", Unary{[](double x) { return x == 0 ? 1.0 : 0.0; }}},
    Function{"power", Binary{std::pow}},
    Function{"rad2deg", Unary{to_degrees}},
    Function{"radians", Unary{to_radians}},
    Function{"reciprocal", Unary{[](double x) { return 1 / x; }}},
    Function{"remainder", Binary{floored_modulo}},
    Function{"rint", Unary{std::nearbyint}},
    Function{"round", Unary{std::nearbyint}},  // halves to even, as NumPy
    Function{"round", Binary{round_to}},
    Function{"sign", Unary{sign}},
    Function{"sin", Unary{std::sin}},
    Function{"sinc", Unary{sinc}},
    Function{"sinh", Unary{std::sinh}},
    Function{"sqrt", Unary{std::sqrt}},
    Function{"square", Unary{[](double x) { return x * x; }}},
    Function{"tan", Unary{std::tan}},
    Function{"tanh", Unary{std::tanh}},
    Function{"trunc", Unary{std::trunc}},
    Function{"where", Ternary{where}},
};
static_assert(std::is_sorted(kFunctions.begin(), kFunctions.end(), [](auto& a, auto& b) {
  return a.name != b.name ? a.name < b.name : a.arity() < b.arity();
}));

}  // namespace

std::span<const Function> functions() { return kFunctions; }

const Function* find_function(std::string_view name, std::size_t arity) {
  const auto place = std::find_if(
      kFunctions.begin(), kFunctions.end(),
      [&](const Function& function) { return function.name == name && function.arity() == arity; });
  return place == kFunctions.end() ? nullptr : &*place;
}

std::string arities_of(std::string_view name) {
  std::string text;
  for (const Function& function : kFunctions) {
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
  for (const Function& function : kFunctions) {
    if (known.empty() || known.back() != function.name) known.emplace_back(function.name);
  }
  for (const ArrayFunction& function : array_functions()) known.emplace_back(function.name);
  const std::string near = base::nearest(name, known);
  if (!near.empty()) return fmt::format("is not known; did you mean '{}'?", near);
  std::sort(known.begin(), known.end());
  return fmt::format("is not known; known: {}", fmt::join(known, ", "));
}

}  // namespace rankplot::expr
