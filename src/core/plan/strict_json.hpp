#pragma once

#include <map>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "core/base/error.hpp"

namespace rankplot::plan {

/// Reads the members of one JSON object: each must have its type and range, and finish() refuses
/// those that were not asked for. Throws Error naming the object's kind and the member.
class StrictObject {
 public:
  /// `what` names the kind of object in messages and must outlive this.
  StrictObject(const nlohmann::json& json, const char* what) : json_(json), what_(what) {
    if (!json.is_object()) base::fail("{} in JSON is {}, not an object", what, json.type_name());
  }

  template <class T>
  StrictObject& required(const char* name, T& value) {
    if (!optional(name, value)) base::fail("{} in JSON has no '{}'", what_, name);
    return *this;
  }

  /// True when the member is there; else `value` stays as it is.
  template <class T>
  bool optional(const char* name, T& value) {
    const auto member = json_.find(name);
    if (member == json_.end()) return false;
    asked_.emplace_back(name);
    read(*member, name, value);
    return true;
  }

  void finish() const {
    for (const auto& [name, value] : json_.items()) {
      bool known = false;
      for (std::string_view asked : asked_) known = known || asked == name;
      if (!known) base::fail("{} in JSON has an unknown '{}'", what_, name);
    }
  }

 private:
  void expect(bool right, const nlohmann::json& json, const char* name, const char* wanted) const {
    if (!right)
      base::fail("'{}' of {} in JSON is {}, not {}", name, what_, json.type_name(), wanted);
  }

  template <class T>
  void read(const nlohmann::json& json, const char* name, T& value) const {
    if constexpr (std::is_same_v<T, bool>) {
      expect(json.is_boolean(), json, name, "a boolean");
      value = json.get<bool>();
    } else if constexpr (std::is_integral_v<T>) {
      expect(json.is_number_integer(), json, name, "a whole number");
      const bool fits = json.is_number_unsigned() ? std::in_range<T>(json.get<std::uint64_t>())
                                                  : std::in_range<T>(json.get<std::int64_t>());
      if (!fits) base::fail("'{}' of {} in JSON is out of range: {}", name, what_, json.dump());
      value = json.get<T>();
    } else if constexpr (std::is_floating_point_v<T>) {
      expect(json.is_number(), json, name, "a number");
      value = json.get<T>();
    } else if constexpr (std::is_same_v<T, std::string>) {
      expect(json.is_string(), json, name, "a text");
      value = json.get_ref<const std::string&>();
    } else {
      read_compound(json, name, value);
    }
  }

  template <class T>
  void read_compound(const nlohmann::json& json, const char* name, std::vector<T>& values) const {
    expect(json.is_array(), json, name, "a list");
    values.clear();
    values.reserve(json.size());
    for (const nlohmann::json& element : json) read(element, name, values.emplace_back());
  }

  template <class T>
  void read_compound(const nlohmann::json& json, const char* name,
                     std::map<std::string, T>& values) const {
    expect(json.is_object(), json, name, "an object");
    values.clear();
    for (const auto& [key, element] : json.items()) read(element, name, values[key]);
  }

  template <class T>
  void read_compound(const nlohmann::json& json, const char*, T& value) const {
    from_json(json, value);
  }

  const nlohmann::json& json_;
  const char* what_;
  std::vector<std::string_view> asked_;
};

}  // namespace rankplot::plan
