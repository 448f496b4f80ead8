#include <cmath>

#include <fmt/format.h>

#include "core/job/figure_parser.hpp"
#include "core/job/words.hpp"

namespace rankplot::job {

namespace {

constexpr double kLeastPixels = 16, kMostPixels = 16384, kMostArea = 1e8;

class FigureParser {
 public:
  FigureParser(const toml::table& table, std::size_t number, const Context& context)
      : table_(table),
        number_(number),
        context_(context.with_style(style_named(table, context))),
        captures_(context_) {}

  Figure run() {
    check_keys(table_, names_of(figure_block()), figure_block().later, "in [[figure]]",
               context_.problems);
    values_ = check_options(typed_keys(), keys_, context_.vocabulary, context_.problems);
    take_texts();
    take_size();
    figure_.data = expr::to_string(parse_data(keys_.find("data"), context_, captures_));
    figure_.over = parse_over(keys_.find("over"), values_, context_, captures_);
    take_axes();
    if (const toml::node* select = keys_.find("select")) {
      parse_select(*select, figure_, context_, captures_);
    }
    take_layers();
    parse_panels(keys_, values_, figure_, context_, captures_);
    check_scenes(table_, figure_, context_);
    if (figure_.layers.empty() && !noted_layers_) {
      context_.problems.add(table_, fmt::format("figure '{}' draws nothing: it needs a "
                                                "[[figure.layer]]",
                                                figure_.name));
    }
    captures_.finish();
    return std::move(figure_);
  }

 private:
  /// All but `data`, which is read with the job's inputs in hand.
  static std::vector<Option> typed_keys() {
    std::vector<Option> keys = figure_block().keys;
    std::erase_if(keys, [](const Option& option) { return option.name == "data"; });
    return keys;
  }

  /// The table of the figure's style; notes a name that there is not.
  static const toml::table* style_named(const toml::table& figure, const Context& context) {
    const Keys keys{&figure, {context.defaults.figure}};
    const toml::node* node = keys.find("style");
    const auto* name = node == nullptr ? nullptr : node->as_string();
    if (name == nullptr) return context.styles.find("default");
    const toml::table* style = context.styles.find(name->get());
    if (style == nullptr)
      context.problems.add(*node, fmt::format("style '{}' {}", name->get(),
                                              not_known(name->get(), context.styles.names())));
    return style == nullptr ? context.styles.find("default") : style;
  }

  void take_texts() {
    figure_.line = static_cast<int>(table_.source().begin.line);
    figure_.name = value_or(values_, "name", fmt::format("figure_{}", number_));
    if (figure_.name.empty()) context_.problems.add(*keys_.find("name"), "'name' is empty");
    figure_.title = value_or(values_, "title", std::string());
    if (values_.contains("quality")) {
      figure_.jpeg_quality = static_cast<int>(std::get<std::int64_t>(values_.at("quality")));
    }
    figure_.save = value_or(values_, "save", std::vector<std::string>());
    if (const toml::node* save = keys_.find("save")) {
      check_save(*save, context_, captures_);
    } else {
      context_.problems.add(table_, fmt::format("figure '{}' needs 'save': the name of its file, "
                                                "as in save = \"{}.png\"",
                                                figure_.name, figure_.name));
    }
    captures_.uses_template(keys_.find("title"));
  }

  void take_size() {
    Problems told_already({}, {});  // by Styles, where they stand in the text
    figure_.style = style_of(*context_.style, context_.vocabulary, told_already);
    figure_.dpi = value_or(values_, "dpi", 100.0);
    const toml::node* size = said("size", "figsize");
    const toml::node* inches = said("figsize", "size");
    // A style gives the size of figures that have none of their own.
    if (size != nullptr && inches == context_.style->get("figsize")) inches = nullptr;
    if (size != nullptr && inches != nullptr) {
      context_.problems.add(*inches, "'size' and 'figsize' say the same: leave one out");
    } else if (size != nullptr) {
      set_size(*size, value_or(values_, "size", std::vector<double>()), 1, "size");
    } else if (inches != nullptr) {
      set_size(*inches, value_or(values_, "figsize", std::vector<double>()), figure_.dpi,
               "figsize");
    }
  }

  /// The node of a key; a figure's own word is not contradicted by a default for its rival.
  const toml::node* said(const char* key, const char* rival) const {
    if (const toml::node* own = table_.get(key)) return own;
    return table_.contains(rival) ? nullptr : keys_.find(key);
  }

  void set_size(const toml::node& node, const std::vector<double>& sides, double per_unit,
                const char* key) {
    if (!values_.contains(key)) return;  // noted by its type
    const auto refuse = [&] {
      context_.problems.add(
          node, fmt::format("'{}' takes [width, height], each from {} to {} pixels{}, and at most "
                            "{:.0e} pixels in all",
                            key, kLeastPixels, kMostPixels,
                            per_unit == 1 ? " and whole" : " when multiplied by dpi", kMostArea));
    };
    if (sides.size() != 2) return refuse();
    const double width = std::round(sides[0] * per_unit), height = std::round(sides[1] * per_unit);
    const bool whole = per_unit != 1 || (width == sides[0] && height == sides[1]);
    const bool inside = width >= kLeastPixels && width <= kMostPixels && height >= kLeastPixels &&
                        height <= kMostPixels && width * height <= kMostArea;
    if (!whole || !inside) return refuse();
    figure_.width_px = static_cast<int>(width);
    figure_.height_px = static_cast<int>(height);
  }

  void take_axes() {
    const CaptureCheck::Within each_panel(captures_, figure_.over);
    static_cast<Axes&>(figure_) = parse_axes(keys_, values_, context_, captures_);
  }

  void take_layers() {
    const toml::node* node = table_.get("layer");
    const toml::array* list = node == nullptr ? nullptr : node->as_array();
    if (node != nullptr && list == nullptr) {
      noted_layers_ = true;
      context_.problems.add(*node, "a layer is written [[figure.layer]], in double brackets");
    }
    if (list == nullptr) return;
    const CaptureCheck::Within each_panel(captures_, figure_.over);
    for (const toml::node& layer : *list) add_layer(layer);
  }

  void add_layer(const toml::node& node) {
    if (const auto* table = node.as_table()) {
      figure_.layers.push_back(parse_layer(*table, context_, captures_));
    } else {
      noted_layers_ = true;
      context_.problems.add(node, fmt::format("a layer is a table, not {}", kind_of(node)));
    }
  }

  const toml::table& table_;
  const std::size_t number_;
  const Context context_;
  const Keys keys_{&table_, {context_.defaults.axes, context_.defaults.figure, context_.style}};
  CaptureCheck captures_;
  std::map<std::string, Value> values_;
  bool noted_layers_ = false;
  Figure figure_;
};

}  // namespace

Figure parse_figure(const toml::table& table, std::size_t number, const Context& context) {
  return FigureParser(table, number, context).run();
}

expr::Path parse_data(const toml::node* node, const Context& context, CaptureCheck& captures) {
  expr::Path path{"", "/", "", {}};
  if (node != nullptr && !node->is_string()) {
    context.problems.add(
        *node, fmt::format("'data' takes a group as in \"/plot_{{n}}\", not {}", kind_of(*node)));
  } else if (node != nullptr) {
    try {
      path = expr::parse_path(node->as_string()->get());
      if (!path.object.starts_with('/') || !path.column.empty() || !path.hyperslab.empty()) {
        context.problems.add(*node,
                             "'data' takes the path of a group from the root, as in "
                             "\"/plot_{n}\" or \"a:/fields\"");
      }
    } catch (const expr::SyntaxError& error) {
      captures.leave_open();
      context.problems.add_within(*node, error.offset, "data: " + error.message);
    }
  }
  if (path.input.empty() && !context.inputs.empty()) path.input = context.inputs.front().name;
  captures.set_data(path);
  captures.draws_from(path, node);
  if (path.input.empty()) captures.draws_from_unnamed();
  return path;
}

}  // namespace rankplot::job
