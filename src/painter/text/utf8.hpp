#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace rankplot::text {

/// Code points of a text. Each malformed sequence (stray, cut short, overlong, surrogate, beyond
/// U+10FFFF) becomes one U+FFFD, as the Unicode standard recommends (section 3.9, maximal
/// subparts).
std::vector<char32_t> decode_utf8(std::string_view text);

/// Appends a code point up to U+10FFFF; returns its number of bytes.
std::size_t append_utf8(std::string& text, char32_t code);

}  // namespace rankplot::text
