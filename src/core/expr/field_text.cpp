#include "core/expr/field_text.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>

#include "core/base/error.hpp"

namespace rankplot::expr {
namespace {

bool is_whole(char type) { return std::string_view("bdoxX").find(type) != std::string_view::npos; }

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

}  // namespace

std::optional<double> value_number(std::string_view value) {
  // from_chars also reads "inf", "nan" and their kin, which are words in a file name.
  const std::size_t first = value.starts_with('-') ? 1 : 0;
  if (first >= value.size()) return std::nullopt;
  if (value[first] != '.' && (value[first] < '0' || value[first] > '9')) return std::nullopt;
  double number = 0;
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
  if (error != std::errc() || end != value.data() + value.size()) return std::nullopt;
  return number;
}

void check_field(const TemplateField& field) {
  const FieldSpec& spec = field.spec;
  const char* wrong = nullptr;
  if (is_whole(spec.type) && spec.precision) wrong = "a precision";
  if (is_whole(spec.type) && spec.type != 'd' && spec.grouping == ',') wrong = "a ','";
  if (spec.type == 's' && spec.sign != '-') wrong = "a sign";
  if (spec.type == 's' && spec.grouping != '\0') wrong = "a grouping";
  if (spec.type == 's' && (spec.zero || spec.align == '=')) wrong = "padding behind a sign";
  if (wrong == nullptr) return;
  throw SyntaxError{
      fmt::format("{} does not go with the type '{}' of {{{}}}", wrong, spec.type, field.name),
      field.offset};
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

NumberFormat NumberFormat::parse(std::string_view text) {
  NumberFormat format;
  int fields = 0;
  for (TemplatePiece& piece : parse_template(text, FieldNames::None)) {
    const auto* field = std::get_if<TemplateField>(&piece);
    if (field == nullptr) {
      (fields == 0 ? format.before_ : format.behind_) += std::get<std::string>(piece);
      continue;
    }
    if (fields++ > 0) throw SyntaxError{"a second field; a number is written once", field->offset};
    check_field(*field);
    if (field->spec.type == 's' || is_whole(field->spec.type))
      throw SyntaxError{
          fmt::format("the type '{}' is not for numbers with decimals; right would be one of "
                      "e, f, g, %",
                      field->spec.type),
          field->offset};
    format.field_ = *field;
  }
  if (fields == 0) throw SyntaxError{"a field for the number is missing: {} or {:.1f}", 0};
  return format;
}

std::string NumberFormat::operator()(double value) const {
  return before_ + format_field(field_, fmt::format("{}", value == 0 ? 0.0 : value)) + behind_;
}

}  // namespace rankplot::expr
