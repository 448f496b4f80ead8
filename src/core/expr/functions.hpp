#pragma once

#include <span>
#include <string>
#include <string_view>
#include <variant>

namespace rankplot::expr {

using Unary = double (*)(double);
using Binary = double (*)(double, double);
using Ternary = double (*)(double, double, double);

/// A function of single values that expressions may call, with NumPy's name and meaning.
struct Function {
  std::string_view name;
  std::variant<Unary, Binary, Ternary> call;

  constexpr std::size_t arity() const { return call.index() + 1; }
};

/// All of them, sorted by name and number of values; a name may stand for several (round).
std::span<const Function> functions();
/// The one that takes so many values, or nullptr.
const Function* find_function(std::string_view name, std::size_t arity);
/// How many values those of this name take: "1", "1 or 2"; "" where there is none.
std::string arities_of(std::string_view name);

/// Floored remainder, as Python's % and NumPy's mod: the sign of the divisor.
double floored_modulo(double a, double b);

/// True for names of NumPy's that expressions do not know, or not in this version.
bool is_later_function(std::string_view name);

/// "is not known; did you mean 'sqrt'? known: abs, ...": what to say of a function's name.
std::string unknown_function(std::string_view name);

}  // namespace rankplot::expr
