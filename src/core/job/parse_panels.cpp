#include <algorithm>
#include <cmath>
#include <optional>
#include <set>

#include <fmt/format.h>

#include "core/job/figure_parser.hpp"
#include "core/job/words.hpp"

namespace rankplot::job {

namespace {

using Values = std::map<std::string, Value>;

Share share_of(const std::string& word) {
  if (word == "all") return Share::All;
  if (word == "row") return Share::Rows;
  return word == "col" ? Share::Columns : Share::None;
}

/// A whole number from `least` to kMostPanels.
bool is_count(double number, int least) {
  return number == std::floor(number) && number >= least && number <= kMostPanels;
}

class PanelsParser {
 public:
  PanelsParser(const Keys& keys, const Values& values, Figure& figure, const Context& context,
               CaptureCheck& captures)
      : keys_(keys), values_(values), figure_(figure), context_(context), captures_(captures) {}

  void run() {
    find_blocks();
    take_grid();
    if (!figure_.over.empty()) {
      stand_for_all();
    } else if (figure_.rows > 0 || !blocks_.empty()) {
      take_blocks();
    }
    take_shares();
    take_sizes("widths", figure_.columns, figure_.widths);
    take_sizes("heights", figure_.rows, figure_.heights);
    figure_.letters = value_or(values_, "letters", false);
    figure_.one_color_bar = value_or(values_, "colorbar", std::string("each")) == "shared";
    refuse_without_panels({"sharex", "sharey", "widths", "heights", "letters", "colorbar"});
    take_titles();
    place_layers();
    for (std::size_t i = 0; i < blocks_.size() && i < places_.size(); ++i) {
      add_layers(*blocks_[i], places_[i]);
    }
  }

 private:
  const toml::node* own(const char* key) const { return keys_.own->get(key); }

  void find_blocks() {
    const toml::node* node = own("panel");
    if (node == nullptr) return;
    const toml::array* list = node->as_array();
    if (list == nullptr) {
      context_.problems.add(*node, "a panel is written [[figure.panel]], in double brackets");
      return;
    }
    for (const toml::node& item : *list) {
      if (const auto* table = item.as_table()) {
        blocks_.push_back(table);
      } else {
        context_.problems.add(item, fmt::format("a panel is a table, not {}", kind_of(item)));
      }
    }
  }

  // --- where panels are

  void take_grid() {
    const toml::node* node = keys_.find("panels");
    if (node == nullptr || !values_.contains("panels")) return;
    const auto sides = value_or(values_, "panels", std::vector<double>());
    const bool right = sides.size() == 2 && is_count(sides[0], 1) && is_count(sides[1], 1) &&
                       sides[0] * sides[1] <= kMostPanels;
    if (right) {
      figure_.rows = static_cast<int>(sides[0]);
      figure_.columns = static_cast<int>(sides[1]);
    } else {
      context_.problems.add(*node, fmt::format("'panels' takes [rows, columns], whole numbers "
                                               "from 1 of {} panels at most",
                                               kMostPanels));
    }
  }

  void stand_for_all() {
    for (const toml::table* block : blocks_) {
      context_.problems.add(*block,
                            "a figure with 'over' has one panel for each value: what they "
                            "all draw is written as [[figure.layer]]");
    }
    blocks_.clear();
    const CaptureCheck::Within each_panel(captures_, figure_.over);
    captures_.uses_template(keys_.find("panel_title"));
    std::string title;
    for (const std::string& name : figure_.over) {
      title += fmt::format("{}{} = {{{}}}", title.empty() ? "" : ", ", name, name);
    }
    figure_.panels = {{figure_, value_or(values_, "panel_title", title)}};
  }

  void take_blocks() {
    if (figure_.rows == 0) set_grid_for(blocks_.size());
    figure_.panels.assign(
        static_cast<std::size_t>(figure_.rows) * static_cast<std::size_t>(figure_.columns),
        Panel{figure_, ""});
    std::set<std::size_t> taken;
    for (const toml::table* block : blocks_) {
      const std::optional<std::size_t> place = place_of(*block, taken);
      places_.push_back(place.value_or(0));
      Panel panel = panel_of(*block);
      if (!place) continue;
      take_places(*block, *place, panel, taken);
      figure_.panels[*place] = std::move(panel);
    }
  }

  void set_grid_for(std::size_t count) {
    if (count > static_cast<std::size_t>(kMostPanels)) {
      context_.problems.add(
          *blocks_.front(),
          fmt::format("{} panels in one figure; at most {} are drawn", count, kMostPanels));
    }
    const PanelGrid grid = grid_for(count);
    figure_.rows = grid.rows;
    figure_.columns = grid.columns;
  }

  std::optional<std::size_t> place_of(const toml::table& block,
                                      const std::set<std::size_t>& taken) {
    const toml::node* node = block.get("at");
    if (node != nullptr) {
      const std::optional<std::size_t> place = place_at(*node, "at");
      if (place && taken.contains(*place)) {
        context_.problems.add(*node, "two panels stand at this place");
      }
      return place;
    }
    for (std::size_t place = 0; place < figure_.panels.size(); ++place) {
      if (!taken.contains(place)) return place;
    }
    context_.problems.add(block, fmt::format("there is no place for this panel: panels = [{}, {}]",
                                             figure_.rows, figure_.columns));
    return std::nullopt;
  }

  /// [row, column] or a number, from 0.
  std::optional<std::size_t> place_at(const toml::node& node, const char* key) {
    const Option option{key, "", OptionType::Numbers, {}, {}, {}, {}};
    const auto value = check_value(option, node, context_.vocabulary, context_.problems);
    if (!value) return std::nullopt;
    const auto& numbers = std::get<std::vector<double>>(*value);
    const int rows = figure_.rows, columns = figure_.columns;
    if (numbers.size() == 1 && is_count(numbers[0], 0) && numbers[0] < rows * columns) {
      return static_cast<std::size_t>(numbers[0]);
    }
    if (numbers.size() == 2 && is_count(numbers[0], 0) && numbers[0] < rows &&
        is_count(numbers[1], 0) && numbers[1] < columns) {
      return static_cast<std::size_t>(numbers[0] * columns + numbers[1]);
    }
    context_.problems.add(
        node, fmt::format("'{}' takes [row, column] up to [{}, {}], or a number up to {}, "
                          "counted from 0",
                          key, rows - 1, columns - 1, rows * columns - 1));
    return std::nullopt;
  }

  // --- what they are

  Panel panel_of(const toml::table& block) {
    check_keys(block, names_of(panel_block()), panel_block().later, "in [[figure.panel]]",
               context_.problems);
    Keys keys{&block, {keys_.own}};
    keys.behind.insert(keys.behind.end(), keys_.behind.begin(), keys_.behind.end());
    std::vector<Option> options = panel_block().keys;
    std::erase_if(options, [](const Option& option) {
      return option.name == "at" || option.name == "title" || option.name == "span";
    });
    Values values = check_options(options, keys, context_.vocabulary, context_.problems);
    for (const char* own : {"title", "span"})
      values.merge(check_options({*find_key(panel_block().keys, own)}, Keys{&block, {}},
                                 context_.vocabulary, context_.problems));
    captures_.uses_template(block.get("title"));
    Panel panel{parse_axes(keys, values, context_, captures_),
                value_or(values, "title", std::string())};
    take_span(block, value_or(values, "span", std::vector<double>{1, 1}), panel);
    return panel;
  }

  void take_span(const toml::table& block, const std::vector<double>& span, Panel& panel) {
    if (span.size() == 2 && is_count(span[0], 1) && is_count(span[1], 1)) {
      panel.row_span = static_cast<int>(span[0]);
      panel.column_span = static_cast<int>(span[1]);
    } else {
      context_.problems.add(*block.get("span"),
                            "'span' takes [rows, columns], whole numbers from 1");
    }
  }

  /// All places that a panel covers: within the grid, and nobody else's.
  void take_places(const toml::table& block, std::size_t place, const Panel& panel,
                   std::set<std::size_t>& taken) {
    const int row = static_cast<int>(place) / figure_.columns;
    const int column = static_cast<int>(place) % figure_.columns;
    const toml::node* node = block.get("span") ? block.get("span") : block.get("at");
    const toml::node& where = node ? *node : static_cast<const toml::node&>(block);
    if (row + panel.row_span > figure_.rows || column + panel.column_span > figure_.columns) {
      context_.problems.add(
          where, fmt::format("the panel at [{}, {}] reaches over {} x {} places, beyond panels = "
                             "[{}, {}]",
                             row, column, panel.row_span, panel.column_span, figure_.rows,
                             figure_.columns));
      return;
    }
    bool free = true;
    for (int i = row; i < row + panel.row_span; ++i)
      for (int j = column; j < column + panel.column_span; ++j)
        free = cover(static_cast<std::size_t>(i * figure_.columns + j), place, taken) && free;
    if (!free && (panel.row_span > 1 || panel.column_span > 1))
      context_.problems.add(where, "two panels stand at one of the places that it reaches over");
  }

  bool cover(std::size_t place, std::size_t by, std::set<std::size_t>& taken) {
    if (place != by) covered_.insert(place);
    return taken.insert(place).second;
  }

  /// Of columns or rows, relative.
  void take_sizes(const char* key, int count, std::vector<double>& sizes) {
    sizes = value_or(values_, key, std::vector<double>());
    const toml::node* node = keys_.find(key);
    if (node == nullptr || sizes.empty() || figure_.panels.empty()) return;
    const bool right = std::all_of(sizes.begin(), sizes.end(),
                                   [](double size) { return size >= 0.01 && size <= 100; });
    if (!right) {
      context_.problems.add(*node, fmt::format("'{}' takes numbers from 0.01 to 100", key));
    } else if (count > 0 && sizes.size() != static_cast<std::size_t>(count)) {
      context_.problems.add(*node, fmt::format("'{}' has {} numbers, and there are {} of them", key,
                                               sizes.size(), count));
    }
  }

  void refuse_without_panels(std::initializer_list<const char*> keys) {
    if (!figure_.panels.empty()) return;
    for (const char* key : keys) {
      if (own(key) == nullptr) continue;
      context_.problems.add(*own(key), fmt::format("'{}' is about panels, and the figure has none: "
                                                   "write panels = [rows, columns] or over = "
                                                   "\"CAPTURE\"",
                                                   key));
    }
  }

  void take_shares() {
    const char* otherwise = figure_.over.empty() ? "none" : "all";
    figure_.share_x = share_of(value_or(values_, "sharex", std::string(otherwise)));
    figure_.share_y = share_of(value_or(values_, "sharey", std::string(otherwise)));
  }

  void take_titles() {
    if (own("panel_title") == nullptr || !figure_.over.empty()) return;
    context_.problems.add(*own("panel_title"),
                          "'panel_title' is for the panels that 'over' makes; others have their "
                          "title in [[figure.panel]]");
  }

  // --- layers

  /// Of the layers that stand in the figure itself.
  void place_layers() {
    const toml::node* node = own("layer");
    const toml::array* list = node == nullptr ? nullptr : node->as_array();
    if (list == nullptr || list->size() != figure_.layers.size()) return;
    for (std::size_t i = 0; i < list->size(); ++i) {
      const toml::node* place = (*list)[i].as_table()->get("panel");
      if (place == nullptr) continue;
      if (figure_.panels.empty() || !figure_.over.empty()) {
        context_.problems.add(*place, figure_.over.empty()
                                          ? "the figure has no panels: write panels = [rows, "
                                            "columns], or leave 'panel' out"
                                          : "a figure with 'over' draws each layer in all panels: "
                                            "leave 'panel' out");
      } else {
        figure_.layers[i].panel = place_at(*place, "panel").value_or(0);
        if (covered_.contains(figure_.layers[i].panel))
          context_.problems.add(*place,
                                "a panel with 'span' reaches over this place: name the one "
                                "that it stands 'at'");
      }
    }
  }

  void add_layers(const toml::table& block, std::size_t place) {
    const toml::node* node = block.get("layer");
    if (node == nullptr) return;
    const toml::array* list = node->as_array();
    if (list == nullptr) {
      context_.problems.add(*node, "a layer is written [[figure.panel.layer]], in double brackets");
      return;
    }
    for (const toml::node& item : *list) {
      const auto* table = item.as_table();
      if (table == nullptr) {
        context_.problems.add(item, fmt::format("a layer is a table, not {}", kind_of(item)));
        continue;
      }
      if (const toml::node* panel = table->get("panel")) {
        context_.problems.add(*panel, "the layer stands in its panel already: leave 'panel' out");
      }
      figure_.layers.push_back(parse_layer(*table, context_, captures_));
      figure_.layers.back().panel = place;
    }
  }

  const Keys& keys_;
  const Values& values_;
  Figure& figure_;
  const Context& context_;
  CaptureCheck& captures_;
  std::vector<const toml::table*> blocks_;
  std::vector<std::size_t> places_;  // of the blocks
  std::set<std::size_t> covered_;    // by panels that stand at another place
};

}  // namespace

void parse_panels(const Keys& keys, const Values& values, Figure& figure, const Context& context,
                  CaptureCheck& captures) {
  PanelsParser(keys, values, figure, context, captures).run();
}

std::vector<std::string> parse_over(const toml::node* node, const Values& values,
                                    const Context& context, CaptureCheck& captures) {
  const auto over = value_or(values, "over", std::vector<std::string>());
  if (node == nullptr || over.empty()) {
    if (node != nullptr && values.contains("over")) {
      context.problems.add(*node, "'over' names no capture");
    }
    return {};
  }
  std::set<std::string> seen;
  const toml::array* list = node->as_array();
  for (std::size_t i = 0; i < over.size(); ++i) {
    const toml::node& place = list == nullptr ? *node : (*list)[i];
    if (!seen.insert(over[i]).second) {
      context.problems.add(place, fmt::format("'{}' stands twice in 'over'", over[i]));
    }
    captures.names_capture(place, 0, over[i]);
  }
  return {seen.size() == over.size() ? over : std::vector<std::string>(seen.begin(), seen.end())};
}

}  // namespace rankplot::job
