#include "core/job/overrides.hpp"

#include <charconv>

#include <fmt/format.h>

#include "core/job/blocks.hpp"
#include "core/job/source_text.hpp"
#include "core/job/words.hpp"

namespace rankplot::job {

namespace {

constexpr std::size_t kMostParts = 16;

std::vector<std::string> parts_of(const std::string& key) {
  std::vector<std::string> parts;
  std::size_t start = 0;
  while (true) {
    const std::size_t dot = key.find('.', start);
    parts.push_back(key.substr(start, dot - start));
    if (dot == key.npos) return parts;
    start = dot + 1;
  }
}

/// `value` as the one value of a table, with the override as its source.
std::optional<toml::table> parse_value(const std::string& key, const std::string& value) {
  if (has_key_of_too_many_parts(value)) return std::nullopt;
  try {
    toml::table table = toml::parse("value = " + value, std::string(kOverridePrefix) + key);
    if (table.size() == 1 && table.contains("value")) return table;
  } catch (const toml::parse_error&) {
    // It is no TOML: text.
  }
  return std::nullopt;
}

/// Where a text is declared, 5 and true are texts too.
bool wants_text(const std::vector<std::string>& parts) {
  const Option* option = nullptr;
  if (parts.size() == 1) option = find_key(job_block().keys, parts[0]);
  if (parts.size() == 3 && parts[0] == "figure") option = find_key(figure_block().keys, parts[2]);
  return option != nullptr &&
         (option->type == OptionType::Text || option->type == OptionType::Template);
}

/// The table of a list that is chosen by its number or by its name (a layer's: its kind).
toml::table* chosen(toml::array& list, const std::string& part) {
  for (const char* naming : {"name", "kind"}) {
    for (toml::node& item : list) {
      toml::table* table = item.as_table();
      if (table != nullptr && table->get_as<std::string>(naming) != nullptr &&
          table->get_as<std::string>(naming)->get() == part) {
        return table;
      }
    }
  }
  std::size_t number = 0;
  const char* end = part.data() + part.size();
  const auto [stop, error] = std::from_chars(part.data(), end, number);
  if (error != std::errc() || stop != end || number >= list.size()) return nullptr;
  return list[number].as_table();
}

/// The table that holds the key's last part; nullptr, with the problem noted, where there is none.
toml::table* holder(toml::table& root, const std::string& key,
                    const std::vector<std::string>& parts, Problems& problems) {
  toml::table* table = &root;
  for (std::size_t i = 0; i + 1 < parts.size(); ++i) {
    toml::node* next = table->get(parts[i]);
    if (next == nullptr) {
      next = &table->insert(parts[i], toml::table{}).first->second;
    }
    if (toml::array* list = next->as_array(); list != nullptr && i + 2 < parts.size()) {
      table = chosen(*list, parts[++i]);
      if (table == nullptr) {
        problems.add_override(key, fmt::format("there is no {} '{}' among the job's {}: name one, "
                                               "or count them from 0",
                                               parts[i - 1], parts[i], list->size()));
        return nullptr;
      }
      continue;
    }
    table = next->as_table();
    if (table == nullptr) {
      problems.add_override(
          key, fmt::format("'{}' is no block: it has no key '{}'", parts[i], parts[i + 1]));
      return nullptr;
    }
  }
  return table;
}

}  // namespace

void apply_override(toml::table& root, const std::string& setting, Problems& problems) {
  const std::size_t equals = setting.find('=');
  const std::string key = setting.substr(0, equals);
  const std::vector<std::string> parts = parts_of(key);
  if (equals == setting.npos || contains(parts, "") || parts.size() > kMostParts) {
    problems.add_override(setting,
                          "an override is key=value, as in output=figures or "
                          "figure.NAME.title=\"V\"");
    return;
  }
  const std::string text = setting.substr(equals + 1);
  const bool as_text = wants_text(parts) && !text.starts_with('"') && !text.starts_with('\'');
  std::optional<toml::table> value = as_text ? std::nullopt : parse_value(key, text);
  if (!value) value = parse_value(key, toml_string(text));
  if (!value) {
    problems.add_override(key, "the value is neither TOML nor text in UTF-8");
    return;
  }
  toml::table* table = holder(root, key, parts, problems);
  if (table == nullptr) return;
  value->get("value")->visit([&](auto& node) {
    const toml::source_region source = node.source();
    table->insert_or_assign(toml::key(parts.back(), source), std::move(node));
  });
}

}  // namespace rankplot::job
