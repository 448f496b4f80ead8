#include "core/job/source_text.hpp"

#include <fmt/format.h>

namespace rankplot::job {

namespace {

constexpr int kMostKeyParts = 16;

bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

std::size_t byte_of(std::string_view text, Place place) {
  std::size_t at = 0;
  for (std::size_t line = 1; line < place.line; ++line) {
    const std::size_t end = text.find('\n', at);
    if (end == text.npos) return text.size();
    at = end + 1;
  }
  for (std::size_t column = 1; column < place.column && at < text.size(); ++column) {
    do {
      ++at;
    } while (at < text.size() && is_continuation(text[at]));
  }
  return at;
}

Place place_of(std::string_view text, std::size_t byte) {
  Place place;
  for (std::size_t at = 0; at < byte && at < text.size(); ++at) {
    if (text[at] == '\n') {
      ++place.line;
      place.column = 1;
    } else if (!is_continuation(text[at])) {
      ++place.column;
    }
  }
  return place;
}

/// The quotes that a string begins with: 1 or 3; an empty string's two are 1.
std::size_t quotes_at(std::string_view text, std::size_t at) {
  const std::string_view quotes = text.substr(at, 3);
  return quotes == "\"\"\"" || quotes == "'''" ? 3 : 1;
}

struct Escape {
  std::size_t written = 1;  ///< bytes in the text
  std::size_t value = 1;    ///< bytes of the value
};

Escape escape_at(std::string_view text, std::size_t at) {
  const char c = at + 1 < text.size() ? text[at + 1] : '\0';
  if (c == 'u' || c == 'U') {
    const std::size_t digits = c == 'u' ? 4 : 8;
    unsigned long code = 0;
    for (const char digit : text.substr(at + 2, digits)) {
      const char low = static_cast<char>(digit | 0x20);
      code = code * 16 + static_cast<unsigned long>(low >= 'a' ? low - 'a' + 10 : digit - '0');
    }
    return {digits + 2, code < 0x80 ? 1U : code < 0x800 ? 2U : code < 0x10000 ? 3U : 4U};
  }
  if (c == '\n' || c == '\r' || c == ' ' || c == '\t') {  // a line that goes on without its break
    const std::size_t next = text.find_first_not_of(" \t\r\n", at + 1);
    return {(next == text.npos ? text.size() : next) - at, 0};
  }
  return {2, 1};
}

/// Moves over a string, or to the end of the line where a one-line string is not closed.
std::size_t end_of_string(std::string_view text, std::size_t at) {
  const char quote = text[at];
  const std::size_t count = quotes_at(text, at);
  const std::string_view closing = text.substr(at, count);
  at += count;
  while (at < text.size()) {
    if (quote == '"' && text[at] == '\\') {
      at += 2;
    } else if (text.substr(at).starts_with(closing)) {
      return at + count;
    } else if (count == 1 && text[at] == '\n') {
      return at;
    } else {
      ++at;
    }
  }
  return text.size();
}

bool is_bare(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '-' || c == '+' || static_cast<unsigned char>(c) >= 0x80;
}

}  // namespace

Place place_within_string(std::string_view text, Place begin, std::size_t offset) {
  std::size_t at = byte_of(text, begin);
  if (at >= text.size() || (text[at] != '"' && text[at] != '\'')) return begin;
  const bool escapes = text[at] == '"';
  const std::size_t quotes = quotes_at(text, at);
  at += quotes;
  if (quotes == 3 && text.substr(at).starts_with("\r\n")) {
    at += 2;
  } else if (quotes == 3 && text.substr(at).starts_with("\n")) {
    ++at;
  }
  for (std::size_t value = 0; at < text.size() && value < offset;) {
    const Escape step = escapes && text[at] == '\\' ? escape_at(text, at) : Escape{};
    if (value + step.value > offset) break;
    value += step.value;
    at += step.written;
  }
  return place_of(text, at);
}

bool has_key_of_too_many_parts(std::string_view text) {
  int parts = 0;
  std::size_t at = 0;
  while (at < text.size()) {
    const char c = text[at];
    if (c == '"' || c == '\'') {
      at = end_of_string(text, at);
      ++parts;
    } else if (is_bare(c)) {
      while (at < text.size() && is_bare(text[at])) ++at;
      ++parts;
    } else if (c == '.' || c == ' ' || c == '\t') {
      ++at;
      continue;
    } else {
      if (c == '#') at = text.find('\n', at);
      if (at == text.npos) break;
      ++at;
      parts = 0;
      continue;
    }
    // Parts that no dot joins, such as a value's words, begin a new key.
    const std::size_t next = text.find_first_not_of(" \t", at);
    if (parts > kMostKeyParts) return true;
    if (next == text.npos || text[next] != '.') parts = 0;
  }
  return false;
}

std::string toml_string(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) {
      out += fmt::format("\\u{:04X}", static_cast<unsigned>(c));
    } else {
      out += c;
    }
  }
  return out + '"';
}

}  // namespace rankplot::job
