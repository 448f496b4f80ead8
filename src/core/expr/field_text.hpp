#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/expr/template.hpp"

/// Values of fields as text, formatted as Python does.
namespace rankplot::expr {

/// The number that a text is; absent for words, "nan" and "inf" among them.
std::optional<double> value_number(std::string_view value);

/// Throws SyntaxError where parts of the field's specification do not go together.
void check_field(const TemplateField& field);

/// The value as the field's specification asks. Throws base::Error where it asks for a number and
/// the value is none.
std::string format_field(const TemplateField& field, const std::string& value);

/// How a number is written: a text around one field without a name, "{:.1f} km".
class NumberFormat {
 public:
  /// Throws SyntaxError for other fields, none, or types that are not for any number.
  static NumberFormat parse(std::string_view text);

  /// Of a finite value.
  std::string operator()(double value) const;

 private:
  std::string before_, behind_;
  TemplateField field_;
};

}  // namespace rankplot::expr
