#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace rankplot::job {

/// A place in a TOML text, counted as editors do: from 1, columns in characters.
struct Place {
  std::size_t line = 1;
  std::size_t column = 1;
};

/// Where the byte at `offset` of a string's value is written, when the string (with its quotes)
/// begins at `begin`: escapes and multi-line strings are followed.
Place place_within_string(std::string_view text, Place begin, std::size_t offset);

/// True where a key has more than 16 dotted parts: toml++ makes a table of each, and tears them
/// down by recursion.
bool has_key_of_too_many_parts(std::string_view text);

/// A text as TOML writes it: quoted, with escapes.
std::string toml_string(std::string_view text);

/// A job text with its overrides (of --set) applied, written anew: comments are lost. `file` is
/// named in messages. Throws JobError.
std::string with_overrides(std::string_view text, const std::string& file,
                           const std::vector<std::string>& overrides);

}  // namespace rankplot::job
