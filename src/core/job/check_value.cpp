#include "core/job/check_value.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "core/job/limits.hpp"
#include "core/job/parse.hpp"
#include "core/job/words.hpp"

namespace rankplot::job {

namespace {

/// One value against one option.
class ValueCheck {
 public:
  ValueCheck(const Option& option, const toml::node& node, const Vocabulary& vocabulary,
             Problems& problems)
      : option_(option), node_(node), vocabulary_(vocabulary), problems_(problems) {}

  std::optional<Value> run() {
    switch (option_.type) {
      case OptionType::Bool: return boolean();
      case OptionType::Int: return integer();
      case OptionType::Number: return number();
      case OptionType::Text:
      case OptionType::Template: return text();
      case OptionType::Choice: return choice();
      case OptionType::Color: return color();
      case OptionType::Numbers: return numbers();
      case OptionType::Texts: return texts();
      case OptionType::Limits: return limits();
    }
    return std::nullopt;
  }

 private:
  std::nullopt_t refuse(const toml::node& node, const std::string& wanted) {
    problems_.add(node, fmt::format("'{}' takes {}, not {}", option_.name, wanted, kind_of(node)));
    return std::nullopt;
  }

  std::optional<Value> boolean() {
    if (const auto* value = node_.as_boolean()) return value->get();
    return refuse(node_, "true or false");
  }

  std::string range_text(const char* what) const {
    if (option_.least && option_.most) {
      return fmt::format("{} from {} to {}", what, *option_.least, *option_.most);
    }
    if (option_.least) return fmt::format("{} of at least {}", what, *option_.least);
    if (option_.most) return fmt::format("{} of at most {}", what, *option_.most);
    return what;
  }

  bool in_range(double value, const char* what) {
    const bool inside = std::isfinite(value) && value >= option_.least.value_or(value) &&
                        value <= option_.most.value_or(value);
    if (!inside) {
      problems_.add(node_,
                    fmt::format("'{}' takes {}, not {}", option_.name, range_text(what), value));
    }
    return inside;
  }

  std::optional<Value> integer() {
    const auto* value = node_.as_integer();
    if (value == nullptr) return refuse(node_, range_text("a whole number"));
    if (!in_range(static_cast<double>(value->get()), "a whole number")) return std::nullopt;
    return value->get();
  }

  std::optional<Value> number() {
    if (!node_.is_number()) return refuse(node_, range_text("a number"));
    const double value = *node_.value<double>();
    if (!in_range(value, "a number")) return std::nullopt;
    return value;
  }

  std::optional<Value> text() {
    if (const auto* value = node_.as_string()) return value->get();
    return refuse(node_, "a text");
  }

  std::optional<Value> choice() {
    const std::vector<std::string> choices = choices_of(option_, vocabulary_);
    if (const auto* flag = node_.as_boolean()) {
      const char* word = flag->get() ? "all" : "none";
      if (contains(choices, word)) return word;
    }
    const auto* word = node_.as_string();
    if (word == nullptr) return refuse(node_, "one of " + joined(choices));
    if (contains(choices, word->get())) return word->get();
    problems_.add(node_, fmt::format("{} '{}' {}", option_.name, word->get(),
                                     not_known(word->get(), choices)));
    return std::nullopt;
  }

  std::optional<Value> color() {
    const auto* word = node_.as_string();
    if (word == nullptr) return refuse(node_, "a colour: a name, \"#rrggbb\" or \"C0\" to \"C9\"");
    if (is_color(word->get(), vocabulary_)) return word->get();
    const std::string near = nearest(word->get(), vocabulary_.colors);
    problems_.add(node_, fmt::format("{} '{}' is not known; {}a colour is a name as in matplotlib, "
                                     "\"#rrggbb\", or \"C0\" to \"C9\" of the cycle",
                                     option_.name, word->get(),
                                     near.empty() ? "" : fmt::format("did you mean '{}'? ", near)));
    return std::nullopt;
  }

  std::optional<Value> numbers() {
    if (node_.is_string() && !option_.choices.empty()) return choice();
    std::vector<double> values;
    if (node_.is_number()) {
      values.push_back(*node_.value<double>());
    } else if (const auto* list = node_.as_array()) {
      for (const toml::node& item : *list) {
        if (!item.is_number()) return refuse(item, "a list of numbers");
        values.push_back(*item.value<double>());
      }
    } else {
      return refuse(node_, "a list of numbers");
    }
    if (std::all_of(values.begin(), values.end(), [](double x) { return std::isfinite(x); })) {
      return values;
    }
    return refuse(node_, "finite numbers");
  }

  std::optional<Value> texts() {
    if (const auto* value = node_.as_string()) return std::vector<std::string>{value->get()};
    const auto* list = node_.as_array();
    if (list == nullptr) return refuse(node_, "a text or a list of texts");
    std::vector<std::string> values;
    for (const toml::node& item : *list) {
      if (!item.is_string()) return refuse(item, "a list of texts");
      values.push_back(item.as_string()->get());
    }
    return values;
  }

  std::optional<Value> limits() {
    if (const auto* word = node_.as_string()) return named_limits(word->get());
    const auto* list = node_.as_array();
    const bool pair =
        list != nullptr && list->size() == 2 && (*list)[0].is_number() && (*list)[1].is_number();
    if (!pair) return refuse(node_, limits_text());
    const double low = *(*list)[0].value<double>();
    const double high = *(*list)[1].value<double>();
    if (std::isfinite(low) && std::isfinite(high) && low != high) {
      return std::vector<double>{low, high};
    }
    problems_.add(node_, fmt::format("'{}' takes two different finite numbers, not [{}, {}]",
                                     option_.name, low, high));
    return std::nullopt;
  }

  std::optional<Value> named_limits(const std::string& word) {
    if (word == "own") return std::vector<double>{};
    const bool more = option_.choices.size() > 1;  // than "own"
    if (more && parse_percentiles(word)) return word;
    if (contains(option_.choices, "shared") && parse_shared_range(word)) return word;
    const bool percentiles = word.find('%') != word.npos;
    if (!more && (percentiles || word == "shared")) {
      problems_.add(node_, fmt::format("{} = \"{}\" is not in this version; write {}", option_.name,
                                       word, limits_text()));
    } else if (percentiles) {
      problems_.add(node_, fmt::format("{} = \"{}\": percentiles are two numbers from 0% to 100%, "
                                       "the lower one first, as in \"1%..99%\"",
                                       option_.name, word));
    } else {
      problems_.add(
          node_, fmt::format("{} '{}' is not known; write {}", option_.name, word, limits_text()));
    }
    return std::nullopt;
  }

  std::string limits_text() const {
    if (option_.choices.empty()) return "\"own\" or [low, high]";
    return fmt::format("\"{}\" or [low, high]", fmt::join(option_.choices, "\", \""));
  }

  const Option& option_;
  const toml::node& node_;
  const Vocabulary& vocabulary_;
  Problems& problems_;
};

std::vector<std::string> with_reversed(const std::vector<std::string>& colormaps) {
  std::vector<std::string> all = colormaps;
  for (const std::string& name : colormaps) {
    if (!name.ends_with("_r")) all.push_back(name + "_r");
  }
  return all;
}

std::string lower(std::string text) {
  for (char& c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return text;
}

}  // namespace

std::string kind_of(const toml::node& node) {
  if (const auto* text = node.as_string()) {
    return text->get().size() <= 40 ? fmt::format("the text \"{}\"", text->get()) : "a text";
  }
  if (const auto* value = node.as_integer()) return fmt::format("{}", value->get());
  if (const auto* value = node.as_floating_point()) return fmt::format("{}", value->get());
  if (const auto* value = node.as_boolean()) return value->get() ? "true" : "false";
  if (node.is_array()) return "a list";
  if (node.is_table()) return "a table";
  return "a date or time";
}

std::optional<Value> check_value(const Option& option, const toml::node& node,
                                 const Vocabulary& vocabulary, Problems& problems) {
  return ValueCheck(option, node, vocabulary, problems).run();
}

std::map<std::string, Value> check_options(const std::vector<Option>& options, const Keys& keys,
                                           const Vocabulary& vocabulary, Problems& problems) {
  std::map<std::string, Value> values;
  for (const Option& option : options) {
    const toml::node* node = keys.find(option.name);
    const std::optional<Value> value =
        node == nullptr ? option.fallback : check_value(option, *node, vocabulary, problems);
    if (value) values.emplace(option.name, *value);
  }
  return values;
}

void check_keys(const toml::table& table, const std::vector<std::string>& known,
                const std::vector<std::string>& later, const std::string& where,
                Problems& problems) {
  for (const auto& [key, value] : table) {
    const std::string name(key.str());
    if (contains(known, name)) continue;
    const bool from_override =
        value.source().path && value.source().path->starts_with(kOverridePrefix);
    const toml::source_region& place = from_override ? value.source() : key.source();
    problems.add(place, contains(later, name)
                            ? fmt::format("'{}' {} is not in this version", name, where)
                            : fmt::format("'{}' {} {}", name, where, not_known(name, known)));
  }
}

bool is_color(const std::string& text, const Vocabulary& vocabulary) {
  if (text.starts_with('#')) {
    const bool hex = text.find_first_not_of("0123456789abcdefABCDEF", 1) == text.npos;
    return hex && (text.size() == 4 || text.size() == 5 || text.size() == 7 || text.size() == 9);
  }
  const bool cycle = text.size() > 1 && text.size() < 6 && text[0] == 'C' &&
                     text.find_first_not_of("0123456789", 1) == text.npos;
  return cycle || text == "none" || contains(vocabulary.colors, text) ||
         contains(vocabulary.colors, lower(text));
}

std::vector<std::string> choices_of(const Option& option, const Vocabulary& vocabulary) {
  if (!option.choices.empty()) return option.choices;
  if (option.name == "cmap") return with_reversed(vocabulary.colormaps);
  if (option.name == "marker") return vocabulary.markers;
  if (option.name == "linestyle") return vocabulary.linestyles;
  return {};
}

}  // namespace rankplot::job
