#include "core/job/styles.hpp"

#include <fmt/format.h>

#include "core/job/figure_parser.hpp"
#include "core/job/words.hpp"

namespace rankplot::job {

namespace {

/// Those that there always are. The cycle of paper is M. Okabe's and K. Ito's, that of dark
/// matplotlib's of its dark_background.
constexpr const char* kKnown = R"toml(
[default]
[dark]
background = "#121212"
foreground = "#e8e8e8"
grid_color = "#4a4a4a"
cycle = ["#8dd3c7", "#feffb3", "#bfbbd9", "#fa8174", "#81b1d2", "#fdb462", "#b3de69", "#bc82bd", "#ccebc4", "#ffed6f"]
[paper]
figsize = [3.4, 2.55]
dpi = 300
font = "serif"
font_size = 8
linewidth = 1.0
markersize = 4.0
cycle = "okabe-ito"
[paper-wide]
figsize = [7.0, 3.5]
dpi = 300
font = "serif"
font_size = 8
linewidth = 1.0
markersize = 4.0
cycle = "okabe-ito"
[poster]
figsize = [12.0, 9.0]
font_size = 24
linewidth = 3.5
markersize = 12.0
)toml";

const std::map<std::string, std::vector<std::string>>& cycles() {
  static const std::map<std::string, std::vector<std::string>> known{
      {"tab10", {}},
      {"okabe-ito",
       {"#0072b2", "#e69f00", "#009e73", "#d55e00", "#cc79a7", "#56b4e9", "#f0e442", "#000000"}},
      {"petroff10",
       {"#3f90da", "#ffa90e", "#bd1f01", "#94a4a2", "#832db6", "#a96b59", "#e76300", "#b9ac70",
        "#717581", "#92dadd"}},
      {"gray", {"#000000", "#606060", "#9a9a9a", "#c8c8c8"}}};
  return known;
}

std::vector<std::string> cycle_names() {
  std::vector<std::string> names;
  for (const auto& [name, colors] : cycles()) names.push_back(name);
  return names;
}

Option key(const char* name, OptionType type, const char* summary, std::optional<Value> fallback) {
  return {name, summary, type, std::move(fallback), {}, {}, {}};
}

std::vector<Option> style_keys() {
  using enum OptionType;
  std::vector<Option> keys{
      key("base", Text, "the style that it says over", "default"),
      key("font_size", Number, "of labels in points; axes, legend and titles go with it", 10.0),
      key("font", Text,
          "of all texts: sans, serif, a family of the machine's fonts, or a font file", "sans"),
      key("background", Color, "of the picture", "#ffffff"),
      key("foreground", Color, "of axes and texts", "#000000"),
      key("grid_color", Color, "of lines at ticks", "#b0b0b0"),
      key("cycle", Texts,
          "colours of layers without one: their names, or tab10, okabe-ito, petroff10, gray",
          std::vector<std::string>{"tab10"})};
  keys[1].least = 2;
  keys[1].most = 100;
  return keys;
}

void check_cycle(const toml::table& table, const std::vector<std::string>& cycle,
                 const Vocabulary& vocabulary, Problems& problems) {
  if (cycle.size() == 1 && cycles().contains(cycle[0])) return;
  for (const std::string& color : cycle)
    if (!is_color(color, vocabulary) || color[0] == 'C')
      problems.add(
          *table.get("cycle"),
          fmt::format("cycle '{}' is no colour; a cycle is a list of colours, or one of {}", color,
                      joined(cycle_names())));
  if (cycle.empty()) problems.add(*table.get("cycle"), "'cycle' has no colours");
}

}  // namespace

const Block& style_block() {
  static const Block block{"[style.NAME]",
                           "how figures with style = \"NAME\" look",
                           style_keys(),
                           {{"figsize", "of figures that say none", false},
                            {"dpi", "of figures that say none", false},
                            {"linewidth", "of layers that say none", false},
                            {"markersize", "of layers that say none", false}},
                           {}};
  return block;
}

Styles::Styles(const toml::node* node, const Vocabulary& vocabulary, Problems& problems) {
  static const toml::table known = toml::parse(kKnown);
  for (const auto& [name, table] : known)
    tables_.emplace(std::string(name.str()), *table.as_table());
  if (node == nullptr) return;
  const toml::table* own = node->as_table();
  if (own == nullptr) {
    problems.add(*node, "a style is written [style.NAME]; a figure names it: style = \"NAME\"");
    return;
  }
  for (const auto& [name, table] : *own) add(std::string(name.str()), table, vocabulary, problems);
}

void Styles::add(const std::string& name, const toml::node& node, const Vocabulary& vocabulary,
                 Problems& problems) {
  const toml::table* table = node.as_table();
  if (table == nullptr) {
    problems.add(node, fmt::format("a style is a table, [style.{}], not {}", name, kind_of(node)));
    return;
  }
  check_keys(*table, names_of(style_block()), {}, fmt::format("in [style.{}]", name), problems);
  style_of(*table, vocabulary, problems);
  std::string base = "default";
  if (const auto* text = table->get("base") ? table->get("base")->as_string() : nullptr) {
    base = text->get();
    if (find(base) == nullptr)
      problems.add(*table->get("base"),
                   fmt::format("style '{}' {}", base, not_known(base, names())));
  }
  toml::table merged = find(base) == nullptr ? toml::table{} : *find(base);
  for (const auto& [key, value] : *table) merged.insert_or_assign(key, value);
  tables_[name] = std::move(merged);
}

const toml::table* Styles::find(const std::string& name) const {
  const auto place = tables_.find(name);
  return place == tables_.end() ? nullptr : &place->second;
}

std::vector<std::string> Styles::names() const {
  std::vector<std::string> names;
  for (const auto& [name, table] : tables_) names.push_back(name);
  return names;
}

Style style_of(const toml::table& table, const Vocabulary& vocabulary, Problems& problems) {
  const auto values = check_options(style_block().keys, Keys{&table, {}}, vocabulary, problems);
  Style style;
  style.font_pt = value_or(values, "font_size", style.font_pt);
  const auto font = value_or(values, "font", std::string("sans"));
  if (font.empty())
    problems.add(*table.get("font"), "'font' is empty: sans, serif, a family, or a font file");
  style.serif = font == "serif";
  if (font != "serif" && font != "sans") style.font = font;
  style.background = value_or(values, "background", style.background);
  style.foreground = value_or(values, "foreground", style.foreground);
  style.grid = value_or(values, "grid_color", style.grid);
  const auto cycle = value_or(values, "cycle", std::vector<std::string>{"tab10"});
  if (table.contains("cycle")) check_cycle(table, cycle, vocabulary, problems);
  style.cycle = cycle.size() == 1 && cycles().contains(cycle[0]) ? cycles().at(cycle[0]) : cycle;
  return style;
}

}  // namespace rankplot::job
