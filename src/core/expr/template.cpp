#include "core/expr/template.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "core/expr/scanner.hpp"

namespace rankplot::expr {

namespace {

constexpr int kMostWidth = 64;

bool is_align(char c) { return c == '<' || c == '>' || c == '^' || c == '='; }

std::size_t character_bytes(const Scanner& scanner) {
  std::size_t length = 1;
  while ((static_cast<unsigned char>(scanner.peek(length)) & 0xC0U) == 0x80U) ++length;
  return length;
}

int scan_size(Scanner& scanner, const char* what) {
  const std::size_t start = scanner.at();
  int value = 0;
  while (is_digit(scanner.peek())) {
    value = value * 10 + (scanner.peek() - '0');
    scanner.advance();
    if (value > kMostWidth) {
      syntax_error(start, fmt::format("a {} above {}", what, kMostWidth));
    }
  }
  if (scanner.at() == start) syntax_error(start, fmt::format("a {} is missing", what));
  return value;
}

void scan_align(Scanner& scanner, FieldSpec& spec) {
  const std::size_t length = character_bytes(scanner);
  if (!scanner.at_end() && is_align(scanner.peek(length)) && scanner.peek() != '{' &&
      scanner.peek() != '}') {
    spec.fill = scanner.rest().substr(0, length);
    scanner.advance(length);
  }
  if (is_align(scanner.peek())) {
    spec.align = scanner.peek();
    scanner.advance();
  }
}

FieldSpec scan_spec(Scanner& scanner) {
  FieldSpec spec;
  scan_align(scanner, spec);
  const char sign = scanner.peek();
  if (sign == '-' || sign == '+' || sign == ' ') {
    spec.sign = sign;
    scanner.advance();
  }
  spec.zero = scanner.take("0");
  if (is_digit(scanner.peek())) spec.width = scan_size(scanner, "width");
  if (scanner.peek() == ',' || scanner.peek() == '_') {
    spec.grouping = scanner.peek();
    scanner.advance();
  }
  if (scanner.take(".")) spec.precision = scan_size(scanner, "precision");
  if (scanner.peek() != '\0' && kFieldTypes.find(scanner.peek()) != std::string_view::npos) {
    spec.type = scanner.peek();
    scanner.advance();
  }
  if (scanner.peek() != '}') {
    syntax_error(scanner.at(),
                 fmt::format("found {} in a format; it is {{name:[[fill]align][sign][0][width]"
                             "[grouping][.precision][type]}} with one of the types {}",
                             found(scanner), fmt::join(kFieldTypes, ", ")));
  }
  return spec;
}

TemplateField scan_field(Scanner& scanner, FieldNames names) {
  TemplateField field;
  field.offset = scanner.at();
  scanner.advance();
  field.name = scanner.take_name();
  if (names == FieldNames::None && !field.name.empty()) {
    syntax_error(field.offset,
                 fmt::format("the field {{{}}} has a name; a number is written as {{}} "
                             "or {{:.1f}}",
                             field.name));
  }
  if (names == FieldNames::Some && field.name.empty()) {
    syntax_error(field.offset, "a field is a name in braces, such as {step}; a brace is {{");
  }
  if (field.name == "attr" && scanner.take(".")) {
    const std::size_t start = scanner.at();
    scanner.advance(std::min(scanner.rest().find_first_of("{}:"), scanner.rest().size()));
    if (scanner.at() == start) {
      syntax_error(field.offset, "an attribute has a name, as in {attr.units}");
    }
    field.name.append(".").append(scanner.since(start));
  }
  if (scanner.take(":")) field.spec = scan_spec(scanner);
  if (!scanner.take("}")) {
    syntax_error(field.offset, fmt::format("the brace of '{{{}' is not closed", field.name));
  }
  return field;
}

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

/// For each byte whether it stands in a formula: between dollars, where a line has an even number
/// of them. A dollar behind a backslash is none.
std::vector<bool> formulas_in(std::string_view text) {
  std::vector<bool> inside(text.size(), false);
  for (std::size_t start = 0; start < text.size();) {
    const std::size_t end = std::min(text.find('\n', start), text.size());
    std::vector<std::size_t> dollars;
    for (std::size_t i = start; i < end; ++i)
      if (text[i] == '$' && (i == start || text[i - 1] != '\\')) dollars.push_back(i);
    if (dollars.size() % 2 == 0)
      for (std::size_t pair = 0; pair < dollars.size(); pair += 2)
        std::fill(inside.begin() + static_cast<std::ptrdiff_t>(dollars[pair]),
                  inside.begin() + static_cast<std::ptrdiff_t>(dollars[pair + 1]), true);
    start = end + 1;
  }
  return inside;
}

/// Whether a brace in a formula is TeX's: behind ^, _, a group, \command or \, or around what is
/// no field.
bool is_tex(std::string_view text, std::size_t brace) {
  const char before = text[brace - 1];  // a dollar stands before every formula
  if (before == '^' || before == '_' || before == '}' || before == ']' || before == '\\')
    return true;
  std::size_t start = brace;
  while (is_letter(text[start - 1])) --start;
  if (start < brace && text[start - 1] == '\\') return true;
  Scanner inside(text.substr(brace + 1));
  const std::string name(inside.take_name());
  return name.empty() || (inside.peek() != '}' && inside.peek() != ':' &&
                          !(name == "attr" && inside.peek() == '.'));
}

}  // namespace

std::vector<TemplatePiece> parse_template(std::string_view text, FieldNames names) {
  std::vector<TemplatePiece> pieces;
  std::string literal;
  const auto flush = [&] {
    if (!literal.empty()) pieces.emplace_back(std::exchange(literal, {}));
  };
  const std::vector<bool> in_formula = formulas_in(text);
  Scanner scanner(text);
  while (!scanner.at_end()) {
    const bool of_formula = in_formula[scanner.at()];
    if (of_formula && (scanner.peek() != '{' || is_tex(text, scanner.at()))) {
      literal += scanner.peek();
      scanner.advance();
    } else if (!of_formula && scanner.take("{{")) {
      literal += '{';
    } else if (scanner.take("}}")) {
      literal += '}';
    } else if (scanner.peek() == '{') {
      flush();
      pieces.emplace_back(scan_field(scanner, names));
    } else if (scanner.peek() == '}') {
      syntax_error(scanner.at(), "a '}' without its '{'; a brace is }}");
    } else {
      literal += scanner.peek();
      scanner.advance();
    }
  }
  flush();
  return pieces;
}

}  // namespace rankplot::expr
