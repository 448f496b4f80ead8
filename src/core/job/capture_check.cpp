#include <fmt/format.h>

#include "core/expr/template.hpp"
#include "core/job/figure_parser.hpp"
#include "core/job/words.hpp"

namespace rankplot::job {

namespace {

const std::vector<std::string> kFields{"index", "file", "dataset"};

}  // namespace

void CaptureCheck::add_input(const std::string& name) {
  if (!inputs_.insert(name).second) return;
  for (const Input& input : context_.inputs) {
    if (input.name != name) continue;
    expr::Path pattern;
    pattern.object = input.pattern;
    for (std::string& capture : expr::captures_of(pattern)) captures_.insert(std::move(capture));
  }
}

void CaptureCheck::draws_from(const expr::Path& path, const toml::node* node) {
  for (const std::string& name : expr::captures_of(path)) captures_.insert(name);
  if (path.input.empty()) return;
  std::vector<std::string> known;
  for (const Input& input : context_.inputs) known.push_back(input.name);
  if (contains(known, path.input)) {
    add_input(path.input);
  } else if (node != nullptr && !known.empty()) {
    const auto* text = node->as_string();
    const std::size_t offset = text == nullptr ? 0 : text->get().find(path.input + ':');
    const bool unnamed = known.size() == 1 && known[0].empty();
    context_.problems.add_within(
        *node, offset == std::string::npos ? 0 : offset,
        fmt::format("input '{}' {}", path.input,
                    unnamed ? "is not known: the job's one input has no name; write the path "
                              "alone, or give names under [input]"
                            : not_known(path.input, known)));
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

std::string CaptureCheck::refusal(const std::string& name, bool is_field) const {
  if (name == "time") return "{time} is not in this version";
  std::vector<std::string> known(captures_.begin(), captures_.end());
  if (is_field) known.insert(known.end(), kFields.begin(), kFields.end());
  if (known.empty()) {
    return fmt::format(
        "capture {{{}}} is not known: no input and no path of this figure has "
        "captures",
        name);
  }
  return fmt::format("{} {{{}}} {}", is_field ? "field" : "capture", name, not_known(name, known));
}

void CaptureCheck::finish() {
  if (context_.inputs.empty()) return;  // noted already; captures cannot be known
  for (const Use& use : uses_) {
    const bool known =
        captures_.contains(use.name) || (use.is_field && contains(kFields, use.name));
    if (!known) {
      context_.problems.add_within(*use.node, use.offset, refusal(use.name, use.is_field));
    }
  }
  for (const auto& [where, name] : keys_) {
    if (!captures_.contains(name)) context_.problems.add(where, refusal(name, false));
  }
}

}  // namespace rankplot::job
