#include "core/job/value_json.hpp"

#include <type_traits>

#include "core/job/json_fields.hpp"

namespace rankplot::job {

nlohmann::json value_json(const Value& value) {
  return std::visit(
      [](const auto& held) -> nlohmann::json {
        using Held = std::decay_t<decltype(held)>;
        if constexpr (std::is_same_v<Held, std::vector<double>>) return {{"numbers", held}};
        if constexpr (std::is_same_v<Held, std::vector<std::string>>) return {{"texts", held}};
        return held;
      },
      value);
}

Value value_of(const nlohmann::json& json) {
  if (json.is_boolean()) return json.get<bool>();
  if (json.is_number_integer()) return json.get<std::int64_t>();
  if (json.is_number()) return json.get<double>();
  if (json.is_string()) return json.get<std::string>();
  JsonFields fields(json, "an option's value");
  if (json.contains("numbers")) {
    std::vector<double> numbers;
    fields.take("numbers", numbers);
    fields.finish();
    return numbers;
  }
  std::vector<std::string> texts;
  fields.take("texts", texts);
  fields.finish();
  return texts;
}

}  // namespace rankplot::job
