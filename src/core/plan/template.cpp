#include "core/plan/template.hpp"

#include <algorithm>

#include "core/base/error.hpp"
#include "core/expr/field_text.hpp"

namespace rankplot::plan {
namespace {

using expr::TemplateField;

std::vector<expr::TemplatePiece> pieces_of(std::string_view text) {
  std::vector<expr::TemplatePiece> pieces = expr::parse_template(text);
  for (const expr::TemplatePiece& piece : pieces) {
    if (const auto* field = std::get_if<TemplateField>(&piece)) expr::check_field(*field);
  }
  return pieces;
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
    expanded += expr::format_field(field, value->second);
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
