#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <toml++/toml.h>

namespace rankplot::job {

/// How source regions of values from --set are told from those of the file.
inline constexpr std::string_view kOverridePrefix = "--set ";

/// The errors of meaning found so far.
class Problems {
 public:
  /// `text` must outlive it.
  Problems(std::string_view text, std::string file);

  void add(const toml::source_region& where, const std::string& what);
  void add(const toml::node& node, const std::string& what) { add(node.source(), what); }
  /// About the byte at `offset` of a string value.
  void add_within(const toml::node& string, std::size_t offset, const std::string& what);
  /// About a --set that could not be applied.
  void add_override(const std::string& key, const std::string& what);
  /// About the job as a whole.
  void add_at_end(const std::string& what);

  bool empty() const { return found_.empty(); }
  /// Throws JobError with the first 20 in file order where there are any.
  void throw_if_any();

 private:
  struct Problem {
    bool in_file = true;
    toml::source_position at;
    std::string text;
  };
  void add_in_file(toml::source_position at, const std::string& what);

  std::string_view text_;
  std::string file_;
  std::vector<std::size_t> line_starts_;
  std::vector<Problem> found_;
};

}  // namespace rankplot::job
