#include "core/job/defaults.hpp"

#include <set>

#include <fmt/format.h>

#include "core/job/blocks.hpp"
#include "core/job/check_value.hpp"
#include "core/job/words.hpp"

namespace rankplot::job {

namespace {

class DefaultsReader {
 public:
  DefaultsReader(const Vocabulary& vocabulary, Problems& problems)
      : vocabulary_(vocabulary), problems_(problems) {}

  Defaults read(const toml::table& table) {
    check_keys(table, names_of(defaults_block()), defaults_block().later, "in [defaults]",
               problems_);
    Defaults defaults;
    defaults.figure = child(table, "figure", "[defaults.figure]");
    defaults.axes = child(table, "axes", "[defaults.axes]");
    defaults.layer = child(table, "layer", "[defaults.layer]");
    if (defaults.figure != nullptr) check_figure(*defaults.figure);
    if (defaults.axes != nullptr) {
      check_keys(*defaults.axes, axes_keys(), {}, "in [defaults.axes]", problems_);
    }
    if (defaults.layer != nullptr) read_layers(defaults);
    return defaults;
  }

  const toml::table* table_of(const toml::node* node, const std::string& name) {
    if (node == nullptr || node->is_table()) return node == nullptr ? nullptr : node->as_table();
    problems_.add(*node, fmt::format("{} is a table, not {}", name, kind_of(*node)));
    return nullptr;
  }

 private:
  const toml::table* child(const toml::table& table, const char* key, const std::string& name) {
    return table_of(table.get(key), name);
  }

  void check_figure(const toml::table& table) {
    std::vector<std::string> keys = names_of(figure_block());
    std::erase_if(keys, [](auto& name) { return name == "name" || name == "layer"; });
    check_keys(table, keys, figure_block().later, "in [defaults.figure]", problems_);
  }

  void read_layers(Defaults& defaults) {
    std::set<std::string> names;
    for (const Entry& kind : vocabulary_.layers) {
      for (const Option& option : kind.options) names.insert(option.name);
      const toml::node* node = defaults.layer->get(kind.name);
      if (node == nullptr || !node->is_table()) continue;  // an option may be called as a kind is
      names.insert(kind.name);
      defaults.layers[kind.name] = node->as_table();
      check_kind(kind, *node->as_table());
    }
    refuse_unknown_kinds(*defaults.layer);
    check_keys(*defaults.layer, with_tables({names.begin(), names.end()}, *defaults.layer),
               layer_block().later, "in [defaults.layer]", problems_);
  }

  void check_kind(const Entry& kind, const toml::table& table) {
    std::vector<std::string> names;
    for (const Option& option : kind.options) names.push_back(option.name);
    check_keys(table, names, layer_block().later, fmt::format("in [defaults.layer.{}]", kind.name),
               problems_);
  }

  /// A table that is no kind's: the word is compared with the kinds, not with the options.
  void refuse_unknown_kinds(const toml::table& layer) {
    std::vector<std::string> kinds;
    for (const Entry& kind : vocabulary_.layers) kinds.push_back(kind.name);
    for (const auto& [key, value] : layer) {
      const std::string name(key.str());
      if (!value.is_table() || contains(kinds, name)) continue;
      problems_.add(key.source(), contains(later_kinds(), name)
                                      ? fmt::format("layer kind '{}' in [defaults.layer.{}] is not "
                                                    "in this version",
                                                    name, name)
                                      : fmt::format("layer kind '{}' in [defaults.layer.{}] {}",
                                                    name, name, not_known(name, kinds)));
    }
  }

  static std::vector<std::string> with_tables(std::vector<std::string> names,
                                              const toml::table& layer) {
    for (const auto& [key, value] : layer) {
      if (value.is_table()) names.emplace_back(key.str());
    }
    return names;
  }

  const Vocabulary& vocabulary_;
  Problems& problems_;
};

}  // namespace

Defaults read_defaults(const toml::node* node, const Vocabulary& vocabulary, Problems& problems) {
  DefaultsReader reader(vocabulary, problems);
  const toml::table* table = reader.table_of(node, "[defaults]");
  return table == nullptr ? Defaults{} : reader.read(*table);
}

}  // namespace rankplot::job
