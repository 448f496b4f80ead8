#include <algorithm>
#include <charconv>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "core/expr/compiler.hpp"

namespace rankplot::expr {

namespace {

bool same_call(const ArrayCall& a, const ArrayCall& b) {
  const auto same_code = [](const auto& one, const auto& other) { return one.code == other.code; };
  return a.function == b.function && a.axes == b.axes && a.keepdims == b.keepdims &&
         std::equal(a.values.begin(), a.values.end(), b.values.begin(), b.values.end(), same_code);
}

/// "2, 3, 4 or 6 values"
std::string counts_of(const ArrayFunction& function) {
  std::vector<std::size_t> counts;
  for (const std::size_t count : function.counts) {
    if (count > 0) counts.push_back(count);
  }
  const std::size_t last = counts.back();
  counts.pop_back();
  return fmt::format("{}{}{} value{}", fmt::join(counts, ", "), counts.empty() ? "" : " or ", last,
                     last == 1 ? "" : "s");
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
                 fmt::format("{} takes an array, as in {}", function.name, function.example()));
  }
  array_value(call, start);
  for (bool first = true; scanner_.take(",");) {
    if (call.values.size() < function.most_values() && !is_option()) {
      array_value(call, start);
      continue;
    }
    array_option(call, first);
    first = false;
    scanner_.skip_spaces();
  }
  close(open);
  if (!function.takes(call.values.size())) {
    syntax_error(start, fmt::format("{} takes {}, not {}, as in {}", function.name,
                                    counts_of(function), call.values.size(), function.example()));
  }
  call.text = scanner_.since(start);
  return array_code(std::move(call));
}

void Compiler::array_value(ArrayCall& call, std::size_t start) {
  scanner_.skip_spaces();
  const std::size_t from = scanner_.at();
  ArrayCall::Value& value = call.values.emplace_back();
  value.code = checked_code(disjunction(), start);
  value.text = scanner_.since(from);
  value.text.erase(value.text.find_last_not_of(" \t\n") + 1);
  scanner_.skip_spaces();
}

/// Whether `name=` comes next.
bool Compiler::is_option() const {
  Scanner ahead = scanner_;
  ahead.skip_spaces();
  const bool named = !ahead.take_name().empty();
  ahead.skip_spaces();
  return named && ahead.peek() == '=' && ahead.peek(1) != '=';
}

/// `axis=0`, `axis=(0, 1)`, `keepdims=True`, or the axis alone where NumPy takes it.
void Compiler::array_option(ArrayCall& call, bool first) {
  const ArrayFunction& function = *call.function;
  const bool named = is_option();
  scanner_.skip_spaces();
  const std::size_t start = scanner_.at();
  const bool has_axis = function.axis != ArrayFunction::Default::None;
  const std::string_view name = named ? scanner_.take_name() : std::string_view();
  if ((name == "axis" && has_axis) || (name == "keepdims" && function.is_reduction())) {
    scanner_.skip_spaces();
    scanner_.advance();
    return name == "axis" ? axis_option(call) : keepdims_option(call);
  }
  const char c = scanner_.peek();
  if (!named && first && has_axis && function.positional_axis &&
      (is_digit(c) || c == '-' || c == '(')) {
    return axis_option(call);
  }
  if (!has_axis) {
    syntax_error(start, fmt::format("{} takes {} and no more, as in {}", function.name,
                                    counts_of(function), function.example()));
  }
  syntax_error(start,
               fmt::format("behind its array {} takes {}{}{}", function.name,
                           function.positional_axis ? "an axis, as in axis=0" : "axis=NUMBER",
                           function.is_reduction() ? ", and keepdims=True" : "",
                           of_two_values(function.name)));
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
