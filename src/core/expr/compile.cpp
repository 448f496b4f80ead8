#include "core/expr/compile.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "core/expr/compiler.hpp"

namespace rankplot::expr {

namespace {

constexpr std::size_t kMostBytes = 4096;
constexpr int kMostNesting = 100;
constexpr std::size_t kMostCode = 19000;  // muParser's own limit is 20000

}  // namespace

Program compile(std::string_view text, Expression::Names names) {
  return Compiler(text, names).run();
}

bool is_atom(std::string_view code) { return std::all_of(code.begin(), code.end(), is_name_char); }

const std::string& checked_code(const std::string& code, std::size_t start) {
  if (code.size() > kMostCode) syntax_error(start, "an expression of too many operations");
  return code;
}

Compiler::Level::Level(Compiler& owner) : compiler(owner) {
  if (++compiler.depth_ > kMostNesting) {
    syntax_error(compiler.scanner_.at(), fmt::format("nested deeper than {}", kMostNesting));
  }
}

Program Compiler::run() {
  if (text_.size() > kMostBytes) {
    syntax_error(kMostBytes, fmt::format("an expression of more than {} bytes", kMostBytes));
  }
  program_.code = whole_name();
  if (program_.code.empty()) program_.code = disjunction();
  scanner_.skip_spaces();
  if (!scanner_.at_end()) refuse_rest();
  checked_code(program_.code, 0);
  program_.is_path = program_.code == "p0";
  return std::move(program_);
}

bool Compiler::take_keyword(std::string_view word) {
  scanner_.skip_spaces();
  if (!scanner_.rest().starts_with(word) || is_name_char(scanner_.peek(word.size()))) {
    return false;
  }
  scanner_.advance(word.size());
  return true;
}

template <std::size_t N>
std::string_view Compiler::take_one_of(const std::array<std::string_view, N>& tokens) {
  scanner_.skip_spaces();
  for (const std::string_view token : tokens) {
    if (scanner_.take(token)) return token;
  }
  return "";
}

std::string Compiler::disjunction() {
  const Level level(*this);
  std::string left = conjunction();
  while (take_keyword("or")) left = fmt::format("({}||{})", left, conjunction());
  return left;
}

std::string Compiler::conjunction() {
  std::string left = inversion();
  while (take_keyword("and")) left = fmt::format("({}&&{})", left, inversion());
  return left;
}

std::string Compiler::inversion() {
  const Level level(*this);
  if (!take_keyword("not")) return comparison();
  return call_code("not", {inversion()});
}

std::string Compiler::comparison() {
  std::string left = sum();
  const std::string_view token = take_comparison();
  if (token.empty()) return left;
  left = fmt::format("({}{}{})", left, token, sum());
  const std::size_t start = scanner_.at();
  if (!take_comparison().empty()) {
    syntax_error(start, "comparisons in a row: write (a < b) and (b < c)");
  }
  return left;
}

std::string_view Compiler::take_comparison() {
  return take_one_of(std::array<std::string_view, 6>{"==", "!=", "<=", ">=", "<", ">"});
}

std::string Compiler::sum() {
  std::string left = product();
  while (true) {
    const std::string_view token = take_one_of(std::array<std::string_view, 2>{"+", "-"});
    if (token.empty()) return left;
    left += token;
    left += product();
  }
}

std::string Compiler::product() {
  std::string left = factor();
  while (true) {
    scanner_.skip_spaces();
    if (scanner_.rest().starts_with("//")) {
      syntax_error(scanner_.at(), "'//' is unclear: write floor(a / b), or 'a / /path'");
    }
    const std::string_view token = take_one_of(std::array<std::string_view, 3>{"*", "/", "%"});
    if (token.empty()) return left;
    std::string right = factor();
    if (token == "%") {
      left = call_code("mod", {left, right});
    } else {
      left += token;
      left += right;
    }
  }
}

std::string Compiler::factor() {
  const Level level(*this);
  const std::string_view token = take_one_of(std::array<std::string_view, 2>{"+", "-"});
  if (token.empty()) return power();
  std::string right = factor();
  return token == "-" ? "(-" + right + ')' : right;
}

/// Binds tighter than a sign to its left, and takes a signed exponent: -2**2 is -4, 2**-1 is 0.5.
std::string Compiler::power() {
  std::string base = operand();
  scanner_.skip_spaces();
  if (!scanner_.take("**")) return base;
  const std::string exponent = factor();
  const bool square = exponent.starts_with('n') && is_atom(exponent) && exponent == number_code(2);
  if (!square) return call_code("power", {base, exponent});
  // As NumPy: x**2 is x * x, to the last bit.
  return is_atom(base) ? fmt::format("({}*{})", base, base) : call_code("square", {base});
}

void Compiler::refuse_rest() {
  scanner_.skip_spaces();
  const char c = scanner_.peek();
  const std::size_t at = scanner_.at();
  if (c == '^') syntax_error(at, "a power is written **");
  if (c == '=') syntax_error(at, "'=' does not compare; write ==");
  if (c == '&') syntax_error(at, "write 'and'");
  if (c == '|') syntax_error(at, "write 'or'");
  if (c == '!') syntax_error(at, "write 'not' or '!='");
  if (c == ')') syntax_error(at, "a ')' without its '('");
  syntax_error(at, fmt::format("found {} where an operator belongs; a path with spaces or signs "
                               "in it stands in backticks",
                               found(scanner_)));
}

}  // namespace rankplot::expr
