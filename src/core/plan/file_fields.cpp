#include "core/plan/file_fields.hpp"

#include <algorithm>

#include "core/base/error.hpp"
#include "core/plan/template.hpp"
#include "core/plan/texts.hpp"

namespace rankplot::plan {
namespace {

constexpr std::string_view kTime = "time";
constexpr std::string_view kAttribute = "attr.";

void add(FileFields& fields, const std::string& text) {
  if (!has_fields(text)) return;
  try {
    for (const std::string& field : fields_of(text)) {
      if (field == kTime) fields.time = true;
      if (is_attribute(field)) {
        fields.add({{field.substr(kAttribute.size())}, false});
      }
    }
  } catch (const expr::SyntaxError&) {
    return;
  }
}

std::string names_of(const Attributes& attributes) {
  std::vector<std::string_view> names;
  for (const auto& [name, attribute] : attributes) names.push_back(name);
  return names.empty() ? "none" : fmt::format("{}", fmt::join(names, ", "));
}

}  // namespace

void FileFields::add(const FileFields& more) {
  time = time || more.time;
  for (const std::string& name : more.attributes) {
    if (std::find(attributes.begin(), attributes.end(), name) == attributes.end()) {
      attributes.push_back(name);
    }
  }
}

bool is_attribute(std::string_view field) { return field.starts_with(kAttribute); }

FileFields file_fields_of(const job::Figure& figure) {
  FileFields fields;
  for (const std::string& save : figure.save) add(fields, save);
  visit_templates(figure, [&](std::string_view, const std::string& text) { add(fields, text); });
  return fields;
}

std::map<std::string, std::string> file_fields(const FileFields& wanted, const Captures& captures,
                                               std::string_view file, const DatasetInfo& dataset) {
  std::map<std::string, std::string> values;
  for (const std::string& name : wanted.attributes) {
    const auto found = dataset.attributes.find(name);
    if (found == dataset.attributes.end()) {
      base::fail(
          "{}: the field {{attr.{}}}: neither '{}' nor a group around it has a text or a few "
          "numbers as attribute '{}'; known of it: {}",
          file, name, dataset.object, name, names_of(dataset.attributes));
    }
    values.emplace(fmt::format("{}{}", kAttribute, name), found->second.text);
  }
  if (wanted.time && !captures.contains(std::string(kTime))) {
    if (dataset.time.empty()) {
      base::fail(
          "{}: the field {{time}}: neither '{}' nor a group around it has an attribute or a "
          "dataset of one number called time, Time or t",
          file, dataset.object);
    }
    values.emplace(kTime, dataset.time);
  }
  return values;
}

}  // namespace rankplot::plan
