#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rankplot::plan {

/// Captures by name, values as text: {"step": "100"}.
using Captures = std::map<std::string, std::string>;

/// A path with {captures} and globs: "A/gs_{step}.h5", "/plot_{n}/a". A capture and `*` match one
/// or more characters (`*`: zero or more) other than '/'; a capture that occurs twice must have the
/// same text.
class Pattern {
 public:
  /// Throws expr::SyntaxError on an unclosed brace or a name that is not [A-Za-z_][A-Za-z0-9_]*.
  static Pattern parse(std::string_view text);

  const std::string& text() const { return text_; }
  const std::vector<std::string>& captures() const { return captures_; }
  bool is_literal() const;  ///< neither captures nor globs
  std::optional<Captures> match(std::string_view candidate) const;
  /// The text with its captures filled in. Throws Error where one is missing.
  std::string fill(const Captures& values) const;

 private:
  struct Piece {
    enum class Kind { Literal, Capture, Glob } kind;
    std::string text;
  };
  bool match_from(std::size_t piece, std::string_view rest, Captures& found) const;

  std::string text_;
  std::vector<Piece> pieces_;
  std::vector<std::string> captures_;
};

/// The files that match, sorted: by captures as numbers where both are numbers, else as text.
/// Follows no link out of a folder twice. A pattern without captures or globs that names no file
/// gives an empty list.
struct FoundFile {
  std::string path;
  Captures captures;
};
std::vector<FoundFile> find_files(const Pattern& pattern);

/// Order of capture values: numbers before text, numbers by value ("2" < "10"), ties by text.
bool value_less(std::string_view a, std::string_view b);

}  // namespace rankplot::plan
