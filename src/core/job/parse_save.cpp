#include <algorithm>

#include <fmt/format.h>

#include "core/job/figure_parser.hpp"
#include "core/job/words.hpp"

namespace rankplot::job {

namespace {

/// Behind the last dot of the file's name; empty where there is none.
std::string suffix_of(const std::string& name) {
  const std::size_t dot = name.rfind('.');
  const bool in_name = dot != name.npos && name.find_first_of("/}", dot) == name.npos;
  return in_name ? name.substr(dot + 1) : "";
}

bool leaves_output(const std::string& name) {
  return name.starts_with('/') || ('/' + name + '/').find("/../") != std::string::npos;
}

std::vector<std::string> known_suffixes(const Vocabulary& vocabulary) {
  std::vector<std::string> suffixes;
  for (const Entry& format : vocabulary.formats) {
    suffixes.insert(suffixes.end(), format.suffixes.begin(), format.suffixes.end());
  }
  return suffixes;
}

void check_suffix(const toml::node& node, const std::string& name, const Context& context) {
  const std::string suffix = suffix_of(name);
  const std::vector<std::string> known = known_suffixes(context.vocabulary);
  if (contains(known, suffix)) return;
  if (suffix.empty()) {
    context.problems.add(node, fmt::format("'{}' has no suffix that names a format; known: {}",
                                           name, joined(known)));
  } else if (contains(movie_suffixes(), suffix)) {
    context.problems.add(
        node, fmt::format("a picture is not saved as '{0}'; a [[movie]] with figure and save = "
                          "\"NAME.{0}\" shows all of them; known here: {1}",
                          suffix, joined(known)));
  } else {
    context.problems.add(node, fmt::format("format '{}' {}", suffix, not_known(suffix, known)));
  }
}

}  // namespace

void check_save(const toml::node& node, const Context& context, CaptureCheck& captures) {
  std::vector<const toml::node*> nodes{&node};
  if (const auto* list = node.as_array()) {
    nodes.clear();
    for (const toml::node& item : *list) nodes.push_back(&item);
    if (nodes.empty()) context.problems.add(node, "'save' names no file");
  }
  std::vector<std::string> seen;
  for (const toml::node* item : nodes) {
    if (!item->is_string()) continue;  // noted by its type
    const std::string& name = item->as_string()->get();
    if (contains(seen, name)) {
      context.problems.add(*item, fmt::format("'{}' stands twice in 'save'", name));
    }
    seen.push_back(name);
    captures.uses_template(*item);
    check_suffix(*item, name, context);
    if (leaves_output(name)) {
      context.problems.add(*item,
                           fmt::format("'{}' lies outside 'output'; write a path below it", name));
    }
  }
}

}  // namespace rankplot::job
