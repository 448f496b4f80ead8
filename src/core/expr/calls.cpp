#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "core/expr/compiler.hpp"

namespace rankplot::expr {

namespace {

bool same_call(const ArrayCall& a, const ArrayCall& b) {
  return a.function == b.function && a.array == b.array && a.parameter == b.parameter &&
         a.axes == b.axes && a.keepdims == b.keepdims;
}

/// What to write where an axis was expected: min and max of two values are other functions.
std::string of_two_values(std::string_view name) {
  if (name != "min" && name != "max") return "";
  return fmt::format("; of two values: {}imum(a, b)", name);
}

}  // namespace

std::string code_name(const Function& function) {
  return fmt::format("f_{}_{}", function.name, function.arity());
}

std::string Compiler::call_code(std::string_view name, const std::vector<std::string>& arguments) {
  const Function* function = find_function(name, arguments.size());
  auto& used = program_.functions;
  if (std::find(used.begin(), used.end(), function) == used.end()) used.push_back(function);
  return fmt::format("{}({})", code_name(*function), fmt::join(arguments, ","));
}

std::string Compiler::call(const std::string& name, std::size_t start) {
  if (const ArrayFunction* function = find_array_function(name)) {
    return array_call(*function, start);
  }
  if (name == "random" && names_ == Expression::Names::Captures) return random_code(start);
  if (name == "gather") return gather_call(start);
  const std::string arities = arities_of(name);
  if (arities.empty()) refuse_function(name, start);
  const std::vector<std::string> values = arguments();
  if (find_function(name, values.size()) == nullptr) {
    syntax_error(start, fmt::format("{} takes {} value{}, not {}", name, arities,
                                    arities == "1" ? "" : "s", values.size()));
  }
  return call_code(name, values);
}

/// A number that who evaluates gives, a new one for each place where it is asked for.
std::string Compiler::random_code(std::size_t start) {
  if (!arguments().empty()) syntax_error(start, "random takes no values");
  return capture_code(fmt::format("random() {}", ++randoms_));
}

bool is_random(std::string_view capture) { return capture.starts_with("random() "); }

std::vector<std::string> Compiler::arguments() {
  const std::size_t open = scanner_.at();
  scanner_.advance();
  std::vector<std::string> values;
  scanner_.skip_spaces();
  if (scanner_.peek() != ')') {
    do {
      values.push_back(disjunction());
      scanner_.skip_spaces();
    } while (scanner_.take(","));
  }
  close(open);
  return values;
}

void Compiler::refuse_function(const std::string& name, std::size_t start) const {
  if (is_later_function(name)) {
    syntax_error(start, fmt::format("{}() is not in this version", name));
  }
  syntax_error(start, fmt::format("function '{}' {}", name, unknown_function(name)));
}

// --- calls of array functions: mean(V), percentile(V, 95, axis=0)

std::string Compiler::array_call(const ArrayFunction& function, std::size_t start) {
  if (names_ == Expression::Names::Captures) {
    syntax_error(start, fmt::format("{}() works on arrays; a condition sees the captures of one "
                                    "case{}",
                                    function.name, of_two_values(function.name)));
  }
  const std::size_t open = scanner_.at();
  scanner_.advance();
  scanner_.skip_spaces();
  ArrayCall call;
  call.function = &function;
  if (scanner_.peek() == ')') {
    syntax_error(start,
                 fmt::format("{} takes an array, as in {}(V)", function.name, function.name));
  }
  call.array = checked_code(disjunction(), start);
  scanner_.skip_spaces();
  if (function.parameter) {
    if (!scanner_.take(",")) {
      syntax_error(
          start, fmt::format("{} takes an array and a number, as in {}(V, {})", function.name,
                             function.name, function.name.ends_with("percentile") ? "95" : "0.95"));
    }
    call.parameter = checked_code(disjunction(), start);
    scanner_.skip_spaces();
  }
  for (bool first = true; scanner_.take(","); first = false) {
    array_option(call, first);
    scanner_.skip_spaces();
  }
  close(open);
  call.text = scanner_.since(start);
  return array_code(std::move(call));
}

/// `axis=0`, `axis=(0, 1)`, `keepdims=True`, or the axis alone where NumPy takes it.
void Compiler::array_option(ArrayCall& call, bool first) {
  scanner_.skip_spaces();
  const std::size_t start = scanner_.at();
  const std::string_view name = scanner_.take_name();
  scanner_.skip_spaces();
  const bool named = !name.empty() && scanner_.peek() == '=' && scanner_.peek(1) != '=';
  if (named && name == "axis") {
    scanner_.advance();
    return axis_option(call);
  }
  if (named && name == "keepdims" && call.function->is_reduction()) {
    scanner_.advance();
    return keepdims_option(call);
  }
  scanner_ = Scanner(text_, start);
  const char c = scanner_.peek();
  if (!named && first && call.function->positional_axis && (is_digit(c) || c == '-' || c == '(')) {
    return axis_option(call);
  }
  syntax_error(start,
               fmt::format("behind its array {} takes {}{}{}", call.function->name,
                           call.function->positional_axis ? "an axis, as in axis=0" : "axis=NUMBER",
                           call.function->is_reduction() ? ", and keepdims=True" : "",
                           of_two_values(call.function->name)));
}

void Compiler::axis_option(ArrayCall& call) {
  scanner_.skip_spaces();
  const std::size_t start = scanner_.at();
  if (!call.axes.empty()) syntax_error(start, "a second axis; several are written axis=(0, 1)");
  if (!scanner_.take("(")) {
    call.axes.push_back(axis_number());
    return;
  }
  do {
    scanner_.skip_spaces();
    if (scanner_.peek() == ')' && !call.axes.empty()) break;  // as Python's (0,)
    call.axes.push_back(axis_number());
    scanner_.skip_spaces();
  } while (scanner_.take(","));
  close(start);
  if (call.axes.size() > 1 && (call.function->places || !call.function->is_reduction())) {
    syntax_error(start, fmt::format("{} works along one axis", call.function->name));
  }
}

void Compiler::keepdims_option(ArrayCall& call) {
  scanner_.skip_spaces();
  const std::size_t start = scanner_.at();
  const std::string_view word = scanner_.take_name();
  if (word != "True" && word != "true" && word != "False" && word != "false") {
    syntax_error(start, "keepdims is True or False");
  }
  call.keepdims = word == "True" || word == "true";
}

std::int64_t Compiler::axis_number() {
  const std::size_t start = scanner_.at();
  const std::string_view rest = scanner_.rest();
  std::int64_t axis = 0;
  const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), axis);
  const auto length = static_cast<std::size_t>(end - rest.data());
  const char behind = scanner_.peek(length);
  if (error != std::errc() || is_name_char(behind) || behind == '.') {
    syntax_error(start, "an axis is a whole number, as in axis=0, or axis=-1 for the last one");
  }
  scanner_.advance(length);
  return axis;
}

/// The same call written twice is made once.
std::string Compiler::array_code(ArrayCall call) {
  auto& calls = program_.calls;
  const auto known = std::find_if(calls.begin(), calls.end(),
                                  [&](const ArrayCall& one) { return same_call(one, call); });
  const auto place = known - calls.begin();
  if (known == calls.end()) calls.push_back(std::move(call));
  return fmt::format("a{}", place);
}

}  // namespace rankplot::expr
