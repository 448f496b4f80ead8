#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/expr/path.hpp"

namespace rankplot::expr {

inline constexpr std::string_view kFieldTypes = "bdeEfFgGosxX%";

/// How a field is written: the part of Python's format specifications that titles, labels and file
/// names need.
struct FieldSpec {
  std::string fill = " ";        ///< one character of UTF-8
  char align = '\0';             ///< '<', '>', '^', '='; '\0': as the type has it
  char sign = '-';               ///< '-', '+', ' '
  bool zero = false;             ///< padded with zeros behind the sign
  int width = 0;                 ///< at most 64
  char grouping = '\0';          ///< ',' or '_' between thousands (of x, '_' between fours)
  std::optional<int> precision;  ///< at most 64
  char type = '\0';              ///< one of kFieldTypes; '\0': as it is
};

struct TemplateField {
  std::string name;  ///< an identifier, or "attr." and the name of an attribute
  FieldSpec spec;
  std::size_t offset = 0;  ///< of its brace in the text
};

/// Text as it stands, or a field.
using TemplatePiece = std::variant<std::string, TemplateField>;

/// `{name}` and `{name:spec}`, `{{` and `}}` as in Python; the spec as [[fill]align][sign][0]
/// [width][grouping][.precision][type]. A name is an identifier or `attr.NAME`, where NAME is an
/// attribute's: any text without braces and colons. Throws SyntaxError on unbalanced braces, other
/// names, specifications that are not of this form, and parts that do not go together.
enum class FieldNames { Some, None };
/// With FieldNames::None fields have no name: `{}` and `{:spec}`.
std::vector<TemplatePiece> parse_template(std::string_view text,
                                          FieldNames names = FieldNames::Some);

}  // namespace rankplot::expr
