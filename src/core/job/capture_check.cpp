#include <fmt/format.h>

#include "core/expr/template.hpp"
#include "core/job/figure_parser.hpp"
#include "core/job/parse.hpp"
#include "core/job/words.hpp"

namespace rankplot::job {

namespace {

const std::vector<std::string> kFields{"index", "file", "dataset", "time"};

void add_distinct(std::vector<std::string>& names, const std::vector<std::string>& more) {
  for (const std::string& name : more) {
    if (!contains(names, name)) names.push_back(name);
  }
}

}  // namespace

CaptureCheck::Within::Within(CaptureCheck& check, const std::vector<std::string>& captures)
    : check_(check), outside_(check.scope_.size()) {
  check_.scope_.insert(check_.scope_.end(), captures.begin(), captures.end());
  check_.many_.insert(captures.begin(), captures.end());
}

CaptureCheck::Within::~Within() { check_.scope_.resize(outside_); }

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

void CaptureCheck::reads(const expr::Path& path, const toml::node& node) {
  draws_from(path, &node);
  for (std::string& name : needed_by(path)) {
    path_uses_.push_back({&node, 0, std::move(name), false, false, scope_});
  }
}

void CaptureCheck::names_capture(const toml::node& node, std::size_t offset,
                                 const std::string& name) {
  uses_.push_back({&node, offset, name, false, true, {}});
}

void CaptureCheck::uses_capture(const toml::node& node, std::size_t offset,
                                const std::string& name) {
  add_use(node, offset, name, false);
}

void CaptureCheck::add_use(const toml::node& node, std::size_t offset, const std::string& name,
                           bool is_field) {
  uses_.push_back({&node, offset, name, is_field, false, scope_});
}

std::vector<std::string> CaptureCheck::needed_by(const expr::Path& path) const {
  std::vector<std::string> names = expr::captures_of(path);
  if (!path.object.starts_with('/')) add_distinct(names, expr::captures_of(data_));
  const std::string& of = path.input.empty() ? data_.input : path.input;
  for (const Input& input : context_.inputs) {
    expr::Path pattern;
    pattern.object = input.pattern;
    if (input.name == of) add_distinct(names, expr::captures_of(pattern));
  }
  return names;
}

std::vector<std::string> CaptureCheck::needed_by(const expr::Expression& expression) const {
  std::vector<std::string> names = expression.captures();
  for (const expr::Path& path : expression.paths()) add_distinct(names, needed_by(path));
  return names;
}

void CaptureCheck::uses_key(const toml::source_region& where, const std::string& name) {
  keys_.emplace_back(where, name);
}

void CaptureCheck::uses_template(const toml::node& string) {
  const std::string& text = string.as_string()->get();
  try {
    for (const expr::TemplatePiece& piece : expr::parse_template(text)) {
      if (const auto* field = std::get_if<expr::TemplateField>(&piece)) {
        add_use(string, field->offset, field->name, true);
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

void CaptureCheck::check_scope(const Use& use) const {
  if (use.any_value || !many_.contains(use.name) || contains(use.scope, use.name)) return;
  context_.problems.add_within(
      *use.node, use.offset,
      fmt::format("{{{0}}} has many values in one picture, since something in it is drawn over "
                  "{0} or gathered along it, and there is none for this; right would be over = "
                  "\"{0}\" in this layer, or gather(..., {0})",
                  use.name));
}

void CaptureCheck::finish() {
  if (context_.inputs.empty()) leave_open();
  for (const Use& use : uses_) {
    if (is_mistaken(use.name, use.is_field)) {
      context_.problems.add_within(*use.node, use.offset, refusal(use.name, use.is_field));
    } else {
      check_scope(use);
    }
  }
  for (const Use& use : path_uses_) check_scope(use);
  for (const auto& [where, name] : keys_) {
    if (is_mistaken(name, false)) context_.problems.add(where, refusal(name, false));
  }
}

}  // namespace rankplot::job
