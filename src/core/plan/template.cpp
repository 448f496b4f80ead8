#include "core/plan/template.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

#include "core/base/error.hpp"
#include "core/expr/template.hpp"
#include "core/plan/pattern.hpp"

namespace rankplot::plan {
namespace {

using expr::FieldSpec;
using expr::TemplateField;

bool is_whole(char type) { return std::string_view("bdoxX").find(type) != std::string_view::npos; }

/// What a field's type cannot be combined with. Throws SyntaxError.
void check(const TemplateField& field) {
  const FieldSpec& spec = field.spec;
  const char* wrong = nullptr;
  if (is_whole(spec.type) && spec.precision) wrong = "a precision";
  if (is_whole(spec.type) && spec.type != 'd' && spec.grouping == ',') wrong = "a ','";
  if (spec.type == 's' && spec.sign != '-') wrong = "a sign";
  if (spec.type == 's' && spec.grouping != '\0') wrong = "a grouping";
  if (spec.type == 's' && (spec.zero || spec.align == '=')) wrong = "padding behind a sign";
  if (wrong == nullptr) return;
  throw expr::SyntaxError{
      fmt::format("{} does not go with the type '{}' of {{{}}}", wrong, spec.type, field.name),
      field.offset};
}

std::vector<expr::TemplatePiece> pieces_of(std::string_view text) {
  std::vector<expr::TemplatePiece> pieces = expr::parse_template(text);
  for (const expr::TemplatePiece& piece : pieces) {
    if (const auto* field = std::get_if<TemplateField>(&piece)) check(*field);
  }
  return pieces;
}

std::optional<std::int64_t> whole_number(std::string_view value) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
  if (error == std::errc() && end == value.data() + value.size()) return number;
  return std::nullopt;
}

[[noreturn]] void refuse_value(const TemplateField& field, const std::string& value,
                               const char* wanted) {
  base::fail("the field {{{}}} holds '{}', which is not {}, as its format asks", field.name, value,
             wanted);
}

/// A number in parts, so that zeros and separators can go between them.
struct Number {
  std::string sign, digits, rest;
};

/// What fmt is given is made here, from checked parts.
std::string written(const TemplateField& field, const std::string& value) {
  const FieldSpec& spec = field.spec;
  std::string format = "{:";
  if (spec.sign != '-') format += spec.sign;
  if (spec.precision) format += fmt::format(".{}", *spec.precision);
  if (spec.type != '\0') format += spec.type == '%' ? 'f' : spec.type;
  format += "}";
  const auto whole = whole_number(value);
  if (is_whole(spec.type) && !whole) refuse_value(field, value, "a whole number of 64 bits");
  if (is_whole(spec.type) || (spec.type == '\0' && whole && !spec.precision)) {
    return fmt::format(fmt::runtime(format), *whole);
  }
  const auto number = value_number(value);
  if (!number) refuse_value(field, value, "a number");
  if (spec.type == '%') return fmt::format(fmt::runtime(format), *number * 100) + '%';
  return fmt::format(fmt::runtime(format), *number);
}

Number number_of(const TemplateField& field, const std::string& value) {
  const std::string text = written(field, value);
  const std::size_t start = text.find_first_of("+- ") == 0 ? 1 : 0;
  const char* digits = field.spec.type == 'x'   ? "0123456789abcdef"
                       : field.spec.type == 'X' ? "0123456789ABCDEF"
                                                : "0123456789";
  const std::size_t end = std::min(text.find_first_not_of(digits, start), text.size());
  return {text.substr(0, start), text.substr(start, end - start), text.substr(end)};
}

std::string grouped(std::string digits, char separator, std::size_t group) {
  for (std::size_t at = digits.size(); at > group;) digits.insert(at -= group, 1, separator);
  return digits;
}

/// Without its padding, except for zeros among separators: as in Python they are grouped too.
std::string bare_number(const TemplateField& field, const std::string& value) {
  const FieldSpec& spec = field.spec;
  Number number = number_of(field, value);
  if (spec.grouping != '\0' && !number.digits.empty()) {
    const std::size_t group = is_whole(spec.type) && spec.type != 'd' ? 4 : 3;
    const std::size_t others = number.sign.size() + number.rest.size();
    const bool zeros = spec.align == '=' ? spec.fill == "0" || (spec.zero && spec.fill == " ")
                                         : spec.align == '\0' && spec.zero;
    const std::size_t width = zeros ? static_cast<std::size_t>(spec.width) : 0;
    std::string digits = std::move(number.digits);
    number.digits = grouped(digits, spec.grouping, group);
    while (number.digits.size() + others < width) {
      digits.insert(0, 1, '0');
      number.digits = grouped(digits, spec.grouping, group);
    }
  }
  return number.sign + number.digits + number.rest;
}

/// Bytes of the UTF-8 character that begins with `first`.
std::size_t character_bytes(char first) {
  const auto byte = static_cast<unsigned char>(first);
  return byte < 0xC0 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
}

std::size_t characters(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t at = 0; at < text.size(); at += character_bytes(text[at])) ++count;
  return count;
}

std::string pad(const std::string& text, const FieldSpec& spec, char align) {
  const std::size_t width = static_cast<std::size_t>(spec.width);
  const std::size_t there = characters(text);
  if (there >= width) return text;
  const std::size_t missing = width - there;
  const std::size_t before = align == '<' ? 0 : align == '^' ? missing / 2 : missing;
  const std::string fill = spec.zero && spec.fill == " " ? "0" : spec.fill;
  // '=' pads between the sign and the digits.
  const bool is_signed = align == '=' && text.find_first_of("+- ") == 0;
  std::string padded = is_signed ? text.substr(0, 1) : "";
  for (std::size_t i = 0; i < before; ++i) padded += fill;
  padded += is_signed ? text.substr(1) : text;
  for (std::size_t i = before; i < missing; ++i) padded += fill;
  return padded;
}

std::string format_field(const TemplateField& field, const std::string& value) {
  const FieldSpec& spec = field.spec;
  const bool numeric = value_number(value).has_value();
  const bool asks = spec.sign != '-' || spec.zero || spec.align == '=' || spec.grouping != '\0';
  const bool typed = spec.type != '\0' && spec.type != 's';
  if (typed || asks || (numeric && spec.precision && spec.type == '\0')) {
    const char align = spec.align != '\0' ? spec.align : spec.zero ? '=' : '>';
    return pad(bare_number(field, value), spec, align);
  }
  std::string text = value;
  if (spec.precision) {
    std::size_t end = 0;
    for (int i = 0; i < *spec.precision && end < text.size(); ++i)
      end += character_bytes(text[end]);
    text.resize(std::min(end, text.size()));
  }
  const char natural = numeric && spec.type == '\0' ? '>' : '<';
  return pad(text, spec, spec.align != '\0' ? spec.align : natural);
}

[[noreturn]] void refuse_field(std::string_view text, const std::string& field,
                               const std::map<std::string, std::string>& fields) {
  std::vector<std::string> known;
  for (const auto& [name, value] : fields) known.push_back("{" + name + "}");
  base::fail("'{}' uses the field {{{}}}, which there is not; fields: {}", text, field,
             known.empty() ? "none" : fmt::format("{}", fmt::join(known, ", ")));
}

}  // namespace

std::string expand(std::string_view text, const std::map<std::string, std::string>& fields) {
  std::vector<expr::TemplatePiece> pieces;
  try {
    pieces = pieces_of(text);
  } catch (const expr::SyntaxError& error) {
    base::fail("'{}', at character {}: {}", text, error.offset + 1, error.message);
  }
  std::string expanded;
  for (const expr::TemplatePiece& piece : pieces) {
    if (const auto* literal = std::get_if<std::string>(&piece)) {
      expanded += *literal;
      continue;
    }
    const TemplateField& field = std::get<TemplateField>(piece);
    const auto value = fields.find(field.name);
    if (value == fields.end()) refuse_field(text, field.name, fields);
    expanded += format_field(field, value->second);
  }
  return expanded;
}

std::vector<std::string> fields_of(std::string_view text) {
  std::vector<std::string> names;
  for (const expr::TemplatePiece& piece : pieces_of(text)) {
    const auto* field = std::get_if<TemplateField>(&piece);
    if (field == nullptr) continue;
    if (std::find(names.begin(), names.end(), field->name) == names.end()) {
      names.push_back(field->name);
    }
  }
  return names;
}

}  // namespace rankplot::plan
