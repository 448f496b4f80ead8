#include <fmt/format.h>

#include "core/job/figure_parser.hpp"
#include "core/job/line_format.hpp"
#include "core/job/probes.hpp"
#include "core/job/words.hpp"

namespace rankplot::job {

namespace {

/// "fmt" is matplotlib's short form of these three, for every kind that has them.
constexpr const char* kFormatKey = "fmt";

bool takes_format(const Entry& kind) {
  return find_key(kind.options, "color") != nullptr &&
         find_key(kind.options, "marker") != nullptr &&
         find_key(kind.options, "linestyle") != nullptr &&
         find_key(kind.options, kFormatKey) == nullptr;
}

class LayerParser {
 public:
  LayerParser(const toml::table& table, const Context& context, CaptureCheck& captures)
      : table_(table), context_(context), captures_(captures) {}

  Layer run() {
    const Entry* kind = find_kind();
    if (kind == nullptr) {
      captures_.leave_open();
      return {};
    }
    Layer layer;
    layer.kind = kind->name;
    check_keys(table_, names(*kind), layer_block().later,
               fmt::format("in a layer of kind '{}'", kind->name), context_.problems);
    take_over(layer);
    if (!kind->scene) take_axis(layer);
    const CaptureCheck::Within each_value(captures_, layer.over);
    for (const Role& role : kind->roles) add_role(role, layer);
    const Keys keys{
        &table_, {context_.defaults.of_kind(kind->name), context_.defaults.layer, context_.style}};
    layer.options = check_options(kind->options, keys, context_.vocabulary, context_.problems);
    if (takes_format(*kind)) add_format(layer);
    for (const Option& option : kind->options) {
      const toml::node* node = keys.find(option.name);
      if (option.type == OptionType::Template && node != nullptr && node->is_string()) {
        captures_.uses_template(*node);
      }
    }
    return layer;
  }

  Layer run_probe() {
    static const std::vector<Role> kRoles{{"x", "where the number stands, as \"{step}\"", true},
                                          {"y", "the number, as \"mean(V)\"", true}};
    Layer layer;
    layer.kind = kProbeKind;
    for (const Role& role : kRoles) add_role(role, layer);
    return layer;
  }

 private:
  const Entry* find_kind() {
    const toml::node* node = table_.get("kind");
    std::vector<std::string> known;
    for (const Entry& entry : context_.vocabulary.layers) known.push_back(entry.name);
    if (node == nullptr) {
      context_.problems.add(table_, "a layer needs its kind; known: " + joined(known));
      return nullptr;
    }
    const auto* word = node->as_string();
    if (word == nullptr) {
      context_.problems.add(
          *node, fmt::format("'kind' takes one of {}, not {}", joined(known), kind_of(*node)));
      return nullptr;
    }
    for (const Entry& entry : context_.vocabulary.layers) {
      if (entry.name == word->get()) return &entry;
    }
    const bool later = contains(later_kinds(), word->get());
    context_.problems.add(*node,
                          fmt::format("layer kind '{}' {}", word->get(),
                                      later ? "is not in this version; known: " + joined(known)
                                            : not_known(word->get(), known)));
    return nullptr;
  }

  void take_over(Layer& layer) {
    const Keys keys{&table_, {}};
    const std::vector<Option> options{*find_key(layer_block().keys, "over")};
    const auto values = check_options(options, keys, context_.vocabulary, context_.problems);
    layer.over = parse_over(keys.find("over"), values, context_, captures_);
    for (const std::string& name : layer.over) {
      if (!contains(captures_.scope(), name)) continue;
      context_.problems.add(*keys.find("over"),
                            fmt::format("each panel has one value of {{{0}}}: a layer in it cannot "
                                        "be drawn over {0}",
                                        name));
    }
  }

  void take_axis(Layer& layer) {
    static const std::vector<std::string> known{"left", "bottom", "right", "top"};
    const std::vector<Option> options{*find_key(layer_block().keys, "axis")};
    const auto values =
        check_options(options, Keys{&table_, {}}, context_.vocabulary, context_.problems);
    for (const std::string& word : value_or(values, "axis", std::vector<std::string>())) {
      layer.on_right = layer.on_right || word == "right";
      layer.on_top = layer.on_top || word == "top";
      if (contains(known, word)) continue;
      context_.problems.add(*table_.get("axis"),
                            fmt::format("axis '{}' {}", word, not_known(word, known)));
    }
  }

  static std::vector<std::string> names(const Entry& kind) {
    std::vector<std::string> names = names_of(layer_block());
    if (kind.scene) std::erase(names, "axis");  // a scene has no second axes
    for (const Role& role : kind.roles) names.push_back(role.name);
    for (const Option& option : kind.options) names.push_back(option.name);
    if (takes_format(kind)) names.push_back(kFormatKey);
    return names;
  }

  void add_role(const Role& role, Layer& layer) {
    const toml::node* node = table_.get(role.name);
    if (node == nullptr) {
      if (role.required) {
        const std::string what =
            layer.kind == kProbeKind ? "a probe" : fmt::format("a layer of kind '{}'", layer.kind);
        context_.problems.add(table_,
                              fmt::format("{} needs '{}': {}", what, role.name, role.summary));
      }
      return;
    }
    std::string text;
    if (const auto* string = node->as_string()) {
      text = string->get();
    } else if (node->is_number()) {
      text = kind_of(*node);
    } else {
      context_.problems.add(*node, fmt::format("'{}' takes a path or an expression, not {}",
                                               role.name, kind_of(*node)));
      return;
    }
    try {
      auto expression = expr::Expression::parse(text);
      note_uses(expression, *node);
      if (!expression.gathers().empty()) expression = with_captures(expression, layer, *node);
      layer.roles.emplace(role.name, std::move(expression));
    } catch (const expr::SyntaxError& error) {
      captures_.leave_open();
      context_.problems.add_within(*node, error.offset,
                                   fmt::format("{}: {}", role.name, error.message));
    }
  }

  void note_uses(const expr::Expression& expression, const toml::node& node) {
    for (const expr::Path& path : expression.paths()) captures_.reads(path, node);
    for (const std::string& name : expression.captures()) {
      const std::size_t offset = expression.text().find('{' + name + '}');
      captures_.uses_capture(node, offset == std::string::npos ? 0 : offset, name);
    }
  }

  /// Notes what is gathered, and says along which capture where the job leaves it out.
  expr::Expression with_captures(const expr::Expression& expression, const Layer& layer,
                                 const toml::node& node) {
    std::string text = expression.text();
    const auto& gathers = expression.gathers();
    for (auto gather = gathers.rbegin(); gather != gathers.rend(); ++gather) {
      const std::string capture =
          gather->capture.empty() ? only_capture(*gather, layer, node) : gather->capture;
      if (capture.empty()) continue;
      if (gather->capture.empty()) text.insert(gather->close, ", " + capture);
      captures_.names_capture(node, gather->close - 1, capture);
      if (contains(captures_.scope(), capture)) {
        context_.problems.add_within(
            node, gather->close,
            fmt::format("{{{0}}} has one value where this is drawn: leave it out of 'over', or "
                        "gather along another capture",
                        capture));
      }
      const CaptureCheck::Within each_value(captures_, {capture});
      note_uses(gather->inner, node);
    }
    return expr::Expression::parse(text);
  }

  /// The one capture that what is gathered needs besides those that the layer is drawn over.
  std::string only_capture(const expr::Gather& gather, const Layer& layer, const toml::node& node) {
    std::vector<std::string> names = captures_.needed_by(gather.inner);
    std::erase_if(names, [&](auto& name) {
      return contains(captures_.scope(), name) || contains(layer.over, name);
    });
    if (names.size() == 1) return names.front();
    if (captures_.is_open()) return "";
    context_.problems.add_within(
        node, gather.close,
        names.empty()
            ? fmt::format("{} needs a capture to run along, and nothing in it has one that is left",
                          gather.text)
            : fmt::format("gather runs along one capture: say which of {}, as in gather(..., {})",
                          joined(names), names.front()));
    return "";
  }

  void add_format(Layer& layer) {
    const toml::node* node = table_.get(kFormatKey);
    if (node == nullptr) return;
    const auto* text = node->as_string();
    if (text == nullptr) {
      context_.problems.add(
          *node, fmt::format("'fmt' takes a text as in \"ro-\", not {}", kind_of(*node)));
      return;
    }
    try {
      const LineFormat format = parse_line_format(text->get(), context_.vocabulary);
      set(layer, *node, "color", format.color);
      set(layer, *node, "marker", format.marker);
      set(layer, *node, "linestyle", format.linestyle);
    } catch (const expr::SyntaxError& error) {
      context_.problems.add_within(*node, error.offset, error.message);
    }
  }

  /// What fmt leaves out ("none") gives way to the option itself; what it says must not be said
  /// twice.
  void set(Layer& layer, const toml::node& node, const char* option, const std::string& value) {
    if (value.empty()) return;
    if (table_.contains(option)) {
      if (value != "none") {
        context_.problems.add(node, fmt::format("fmt says '{}' = \"{}\" and so does the layer: "
                                                "leave one out",
                                                option, value));
      }
      return;
    }
    layer.options[option] = value;
  }

  const toml::table& table_;
  const Context& context_;
  CaptureCheck& captures_;
};

}  // namespace

Layer parse_layer(const toml::table& table, const Context& context, CaptureCheck& captures) {
  return LayerParser(table, context, captures).run();
}

Layer parse_probed(const toml::table& table, const Context& context, CaptureCheck& captures) {
  return LayerParser(table, context, captures).run_probe();
}

}  // namespace rankplot::job
