#include "core/plan/texts.hpp"

#include <algorithm>

#include "core/base/error.hpp"
#include "core/job/parse.hpp"
#include "core/plan/figure_paths.hpp"
#include "core/plan/file_fields.hpp"
#include "core/plan/template.hpp"

namespace rankplot::plan {
namespace {

std::string_view after_last(std::string_view text, char separator) {
  const std::size_t at = text.rfind(separator);
  return at == std::string_view::npos ? text : text.substr(at + 1);
}

std::string_view stem(std::string_view file) {
  const std::string_view name = after_last(file, '/');
  const std::size_t dot = name.rfind('.');
  return dot == std::string_view::npos || dot == 0 ? name : name.substr(0, dot);
}

[[noreturn]] void refuse_field(const std::string& where, std::string_view text,
                               const std::string& field, const std::vector<std::string>& known) {
  const std::string near = job::nearest(field, known);
  base::fail("{} '{}': no case has the field {{{}}}{}; fields: {}", where, text, field,
             near.empty() ? "" : fmt::format("; did you mean {{{}}}?", near),
             fmt::join(known, ", "));
}

void check_template(const std::string& where, const std::string& text,
                    const std::vector<std::string>& known) {
  if (!has_fields(text)) return;
  // A figure that draws from a file may ask it for more.
  const bool from_file = std::find(known.begin(), known.end(), "time") != known.end();
  try {
    for (const std::string& field : fields_of(text)) {
      const bool answered = from_file && is_attribute(field);
      if (!answered && std::find(known.begin(), known.end(), field) == known.end()) {
        refuse_field(where, text, field, known);
      }
    }
  } catch (const expr::SyntaxError& error) {
    base::fail("{} '{}', at character {}: {}", where, text, error.offset + 1, error.message);
  }
}

}  // namespace

std::map<std::string, std::string> fields_of_picture(const Captures& captures,
                                                     const Picture& picture, std::string_view file,
                                                     std::string_view object) {
  std::map<std::string, std::string> fields = captures;
  fields.emplace("index", std::to_string(picture.index));
  fields.insert(picture.fields.begin(), picture.fields.end());
  if (file.empty()) return fields;
  fields.emplace("file", stem(file));
  fields.emplace("dataset", after_last(object, '/'));
  return fields;
}

std::string save_path(const std::string& output, const std::string& expanded) {
  const auto refuse = [&](const char* why) {
    base::fail("the save path '{}' {}; it is relative to the output folder '{}'", expanded, why,
               output);
  };
  if (expanded.starts_with('/')) refuse("is absolute");
  if (expanded.empty() || expanded.ends_with('/')) refuse("names no file");
  if (expanded.find('\0') != std::string::npos) refuse("holds a zero byte");
  std::string path = output;
  while (path.size() > 1 && path.ends_with('/')) path.pop_back();
  std::size_t at = 0;
  while (at < expanded.size()) {
    const std::size_t end = std::min(expanded.find('/', at), expanded.size());
    const std::string_view part = std::string_view(expanded).substr(at, end - at);
    if (part == "..") refuse("would leave the output folder by '..'");
    if (part == "." && end == expanded.size()) refuse("names no file");
    if (!part.empty() && part != ".") {
      if (!path.empty() && !path.ends_with('/')) path += '/';
      path += part;
    }
    at = end + 1;
  }
  return path;
}

std::string role_text(const std::string& path, const std::string& object) {
  for (const std::string& text : {path, fmt::format("`{}`", path)}) {
    try {
      const auto expression = expr::Expression::parse(text);
      if (expression.is_path() && expression.paths().front().object == object) return text;
    } catch (const expr::SyntaxError&) {
      continue;
    }
  }
  return "";
}

TextCheck::TextCheck(const job::Job& job, const job::Figure& figure)
    : figure_(figure), title_(figure_title(job, figure)) {}

void TextCheck::own(const std::vector<std::string>& fields,
                    const std::vector<std::string>& panel_fields) const {
  for (const std::string& save : figure_.save) check_template(title_ + ": save", save, fields);
  check_template(title_ + ": title", figure_.title, fields);
  const auto check = [&](std::string_view what, const std::string& text) {
    check_template(fmt::format("{}: {}", title_, what), text, panel_fields);
  };
  check("xlabel", figure_.x.label);
  check("x2label", figure_.x2.label);
  check("y2label", figure_.y2.label);
  check("legend_title", figure_.legend_title);
  check("ylabel", figure_.y.label);
  check("zlabel", figure_.scene.z_label);
  for (const job::Panel& panel : figure_.panels) visit_axes(panel, check);
}

void TextCheck::layer(std::size_t index, const std::vector<std::string>& fields) const {
  visit_layer(figure_.layers[index], [&](std::string_view what, const std::string& text) {
    check_template(fmt::format("{}: {}", title_, what), text, fields);
  });
}

}  // namespace rankplot::plan
