#include "core/expr/scanner.hpp"

#include <charconv>

#include <fmt/format.h>

namespace rankplot::expr {

namespace {

constexpr std::size_t kMostAxes = 32;  // H5S_MAX_RANK

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

std::optional<std::int64_t> scan_integer(Scanner& scanner) {
  const std::size_t start = scanner.at();
  scanner.take("-");
  while (is_digit(scanner.peek())) scanner.advance();
  const std::string_view digits = scanner.since(start);
  if (digits.empty()) return std::nullopt;
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error == std::errc::result_out_of_range) {
    syntax_error(start, fmt::format("index {} does not fit 64 bits", digits));
  }
  if (error != std::errc() || end != digits.data() + digits.size()) {
    syntax_error(start, fmt::format("'{}' is not an index", digits));
  }
  return value;
}

std::int64_t scan_step(Scanner& scanner) {
  const std::size_t start = scanner.at();
  const std::optional<std::int64_t> step = scan_integer(scanner);
  if (step && *step <= 0) {
    syntax_error(start, fmt::format("step {} is not above zero: hyperslabs run forwards", *step));
  }
  scanner.skip_spaces();
  return step.value_or(1);
}

Slice scan_range(Scanner& scanner, std::optional<std::int64_t> start) {
  Slice slice;
  slice.start = start;
  scanner.skip_spaces();
  slice.stop = scan_integer(scanner);
  scanner.skip_spaces();
  if (scanner.take(":")) {
    scanner.skip_spaces();
    slice.step = scan_step(scanner);
  }
  return slice;
}

Slice scan_slice(Scanner& scanner) {
  Slice slice;
  if (scanner.peek() == '{') {
    slice.kind = Slice::Kind::Capture;
    slice.capture = scan_capture(scanner);
    return slice;
  }
  if (scanner.rest().starts_with("...")) {
    syntax_error(scanner.at(), "'...' is not in this version: write one ':' for each axis");
  }
  const std::optional<std::int64_t> first = scan_integer(scanner);
  scanner.skip_spaces();
  if (scanner.take(":")) return scan_range(scanner, first);
  if (!first) {
    syntax_error(scanner.at(),
                 fmt::format("found {} where an index, start:stop:step or {{capture}} belongs",
                             found(scanner)));
  }
  slice.kind = Slice::Kind::Index;
  slice.index = *first;
  return slice;
}

std::vector<Slice> scan_hyperslab(Scanner& scanner) {
  std::vector<Slice> slices;
  while (true) {
    if (slices.size() == kMostAxes) {
      syntax_error(scanner.at(), fmt::format("more than {} axes in a hyperslab", kMostAxes));
    }
    scanner.skip_spaces();
    slices.push_back(scan_slice(scanner));
    scanner.skip_spaces();
    if (scanner.take("]")) return slices;
    if (!scanner.take(",")) {
      syntax_error(scanner.at(), fmt::format("found {} where ',' or ']' belongs", found(scanner)));
    }
  }
}

/// A field's name, bare or quoted as in NumPy.
std::string scan_column(Scanner& scanner) {
  const char quote = scanner.peek();
  const bool quoted = quote == '\'' || quote == '"';
  if (quoted) scanner.advance();
  const std::size_t start = scanner.at();
  const std::string_view ends = quoted ? std::string_view(&quote, 1) : std::string_view("]");
  while (!scanner.at_end() && ends.find(scanner.peek()) == std::string_view::npos) {
    scanner.advance();
  }
  std::string name(scanner.since(start));
  if (quoted) scanner.advance();
  while (!quoted && !name.empty() && is_space(name.back())) name.pop_back();
  scanner.skip_spaces();
  if (name.empty()) syntax_error(start, "an empty column name");
  if (!quoted && name.find(',') != std::string::npos) {
    syntax_error(start, fmt::format("'{}' names several columns; a role takes one", name));
  }
  if (!scanner.take("]")) {
    syntax_error(scanner.at(), fmt::format("found {} where ']' belongs", found(scanner)));
  }
  return name;
}

}  // namespace

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_name_start(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
         static_cast<unsigned char>(c) >= 0x80;
}

bool is_name_char(char c) { return is_name_start(c) || is_digit(c); }

void Scanner::skip_spaces() {
  while (is_space(peek())) ++at_;
}

bool Scanner::take(std::string_view token) {
  if (!rest().starts_with(token)) return false;
  at_ += token.size();
  return true;
}

std::string_view Scanner::take_name() {
  const std::size_t start = at_;
  if (is_name_start(peek())) {
    while (is_name_char(peek())) ++at_;
  }
  return since(start);
}

std::string found(const Scanner& scanner) {
  if (scanner.at_end()) return "the end";
  // A whole UTF-8 character, so that messages stay valid text.
  std::size_t length = 1;
  while ((static_cast<unsigned char>(scanner.peek(length)) & 0xC0U) == 0x80U) ++length;
  return fmt::format("'{}'", scanner.rest().substr(0, length));
}

void syntax_error(std::size_t offset, std::string message) {
  throw SyntaxError{std::move(message), offset};
}

std::string scan_capture(Scanner& scanner) {
  const std::size_t start = scanner.at();
  scanner.take("{");
  const std::string name(scanner.take_name());
  if (name.empty()) {
    syntax_error(start, "a capture is a name in braces, such as {step}");
  }
  if (scanner.peek() == '.' && name == "attr") {
    syntax_error(start, "attributes, such as {attr.units}, are not in this version");
  }
  if (!scanner.take("}")) {
    syntax_error(start, fmt::format("the brace of '{{{}' is not closed behind the name", name));
  }
  return name;
}

void scan_subscripts(Scanner& scanner, Path& path) {
  while (scanner.peek() == '[') {
    const std::size_t start = scanner.at();
    scanner.advance();
    scanner.skip_spaces();
    const char c = scanner.peek();
    if (is_name_start(c) || c == '\'' || c == '"') {
      if (!path.column.empty()) syntax_error(start, "a second column; a role takes one");
      path.column = scan_column(scanner);
    } else {
      if (!path.hyperslab.empty()) syntax_error(start, "a second hyperslab; write one");
      path.hyperslab = scan_hyperslab(scanner);
    }
  }
}

std::string checked_object(std::string_view object, std::size_t offset) {
  std::string clean;
  Scanner scanner(object);
  try {
    while (!scanner.at_end()) {
      const std::size_t start = scanner.at();
      if (scanner.peek() == '{') {
        scan_capture(scanner);
      } else {
        if (scanner.peek() == '}') syntax_error(start, "a '}' without its '{'");
        scanner.advance();
      }
      if (object[start] == '/' && clean.ends_with('/')) continue;
      clean += scanner.since(start);
    }
  } catch (SyntaxError& error) {
    error.offset += offset;
    throw;
  }
  if (clean.size() > 1 && clean.ends_with('/')) clean.pop_back();
  return clean;
}

Path path_of(std::string_view text, std::size_t offset) {
  Path path;
  Scanner scanner(text);
  try {
    const std::string_view name = scanner.take_name();
    if (!name.empty() && scanner.peek() == ':') {
      path.input = name;
      scanner.advance();
    } else {
      scanner = Scanner(text);
    }
    const std::size_t start = scanner.at();
    while (!scanner.at_end() && scanner.peek() != '[') scanner.advance();
    if (scanner.at() == start && !path.input.empty()) {
      syntax_error(start, fmt::format("behind '{}:' belongs a path, as in {}:/fields/V", path.input,
                                      path.input));
    }
    if (scanner.at() == start) syntax_error(start, "a path is missing");
    path.object = checked_object(scanner.since(start), start);
    scan_subscripts(scanner, path);
    if (!scanner.at_end()) {
      syntax_error(scanner.at(), fmt::format("found {} behind the path", found(scanner)));
    }
  } catch (SyntaxError& error) {
    error.offset += offset;
    throw;
  }
  return path;
}

}  // namespace rankplot::expr
