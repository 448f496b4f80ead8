#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rankplot::expr {

/// What is wrong with a piece of an expression, a path or a template: the message, and where it
/// starts (0-based byte offset in the text that was parsed). job::parse turns it into line and
/// column.
struct SyntaxError {
  std::string message;
  std::size_t offset = 0;
};

/// One axis of a hyperslab, as in NumPy: `5`, `:`, `2:10:2`, `-1`, or a capture `{t}`.
struct Slice {
  enum class Kind { Index, Range, Capture };
  Kind kind = Kind::Range;
  std::int64_t index = 0;             ///< Index: negative counts from the end; the axis is dropped
  std::optional<std::int64_t> start;  ///< Range: as in Python, step above zero only
  std::optional<std::int64_t> stop;
  std::int64_t step = 1;
  std::string capture;  ///< Capture: one case per index of this axis; the axis is dropped

  bool operator==(const Slice&) const = default;
};

/// Where an array is: `a:/fields/V[:, :, 64]`, `/table[pressure]`, `V` (relative to the figure's
/// data).
struct Path {
  std::string input;  ///< name before ':'; empty: the figure's own input
  std::string
      object;  ///< path in the file, may hold {captures}; relative when it does not start with '/'
  std::string column;            ///< field of a compound dataset; empty: none
  std::vector<Slice> hyperslab;  ///< empty: all of it; fewer than the axes: the rest is whole

  bool operator==(const Path&) const = default;
};

/// Parses a value that is wholly a path: everything up to a '[' names the object, spaces and
/// operators too. `[name]` or `["any name"]` is a column, `[2:10, :, {t}]` a hyperslab. Slashes in
/// a row count as one; a last one is dropped. Throws SyntaxError; over 4096 bytes are refused.
Path parse_path(std::string_view text);

/// The text that parse_path would read back to the same Path.
std::string to_string(const Path& path);

/// The names of the {captures} in its object and its hyperslab, distinct, in order.
std::vector<std::string> captures_of(const Path& path);

}  // namespace rankplot::expr
