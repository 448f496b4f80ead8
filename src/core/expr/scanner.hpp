#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "core/expr/path.hpp"

namespace rankplot::expr {

// Character classes of names; bytes above 127 are parts of UTF-8 letters.
bool is_digit(char c);
bool is_name_start(char c);
bool is_name_char(char c);

/// A place in a text that is being parsed; reading past the end gives '\0'.
class Scanner {
 public:
  explicit Scanner(std::string_view text, std::size_t at = 0) : text_(text), at_(at) {}

  std::size_t at() const { return at_; }
  bool at_end() const { return at_ >= text_.size(); }
  char peek(std::size_t ahead = 0) const {
    return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
  }
  std::string_view rest() const { return text_.substr(at_); }
  std::string_view since(std::size_t start) const { return text_.substr(start, at_ - start); }
  /// Not beyond the end.
  void advance(std::size_t count = 1) { at_ = std::min(at_ + count, text_.size()); }
  void skip_spaces();
  bool take(std::string_view token);  ///< moves over it when it is next
  std::string_view take_name();       ///< [A-Za-z_][A-Za-z0-9_]*, or ""

 private:
  std::string_view text_;
  std::size_t at_;
};

/// What stands at a place, for messages: "'x'", or "the end".
std::string found(const Scanner& scanner);

[[noreturn]] void syntax_error(std::size_t offset, std::string message);

/// Over `{name}` (the scanner stands on the brace); returns the name. Throws SyntaxError.
std::string scan_capture(Scanner& scanner);

/// Over `[...][...]` behind a path, into its column and hyperslab. Throws SyntaxError.
void scan_subscripts(Scanner& scanner, Path& path);

/// Checks an object's text, which begins at `offset` of the whole: its {captures} are closed.
/// Returns it without empty components. Throws SyntaxError.
std::string checked_object(std::string_view object, std::size_t offset);

/// `text`, which begins at `offset` of the whole, as a path. Throws SyntaxError.
Path path_of(std::string_view text, std::size_t offset);

}  // namespace rankplot::expr
