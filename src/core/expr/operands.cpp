#include <algorithm>
#include <charconv>
#include <limits>
#include <numbers>
#include <optional>

#include <fmt/format.h>

#include "core/expr/compiler.hpp"

namespace rankplot::expr {

namespace {

std::optional<double> named_constant(std::string_view name) {
  if (name == "pi") return std::numbers::pi;
  if (name == "e") return std::numbers::e;
  if (name == "inf") return std::numeric_limits<double>::infinity();
  if (name == "nan") return std::numeric_limits<double>::quiet_NaN();
  return std::nullopt;
}

bool is_keyword(std::string_view name) { return name == "and" || name == "or" || name == "not"; }

template <class Item>
std::size_t place_of(std::vector<Item>& items, const Item& item) {
  const auto place = std::find(items.begin(), items.end(), item);
  if (place != items.end()) return static_cast<std::size_t>(place - items.begin());
  items.push_back(item);
  return items.size() - 1;
}

}  // namespace

std::string Compiler::operand() {
  const Level level(*this);
  scanner_.skip_spaces();
  const char c = scanner_.peek();
  if (c == '(') return parenthesis();
  if (is_digit(c) || (c == '.' && is_digit(scanner_.peek(1)))) return number();
  if (c == '/') return absolute_path("", scanner_.at());
  if (c == '`') return quoted_path();
  if (c == '{') return capture();
  if (is_name_start(c)) return name();
  if (c == '\'' || c == '"') {
    syntax_error(scanner_.at(),
                 "text cannot stand in an expression; a path goes without quotes, and a value of "
                 "a capture is chosen by a list, as in select = { run = [\"A\"] }");
  }
  syntax_error(scanner_.at(), fmt::format("found {} where a value belongs: {}", found(scanner_),
                                          names_ == Expression::Names::Paths
                                              ? "a path, a number, a {capture} or a function"
                                              : "a capture, a number or a function"));
}

std::string Compiler::parenthesis() {
  const std::size_t start = scanner_.at();
  scanner_.advance();
  std::string inner = disjunction();
  close(start);
  return is_atom(inner) ? inner : '(' + inner + ')';
}

void Compiler::close(std::size_t start) {
  scanner_.skip_spaces();
  if (scanner_.take(")")) return;
  if (!scanner_.at_end()) refuse_rest();
  syntax_error(start, "this '(' is not closed");
}

std::string Compiler::number() {
  const std::string_view rest = scanner_.rest();
  double value = 0;
  const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), value);
  const auto length = static_cast<std::size_t>(end - rest.data());
  if (error != std::errc() || is_name_char(scanner_.peek(length))) {
    std::size_t stop = length;
    while (is_name_char(scanner_.peek(stop))) ++stop;
    syntax_error(scanner_.at(), fmt::format("'{}' is not a number", rest.substr(0, stop)));
  }
  scanner_.advance(length);
  return number_code(value);
}

std::string Compiler::number_code(double value) {
  return fmt::format("n{}", place_of(program_.numbers, value));
}

std::string Compiler::capture() {
  const std::size_t start = scanner_.at();
  const std::string_view word = relative_name();
  Scanner inside(word);
  try {
    const std::string name = scan_capture(inside);
    if (inside.at_end()) return capture_code(name);
  } catch (SyntaxError& error) {
    error.offset += start;
    throw;
  }
  return path_code(checked_object(word, start), "", start);
}

std::string Compiler::capture_code(const std::string& name) {
  return fmt::format("k{}", place_of(program_.captures, name));
}

/// A name of the figure's data, which may hold dots and {captures}: `V`, `plot_{n}`.
std::string_view Compiler::relative_name() {
  const std::size_t start = scanner_.at();
  while (is_name_char(scanner_.peek()) || scanner_.peek() == '.' || scanner_.peek() == '{') {
    if (scanner_.peek() == '{') {
      const std::size_t end = scanner_.rest().find('}');
      if (end == std::string_view::npos) syntax_error(scanner_.at(), "this '{' is not closed");
      scanner_.advance(end);
    }
    scanner_.advance();
  }
  return scanner_.since(start);
}

/// A text that is one bare name is that name, even where it is also a constant's: a dataset `e`.
std::string Compiler::whole_name() {
  scanner_.skip_spaces();
  const std::size_t start = scanner_.at();
  const std::string name(scanner_.take_name());
  scanner_.skip_spaces();
  if (!name.empty() && scanner_.at_end() && !is_keyword(name)) return name_code(name, start);
  scanner_ = Scanner(text_);
  return "";
}

std::string Compiler::name_code(const std::string& name, std::size_t start) {
  return names_ == Expression::Names::Captures ? capture_code(name) : path_code(name, "", start);
}

std::string Compiler::name() {
  const std::size_t start = scanner_.at();
  const std::string word(relative_name());
  if (is_keyword(word)) {
    syntax_error(start, fmt::format("found '{}' where a value belongs", word));
  }
  if (scanner_.peek() == ':') return input_path(word, start);
  const std::size_t end = scanner_.at();
  scanner_.skip_spaces();
  if (scanner_.peek() == '(') return call(word, start);
  scanner_ = Scanner(text_, end);
  if (const auto value = named_constant(word); value && scanner_.peek() != '[') {
    return number_code(*value);
  }
  return name_code(names_ == Expression::Names::Paths ? checked_object(word, start) : word, start);
}

/// `b:/fields/V`, or `b:V`: as V, but in the input b.
std::string Compiler::input_path(const std::string& input, std::size_t start) {
  scanner_.advance();
  const std::size_t object_start = scanner_.at();
  if (scanner_.peek() == '/') return absolute_path(input, start);
  if (!is_name_start(scanner_.peek()) && scanner_.peek() != '{') {
    syntax_error(object_start,
                 fmt::format("behind '{}:' belongs a path, as in {}:/fields/V", input, input));
  }
  return path_code(checked_object(relative_name(), object_start), input, start);
}

std::string Compiler::absolute_path(const std::string& input, std::size_t start) {
  const std::size_t object_start = scanner_.at();
  while (scanner_.peek() == '/') {
    scanner_.advance();
    relative_name();
  }
  const std::string_view object = scanner_.since(object_start);
  if (object == "/") {
    syntax_error(object_start, "a path belongs behind this '/': it stands where a value begins");
  }
  if (object.ends_with('/')) {
    syntax_error(scanner_.at() - 1,
                 "this '/' continues the path before it; to divide, put a space before it");
  }
  return path_code(checked_object(object, object_start), input, start);
}

std::string Compiler::quoted_path() {
  const std::size_t start = scanner_.at();
  const std::size_t end = text_.find('`', start + 1);
  if (end == std::string_view::npos) syntax_error(start, "this '`' is not closed");
  Path path = path_of(text_.substr(start + 1, end - start - 1), start + 1);
  scanner_ = Scanner(text_, end + 1);
  scan_subscripts(scanner_, path);
  return path_code(std::move(path), start);
}

std::string Compiler::path_code(std::string object, std::string input, std::size_t start) {
  Path path;
  path.input = std::move(input);
  path.object = std::move(object);
  if (names_ == Expression::Names::Paths) scan_subscripts(scanner_, path);
  return path_code(std::move(path), start);
}

std::string Compiler::path_code(Path path, std::size_t start) {
  if (names_ == Expression::Names::Captures) {
    syntax_error(start, fmt::format("'{}' is a path; only captures, numbers and functions can "
                                    "stand here",
                                    to_string(path)));
  }
  return fmt::format("p{}", place_of(program_.paths, path));
}

}  // namespace rankplot::expr
