#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/job/blocks.hpp"
#include "core/job/choices.hpp"
#include "core/job/problems.hpp"

namespace rankplot::job {

/// A table of the job, and behind it those that speak where it is silent: the nearer first.
struct Keys {
  const toml::table* own = nullptr;
  std::vector<const toml::table*> behind = {};  ///< may hold nullptr

  const toml::node* find(std::string_view name) const {
    if (const toml::node* node = own->get(name)) return node;
    for (const toml::table* table : behind) {
      const toml::node* node = table == nullptr ? nullptr : table->get(name);
      if (node != nullptr) return node;
    }
    return nullptr;
  }
};

/// A date, perhaps with a time of day: of UTC where it says no other zone.
bool is_date(const toml::node& node);
/// Seconds since 1970 of what is_date.
double seconds_of_date(const toml::node& node);

/// "a text", "true or false", "a list": what a node is, for messages.
std::string kind_of(const toml::node& node);

/// The node as the option wants it; empty, with the problem noted, where it is not of that type or
/// not among what is allowed.
std::optional<Value> check_value(const Option& option, const toml::node& node,
                                 const Vocabulary& vocabulary, Problems& problems);

/// Values of those options that were written, else of those that have a default.
std::map<std::string, Value> check_options(const std::vector<Option>& options, const Keys& keys,
                                           const Vocabulary& vocabulary, Problems& problems);

/// Notes every key of `table` that is neither in `known` nor, as a later version's, in `later`.
/// `where` ends the sentence: "in [[figure]]".
void check_keys(const toml::table& table, const std::vector<std::string>& known,
                const std::vector<std::string>& later, const std::string& where,
                Problems& problems);

/// True for "#rgb", "#rrggbb", both with alpha, "C0" and up, "none", and names in any case.
bool is_color(const std::string& text, const Vocabulary& vocabulary);

}  // namespace rankplot::job
