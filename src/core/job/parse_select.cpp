#include <charconv>
#include <cmath>

#include <fmt/format.h>

#include "core/job/figure_parser.hpp"

namespace rankplot::job {

namespace {

class SelectParser {
 public:
  SelectParser(Figure& figure, const Context& context, CaptureCheck& captures)
      : figure_(figure), context_(context), captures_(captures) {}

  void run(const toml::node& node) {
    if (node.is_string()) {
      figure_.condition = condition(node);
    } else if (const auto* table = node.as_table()) {
      for (const auto& [key, value] : *table) add(key, value);
    } else {
      context_.problems.add(node, fmt::format("'select' takes {{ step = \"0:100:10\" }} or a "
                                              "condition such as \"step % 10 == 0\", not {}",
                                              kind_of(node)));
    }
  }

 private:
  void add(const toml::key& key, const toml::node& value) {
    const std::string name(key.str());
    captures_.uses_key(key.source(), name);
    const std::optional<Selection> selection = selection_of(value);
    if (selection) figure_.select.emplace(name, *selection);
  }

  std::optional<Selection> selection_of(const toml::node& value) {
    if (const auto* text = value.as_string()) {
      if (text->get().find(':') != std::string::npos) return range(value, text->get());
      if (const auto expression = condition(value)) return *expression;
      return std::nullopt;
    }
    if (const auto* list = value.as_array()) return values_of(*list);
    if (const auto one = value_text(value)) return std::vector<std::string>{*one};
    context_.problems.add(value,
                          fmt::format("a selection is \"start:stop:step\", a list of values, or a "
                                      "condition, not {}",
                                      kind_of(value)));
    return std::nullopt;
  }

  std::optional<Selection> values_of(const toml::array& list) {
    std::vector<std::string> values;
    for (const toml::node& item : list) {
      const std::optional<std::string> text = value_text(item);
      if (!text) {
        context_.problems.add(
            item, fmt::format("a list of values holds numbers and texts, not {}", kind_of(item)));
        return std::nullopt;
      }
      values.push_back(*text);
    }
    if (values.empty()) {
      context_.problems.add(list, "an empty list selects nothing; leave the selection out for all");
      return std::nullopt;
    }
    return values;
  }

  static std::optional<std::string> value_text(const toml::node& node) {
    if (const auto* text = node.as_string()) return text->get();
    if (const auto* number = node.as_integer()) return fmt::format("{}", number->get());
    if (const auto* number = node.as_floating_point()) return fmt::format("{}", number->get());
    return std::nullopt;
  }

  std::optional<Selection> range(const toml::node& node, const std::string& text) {
    Range range;
    std::optional<double> step;
    std::optional<double>* const parts[] = {&range.start, &range.stop, &step};
    std::size_t start = 0;
    for (std::size_t part = 0; part < 3; ++part) {
      const std::size_t colon = std::min(text.find(':', start), text.size());
      if (!read_number(text.substr(start, colon - start), *parts[part])) break;
      start = colon + 1;
      if (colon == text.size()) return checked(node, text, range, step);
    }
    context_.problems.add(node, fmt::format("'{}' is no range; write start:stop:step, each a "
                                            "number or nothing",
                                            text));
    return std::nullopt;
  }

  std::optional<Selection> checked(const toml::node& node, const std::string& text, Range range,
                                   std::optional<double> step) {
    range.step = step.value_or(1);
    if (range.step > 0) return range;
    context_.problems.add(node, fmt::format("the step of '{}' must be above zero", text));
    return std::nullopt;
  }

  /// Nothing but spaces is an open end. False where there is something else than a number.
  static bool read_number(const std::string& text, std::optional<double>& value) {
    const std::size_t first = text.find_first_not_of(' ');
    if (first == std::string::npos) return true;
    const char* end = text.data() + text.find_last_not_of(' ') + 1;
    double number = 0;
    const auto [stop, error] = std::from_chars(text.data() + first, end, number);
    if (error != std::errc() || stop != end || !std::isfinite(number)) return false;
    value = number;
    return true;
  }

  std::optional<expr::Expression> condition(const toml::node& node) {
    const std::string& text = node.as_string()->get();
    try {
      auto expression = expr::Expression::parse(text, expr::Expression::Names::Captures);
      if (expression.captures().size() == 1 && expression.captures()[0] == text) {
        context_.problems.add(node, fmt::format("'{0}' is no condition; to take the value {0}, "
                                                "write [\"{0}\"]",
                                                text));
        return std::nullopt;
      }
      for (const std::string& name : expression.captures()) {
        const std::size_t offset = text.find(name);
        captures_.names_capture(node, offset == std::string::npos ? 0 : offset, name);
      }
      return expression;
    } catch (const expr::SyntaxError& error) {
      context_.problems.add_within(node, error.offset, "select: " + error.message);
      return std::nullopt;
    }
  }

  Figure& figure_;
  const Context& context_;
  CaptureCheck& captures_;
};

}  // namespace

void parse_select(const toml::node& node, Figure& figure, const Context& context,
                  CaptureCheck& captures) {
  SelectParser(figure, context, captures).run(node);
}

}  // namespace rankplot::job
