#include <fmt/format.h>

#include "core/expr/template.hpp"
#include "core/job/figure_parser.hpp"
#include "core/job/parse.hpp"
#include "core/job/words.hpp"

namespace rankplot::job {

namespace {

const std::vector<std::string> kFields{"index", "file", "dataset", "time"};

}  // namespace

void CaptureCheck::add_input(const std::string& name) {
  if (!inputs_.insert(name).second) return;
  for (const Input& input : context_.inputs) {
    if (input.name != name) continue;
    if (input.pattern.empty()) leave_open();  // noted where it stands
    expr::Path pattern;
    pattern.object = input.pattern;
    for (std::string& capture : expr::captures_of(pattern)) captures_.insert(std::move(capture));
  }
}

void CaptureCheck::draws_from(const expr::Path& path, const toml::node* node) {
  for (const std::string& name : expr::captures_of(path)) captures_.insert(name);
  if (path.input.empty()) return;
  std::vector<std::string> names;
  for (const Input& input : context_.inputs) names.push_back(input.name);
  if (contains(names, path.input)) return add_input(path.input);
  leave_open();
  if (node != nullptr && !names.empty()) {
    const auto* text = node->as_string();
    const std::size_t offset = text == nullptr ? 0 : text->get().find(path.input + ':');
    const bool unnamed = names.size() == 1 && names[0].empty();
    context_.problems.add_within(
        *node, offset == std::string::npos ? 0 : offset,
        fmt::format("input '{}' {}", path.input,
                    unnamed ? "is not known: the job's one input has no name; write the path "
                              "alone, or give names under [input]"
                            : not_known(path.input, names)));
  }
}

void CaptureCheck::uses_capture(const toml::node& node, std::size_t offset,
                                const std::string& name) {
  uses_.push_back({&node, offset, name, false});
}

void CaptureCheck::uses_key(const toml::source_region& where, const std::string& name) {
  keys_.emplace_back(where, name);
}

void CaptureCheck::uses_template(const toml::node& string) {
  const std::string& text = string.as_string()->get();
  try {
    for (const expr::TemplatePiece& piece : expr::parse_template(text)) {
      if (const auto* field = std::get_if<expr::TemplateField>(&piece)) {
        uses_.push_back({&string, field->offset, field->name, true});
      }
    }
  } catch (const expr::SyntaxError& error) {
    context_.problems.add_within(string, error.offset, error.message);
  }
}

std::vector<std::string> CaptureCheck::known(bool is_field) const {
  std::vector<std::string> names(captures_.begin(), captures_.end());
  if (is_field) names.insert(names.end(), kFields.begin(), kFields.end());
  return names;
}

bool CaptureCheck::is_mistaken(const std::string& name, bool is_field) const {
  if (is_field && name.starts_with("attr.")) return false;  // the files know
  const std::vector<std::string> names = known(is_field);
  return !contains(names, name) && (!open_ || !nearest(name, names).empty());
}

std::string CaptureCheck::refusal(const std::string& name, bool is_field) const {
  const std::vector<std::string> names = known(is_field);
  if (names.empty()) {
    return fmt::format(
        "capture {{{}}} is not known: no input and no path of this figure has "
        "captures",
        name);
  }
  return fmt::format("{} {{{}}} {}", is_field ? "field" : "capture", name, not_known(name, names));
}

void CaptureCheck::finish() {
  if (context_.inputs.empty()) leave_open();
  for (const Use& use : uses_) {
    if (!is_mistaken(use.name, use.is_field)) continue;
    context_.problems.add_within(*use.node, use.offset, refusal(use.name, use.is_field));
  }
  for (const auto& [where, name] : keys_) {
    if (is_mistaken(name, false)) context_.problems.add(where, refusal(name, false));
  }
}

}  // namespace rankplot::job
