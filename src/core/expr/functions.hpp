#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace rankplot::expr {

using Unary = double (*)(double);
using Binary = double (*)(double, double);
using Ternary = double (*)(double, double, double);

/// A function that expressions may call, with NumPy's name and meaning.
struct Function {
  std::string_view name;
  std::variant<Unary, Binary, Ternary> call;

  std::size_t arity() const { return call.index() + 1; }
};

/// All of them, sorted by name.
const std::vector<Function>& functions();
const Function* find_function(std::string_view name);

/// Floored remainder, as Python's % and NumPy's mod: the sign of the divisor.
double floored_modulo(double a, double b);

/// True for names that work on whole arrays or cases: reductions and gather, of a later version.
bool is_later_function(std::string_view name);

}  // namespace rankplot::expr
