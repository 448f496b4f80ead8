#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include <nlohmann/json.hpp>

#include "core/base/error.hpp"

namespace rankplot::job {

/// Reads the members of a JSON object, each exactly once and none left over: what comes from
/// another process is taken as it was written or not at all. Throws base::Error naming the object
/// and the member.
class JsonFields {
 public:
  JsonFields(const nlohmann::json& json, std::string what) : json_(json), what_(std::move(what)) {
    if (!json.is_object()) base::fail("{} is no JSON object", what_);
  }

  const nlohmann::json& member(const std::string& name) {
    const auto place = json_.find(name);
    if (place == json_.end()) base::fail("{} has no member '{}'", what_, name);
    taken_.insert(name);
    return *place;
  }

  template <class T>
  void take(const std::string& name, T& value) {
    value = as<T>(name, member(name));
  }

  template <class T>
  void take(const std::string& name, std::optional<T>& value) {
    const nlohmann::json& found = member(name);
    value.reset();
    if (!found.is_null()) value = as<T>(name, found);
  }

  /// A word that stands for the enumerator at its place in `words`.
  template <class Enum>
  void take_word(const std::string& name, std::span<const std::string_view> words, Enum& value) {
    const auto word = as<std::string>(name, member(name));
    for (std::size_t i = 0; i < words.size(); ++i) {
      if (words[i] == word) {
        value = static_cast<Enum>(i);
        return;
      }
    }
    base::fail("{}: '{}' is no value of '{}'", what_, word, name);
  }

  /// The items of a list.
  const nlohmann::json& list(const std::string& name) {
    const nlohmann::json& found = member(name);
    if (!found.is_array()) base::fail("{}: '{}' is no list", what_, name);
    return found;
  }

  /// To be called last: nothing was left over.
  void finish() const {
    for (const auto& [name, value] : json_.items()) {
      if (!taken_.contains(name)) base::fail("{} has an unknown member '{}'", what_, name);
    }
  }

 private:
  template <class T>
  T as(const std::string& name, const nlohmann::json& value) const {
    if constexpr (std::is_arithmetic_v<T>) {
      // The library's own conversion turns 1.5 to 1 and true to 1 without a word.
      bool right = value.is_number();
      if constexpr (std::is_same_v<T, bool>) {
        right = value.is_boolean();
      } else if constexpr (std::is_integral_v<T>) {
        right = value.is_number_integer() && std::in_range<T>(value.get<std::int64_t>());
      }
      if (!right) base::fail("{}: '{}' cannot be {}", what_, name, value.dump());
    }
    try {
      return value.get<T>();
    } catch (const nlohmann::json::exception& error) {
      base::fail("{}: '{}': {}", what_, name, error.what());
    }
  }

  const nlohmann::json& json_;
  std::string what_;
  std::set<std::string> taken_;
};

/// JSON's null where there is no value.
template <class T>
nlohmann::json json_or_null(const std::optional<T>& value) {
  return value ? nlohmann::json(*value) : nlohmann::json(nullptr);
}

}  // namespace rankplot::job
