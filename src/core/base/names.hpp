#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace rankplot::base {

/// What the values 0, 1, ... of an array of categories stand for; null: the values are numbers.
using Names = std::shared_ptr<const std::vector<std::string>>;

/// More, or longer ones, are no labels of an axis. Longer names are cut.
inline constexpr std::size_t kMostNames = 10'000;
inline constexpr std::size_t kMostNameBytes = 1'000;

/// Valid UTF-8 of at most kMostNameBytes: malformed bytes become U+FFFD, what is too long ends in
/// an ellipsis.
std::string clean_name(std::string_view bytes);

/// Throws Error on names (or notes) that a reader would not have made: too many, or one too long.
void check_names(const std::vector<std::string>& names);

/// Numbers names in the order in which they first appear.
class NameTable {
 public:
  /// The number of a name. Throws Error beyond kMostNames.
  std::size_t number(std::string_view name);
  Names names() const { return std::make_shared<const std::vector<std::string>>(names_); }

 private:
  struct Hash : std::hash<std::string_view> {
    using is_transparent = void;
  };
  std::unordered_map<std::string, std::size_t, Hash, std::equal_to<>> numbers_;
  std::vector<std::string> names_;  ///< clean
};

}  // namespace rankplot::base
