#include "core/job/vocabulary.hpp"

#include <array>

#include <nlohmann/json.hpp>

#include "core/job/json_fields.hpp"
#include "core/job/value_json.hpp"

namespace rankplot::job {

namespace {

constexpr std::array<std::string_view, 10> kTypes{
    "bool", "int", "number", "text", "choice", "color", "numbers", "texts", "limits", "template"};

template <class Item>
std::vector<Item> items_of(const nlohmann::json& json) {
  std::vector<Item> items(json.size());
  for (std::size_t i = 0; i < items.size(); ++i) from_json(json[i], items[i]);
  return items;
}

}  // namespace

void to_json(nlohmann::json& json, const Option& option) {
  json = {{"name", option.name},
          {"summary", option.summary},
          {"type", kTypes.at(static_cast<std::size_t>(option.type))},
          {"default", option.fallback ? value_json(*option.fallback) : nlohmann::json(nullptr)},
          {"choices", option.choices},
          {"least", json_or_null(option.least)},
          {"most", json_or_null(option.most)}};
}

void from_json(const nlohmann::json& json, Option& option) {
  JsonFields fields(json, "an option");
  fields.take("name", option.name);
  fields.take("summary", option.summary);
  fields.take_word("type", kTypes, option.type);
  const nlohmann::json& fallback = fields.member("default");
  option.fallback.reset();
  if (!fallback.is_null()) option.fallback = value_of(fallback);
  fields.take("choices", option.choices);
  fields.take("least", option.least);
  fields.take("most", option.most);
  fields.finish();
}

void to_json(nlohmann::json& json, const Role& role) {
  json = {{"name", role.name}, {"summary", role.summary}, {"required", role.required}};
}

void from_json(const nlohmann::json& json, Role& role) {
  JsonFields fields(json, "a role");
  fields.take("name", role.name);
  fields.take("summary", role.summary);
  fields.take("required", role.required);
  fields.finish();
}

void to_json(nlohmann::json& json, const Entry& entry) {
  json = {{"name", entry.name},       {"summary", entry.summary}, {"roles", entry.roles},
          {"options", entry.options}, {"example", entry.example}, {"suffixes", entry.suffixes},
          {"scene", entry.scene}};
}

void from_json(const nlohmann::json& json, Entry& entry) {
  JsonFields fields(json, "an entry of the vocabulary");
  fields.take("name", entry.name);
  fields.take("summary", entry.summary);
  entry.roles = items_of<Role>(fields.list("roles"));
  entry.options = items_of<Option>(fields.list("options"));
  fields.take("example", entry.example);
  fields.take("suffixes", entry.suffixes);
  fields.take("scene", entry.scene);
  fields.finish();
}

void to_json(nlohmann::json& json, const Vocabulary& vocabulary) {
  json = {{"layers", vocabulary.layers},       {"formats", vocabulary.formats},
          {"colormaps", vocabulary.colormaps}, {"colors", vocabulary.colors},
          {"markers", vocabulary.markers},     {"linestyles", vocabulary.linestyles}};
}

void from_json(const nlohmann::json& json, Vocabulary& vocabulary) {
  JsonFields fields(json, "the vocabulary");
  vocabulary.layers = items_of<Entry>(fields.list("layers"));
  vocabulary.formats = items_of<Entry>(fields.list("formats"));
  fields.take("colormaps", vocabulary.colormaps);
  fields.take("colors", vocabulary.colors);
  fields.take("markers", vocabulary.markers);
  fields.take("linestyles", vocabulary.linestyles);
  fields.finish();
}

}  // namespace rankplot::job
