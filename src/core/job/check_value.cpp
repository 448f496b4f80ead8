#include "core/job/check_value.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <limits>

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
      for (const char* word : {flag->get() ? "all" : "none", flag->get() ? "both" : "none"}) {
        if (contains(choices, word)) return word;
      }
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
    if (list == nullptr || list->size() != 2) return refuse(node_, limits_text());
    const auto low = limit((*list)[0]), high = limit((*list)[1]);
    if (!low || !high || (std::isnan(*low) && std::isnan(*high)))
      return refuse(node_, limits_text());
    if (!std::isinf(*low) && !std::isinf(*high) && *low != *high) {
      return std::vector<double>{*low, *high};
    }
    problems_.add(node_, fmt::format("'{}' takes two different finite numbers, not [{}, {}]",
                                     option_.name, *low, *high));
    return std::nullopt;
  }

  /// "auto", of an axis, is NaN.
  std::optional<double> limit(const toml::node& node) const {
    const auto* word = node.as_string();
    if (option_.choices.empty() && word != nullptr && word->get() == "auto")
      return std::numeric_limits<double>::quiet_NaN();
    if (option_.choices.empty() && is_date(node)) return seconds_of_date(node);
    const auto number = node.is_number() ? node.value<double>() : std::nullopt;
    return number && std::isnan(*number) ? std::nullopt : number;
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
    if (option_.choices.empty()) return "\"own\" or [low, high], where one may be \"auto\"";
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

bool is_date(const toml::node& node) { return node.is_date() || node.is_date_time(); }

double seconds_of_date(const toml::node& node) {
  const auto seconds_to = [](const toml::date& date) {
    const std::chrono::year_month_day day{
        std::chrono::year{date.year}, std::chrono::month{date.month}, std::chrono::day{date.day}};
    return std::chrono::duration<double>(std::chrono::sys_days{day}.time_since_epoch()).count();
  };
  if (const auto* date = node.as_date()) return seconds_to(date->get());
  const toml::date_time& at = node.as_date_time()->get();
  const double zone_s = at.offset ? at.offset->minutes * 60.0 : 0;
  return seconds_to(at.date) + at.time.hour * 3600.0 + at.time.minute * 60.0 + at.time.second +
         at.time.nanosecond * 1e-9 - zone_s;
}

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
