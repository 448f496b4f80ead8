#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/expr/field_text.hpp"

namespace rankplot::plan {

/// Captures by name, values as text: {"step": "100"}.
using Captures = std::map<std::string, std::string>;

/// A path with {captures} and globs: "A/gs_{step}.h5", "/plot_{n}/a". A capture matches one or
/// more,
/// `*` zero or more characters other than '/', each as few as it can; a capture that occurs twice
/// must have the same text. Texts over 4096 bytes are refused.
class Pattern {
 public:
  /// Throws expr::SyntaxError on an unclosed brace or a name that is not [A-Za-z_][A-Za-z0-9_]*.
  static Pattern parse(std::string_view text);

  const std::string& text() const { return text_; }
  const std::vector<std::string>& captures() const { return captures_; }  ///< distinct, in order
  bool is_literal() const;  ///< neither captures nor globs
  bool has_globs() const;

  std::optional<Captures> match(std::string_view candidate) const;
  /// The same, the values in the order of captures(); they point into `candidate`. Takes at most a
  /// million steps, whatever the pattern, then throws Error.
  std::optional<std::vector<std::string_view>> match_values(std::string_view candidate) const;

  /// The text with its captures filled in. Throws Error where one is missing and on globs.
  std::string fill(const Captures& values) const;
  std::string fill_values(std::span<const std::string_view> values) const;

 private:
  struct Piece {
    enum class Kind { Literal, Capture, Glob } kind = Kind::Literal;
    std::string text;         ///< Literal
    std::size_t capture = 0;  ///< Capture: index into captures_
  };
  class Matcher;

  void add_capture(std::string_view name);

  std::string text_;
  std::vector<Piece> pieces_;
  std::vector<std::string> captures_;
};

/// A file that an input names.
struct FoundFile {
  std::string path;
  Captures captures;
};

/// The regular files that match, sorted by captures (in the order of the pattern) as value_less
/// says, then by path. Lists only the folders that the pattern needs; names that begin with a dot
/// match only a pattern that does. A file that `*` reaches again through a linked folder counts
/// once. A pattern that names no file gives an empty list; a folder that cannot be read is an Error
/// that names it.
std::vector<FoundFile> find_files(const Pattern& pattern);

using expr::value_number;

/// Order of capture values: numbers before text, numbers by value ("2" < "10"), ties by text.
bool value_less(std::string_view a, std::string_view b);

}  // namespace rankplot::plan
