#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/expr/path.hpp"

namespace rankplot::expr {

/// How a field is written: the part of Python's format specifications that titles, labels and file
/// names need.
struct FieldSpec {
  std::string fill = " ";        ///< one character of UTF-8
  char align = '\0';             ///< '<', '>', '^', '='; '\0': as the type has it
  char sign = '-';               ///< '-', '+', ' '
  bool zero = false;             ///< padded with zeros behind the sign
  int width = 0;                 ///< at most 64
  std::optional<int> precision;  ///< at most 64
  char type = '\0';              ///< d f e g s x; '\0': as it is
};

struct TemplateField {
  std::string name;
  FieldSpec spec;
  std::size_t offset = 0;  ///< of its brace in the text
};

/// Text as it stands, or a field.
using TemplatePiece = std::variant<std::string, TemplateField>;

/// `{name}` and `{name:spec}`, `{{` and `}}` as in Python; the spec as [[fill]align][sign][0]
/// [width][.precision][type]. Throws SyntaxError on unbalanced braces, names that are not
/// identifiers, specifications that are not of this form, and fields of later versions.
std::vector<TemplatePiece> parse_template(std::string_view text);

}  // namespace rankplot::expr
