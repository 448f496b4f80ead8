#include "core/expr/compile.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>
#include <numbers>
#include <optional>

#include <fmt/format.h>

#include "core/expr/scanner.hpp"

namespace rankplot::expr {

namespace {

constexpr std::size_t kMostBytes = 4096;
constexpr int kMostNesting = 100;
constexpr std::size_t kMostCode = 19000;  // muParser's own limit is 20000

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

/// Recursive descent over Python's grammar of expressions, from `or` down to operands. Each method
/// returns code that muParser reads as one operand of the level above.
class Compiler {
 public:
  Compiler(std::string_view text, Expression::Names names)
      : text_(text), names_(names), scanner_(text) {}

  Program run() {
    if (text_.size() > kMostBytes) {
      syntax_error(kMostBytes, fmt::format("an expression of more than {} bytes", kMostBytes));
    }
    program_.code = whole_name();
    if (program_.code.empty()) program_.code = disjunction();
    scanner_.skip_spaces();
    if (!scanner_.at_end()) refuse_rest();
    if (program_.code.size() > kMostCode) syntax_error(0, "an expression of too many operations");
    program_.is_path = program_.code == "p0";
    return std::move(program_);
  }

 private:
  /// Counts how deep the descent is: hostile text must not exhaust the stack.
  struct Level {
    explicit Level(Compiler& owner) : compiler(owner) {
      if (++compiler.depth_ > kMostNesting) {
        syntax_error(compiler.scanner_.at(), fmt::format("nested deeper than {}", kMostNesting));
      }
    }
    ~Level() { --compiler.depth_; }
    Level(const Level&) = delete;
    Level& operator=(const Level&) = delete;
    Compiler& compiler;
  };

  bool take_keyword(std::string_view word) {
    scanner_.skip_spaces();
    if (!scanner_.rest().starts_with(word) || is_name_char(scanner_.peek(word.size()))) {
      return false;
    }
    scanner_.advance(word.size());
    return true;
  }

  /// Of the tokens, the one that is next; "" where none is. Longer ones stand first.
  template <std::size_t N>
  std::string_view take_one_of(const std::array<std::string_view, N>& tokens) {
    scanner_.skip_spaces();
    for (const std::string_view token : tokens) {
      if (scanner_.take(token)) return token;
    }
    return "";
  }

  // --- operators

  std::string disjunction() {
    const Level level(*this);
    std::string left = conjunction();
    while (take_keyword("or")) left = fmt::format("({}||{})", left, conjunction());
    return left;
  }

  std::string conjunction() {
    std::string left = inversion();
    while (take_keyword("and")) left = fmt::format("({}&&{})", left, inversion());
    return left;
  }

  std::string inversion() {
    const Level level(*this);
    if (!take_keyword("not")) return comparison();
    return call_code("not", inversion());
  }

  std::string comparison() {
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

  std::string_view take_comparison() {
    return take_one_of(std::array<std::string_view, 6>{"==", "!=", "<=", ">=", "<", ">"});
  }

  std::string sum() {
    std::string left = product();
    while (true) {
      const std::string_view token = take_one_of(std::array<std::string_view, 2>{"+", "-"});
      if (token.empty()) return left;
      left += token;
      left += product();
    }
  }

  std::string product() {
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
        left = call_code("mod", left + ',' + right);
      } else {
        left += token;
        left += right;
      }
    }
  }

  std::string factor() {
    const Level level(*this);
    const std::string_view token = take_one_of(std::array<std::string_view, 2>{"+", "-"});
    if (token.empty()) return power();
    std::string right = factor();
    return token == "-" ? "(-" + right + ')' : right;
  }

  /// Binds tighter than a sign to its left, and takes a signed exponent: -2**2 is -4, 2**-1 is 0.5.
  std::string power() {
    std::string base = operand();
    scanner_.skip_spaces();
    if (!scanner_.take("**")) return base;
    const std::size_t numbers_before = program_.numbers.size();
    const std::string exponent = factor();
    const bool square = program_.numbers.size() == numbers_before + 1 &&
                        exponent == fmt::format("n{}", numbers_before) &&
                        program_.numbers.back() == 2;
    if (!square) return call_code("power", base + ',' + exponent);
    // As NumPy: x**2 is x * x, to the last bit.
    return is_atom(base) ? fmt::format("({}*{})", base, base) : call_code("square", base);
  }

  // --- operands

  std::string operand() {
    const Level level(*this);
    scanner_.skip_spaces();
    const char c = scanner_.peek();
    if (c == '(') return parenthesis();
    if (is_digit(c) || (c == '.' && is_digit(scanner_.peek(1)))) return number();
    if (c == '/') return absolute_path();
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

  std::string parenthesis() {
    const std::size_t start = scanner_.at();
    scanner_.advance();
    std::string inner = disjunction();
    close(start);
    return is_atom(inner) ? inner : '(' + inner + ')';
  }

  static bool is_atom(const std::string& code) {
    return std::all_of(code.begin(), code.end(), is_name_char);
  }

  void close(std::size_t start) {
    scanner_.skip_spaces();
    if (scanner_.take(")")) return;
    if (!scanner_.at_end()) refuse_rest();
    syntax_error(start, "this '(' is not closed");
  }

  std::string number() {
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

  std::string number_code(double value) {
    program_.numbers.push_back(value);
    return fmt::format("n{}", program_.numbers.size() - 1);
  }

  std::string capture() {
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

  std::string capture_code(const std::string& name) {
    return fmt::format("k{}", place_of(program_.captures, name));
  }

  /// A name of the figure's data, which may hold dots and {captures}: `V`, `plot_{n}`.
  std::string_view relative_name() {
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
  std::string whole_name() {
    scanner_.skip_spaces();
    const std::size_t start = scanner_.at();
    const std::string name(scanner_.take_name());
    scanner_.skip_spaces();
    if (!name.empty() && scanner_.at_end() && !is_keyword(name)) return name_code(name, start);
    scanner_ = Scanner(text_);
    return "";
  }

  std::string name_code(const std::string& name, std::size_t start) {
    return names_ == Expression::Names::Captures ? capture_code(name) : path_code(name, "", start);
  }

  std::string name() {
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
    return name_code(names_ == Expression::Names::Paths ? checked_object(word, start) : word,
                     start);
  }

  std::string input_path(const std::string& input, std::size_t start) {
    scanner_.advance();
    if (scanner_.peek() != '/') {
      syntax_error(scanner_.at(), fmt::format("behind '{}:' belongs a path that begins with '/', "
                                              "as in {}:/fields/V",
                                              input, input));
    }
    return absolute_path_code(input, start);
  }

  std::string absolute_path() { return absolute_path_code("", scanner_.at()); }

  std::string absolute_path_code(const std::string& input, std::size_t start) {
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

  std::string quoted_path() {
    const std::size_t start = scanner_.at();
    const std::size_t end = text_.find('`', start + 1);
    if (end == std::string_view::npos) syntax_error(start, "this '`' is not closed");
    Path path = path_of(text_.substr(start + 1, end - start - 1), start + 1);
    scanner_ = Scanner(text_, end + 1);
    scan_subscripts(scanner_, path);
    return path_code(std::move(path), start);
  }

  std::string path_code(std::string object, std::string input, std::size_t start) {
    Path path;
    path.input = std::move(input);
    path.object = std::move(object);
    if (names_ == Expression::Names::Paths) scan_subscripts(scanner_, path);
    return path_code(std::move(path), start);
  }

  std::string path_code(Path path, std::size_t start) {
    if (names_ == Expression::Names::Captures) {
      syntax_error(start, fmt::format("'{}' is a path; only captures, numbers and functions can "
                                      "stand here",
                                      to_string(path)));
    }
    return fmt::format("p{}", place_of(program_.paths, path));
  }

  // --- functions

  std::string call_code(std::string_view name, std::string_view arguments) {
    place_of(program_.functions, find_function(name));
    return fmt::format("f_{}({})", name, arguments);
  }

  std::string call(const std::string& name, std::size_t start) {
    const Function* function = find_function(name);
    if (function == nullptr) refuse_function(name, start);
    const std::size_t open = scanner_.at();
    scanner_.advance();
    std::string arguments;
    std::size_t count = 0;
    scanner_.skip_spaces();
    if (scanner_.peek() != ')') {
      do {
        arguments += (count == 0 ? "" : ",") + disjunction();
        ++count;
        scanner_.skip_spaces();
      } while (scanner_.take(","));
    }
    close(open);
    if (count != function->arity()) {
      syntax_error(start, fmt::format("{} takes {} value{}, not {}", name, function->arity(),
                                      function->arity() == 1 ? "" : "s", count));
    }
    return call_code(name, arguments);
  }

  [[noreturn]] static void refuse_function(const std::string& name, std::size_t start) {
    if (is_later_function(name)) {
      syntax_error(
          start,
          fmt::format("{}() is not in this version: functions work value by value{}", name,
                      name == "min" || name == "max" ? "; of two values: minimum, maximum" : ""));
    }
    std::string known;
    for (const Function& function : functions()) {
      known += (known.empty() ? "" : ", ") + std::string(function.name);
    }
    syntax_error(start, fmt::format("function '{}' is not known; known: {}", name, known));
  }

  [[noreturn]] void refuse_rest() {
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

  std::string_view text_;
  Expression::Names names_;
  Scanner scanner_;
  Program program_;
  int depth_ = 0;
};

}  // namespace

Program compile(std::string_view text, Expression::Names names) {
  return Compiler(text, names).run();
}

}  // namespace rankplot::expr
