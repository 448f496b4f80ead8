#include "painter/text/utf8.hpp"

#include <cstdint>

namespace rankplot::text {
namespace {

constexpr char32_t kReplacement = 0xFFFD;

/// What the first byte of a sequence promises; the second byte's bounds shut out overlong forms,
/// surrogates and values beyond U+10FFFF (Unicode standard, table 3-7).
struct Lead {
  int trail = 0;
  char32_t bits = 0;
  std::uint8_t second_least = 0x80, second_most = 0xBF;
};

Lead lead(std::uint8_t byte) {
  if (byte >= 0xC2 && byte <= 0xDF) return {1, byte & 0x1Fu};
  if (byte == 0xE0) return {2, byte & 0x0Fu, 0xA0, 0xBF};
  if (byte == 0xED) return {2, byte & 0x0Fu, 0x80, 0x9F};
  if (byte >= 0xE1 && byte <= 0xEF) return {2, byte & 0x0Fu};
  if (byte == 0xF0) return {3, byte & 0x07u, 0x90, 0xBF};
  if (byte >= 0xF1 && byte <= 0xF3) return {3, byte & 0x07u};
  if (byte == 0xF4) return {3, byte & 0x07u, 0x80, 0x8F};
  return {};
}

}  // namespace

std::vector<char32_t> decode_utf8(std::string_view text) {
  std::vector<char32_t> points;
  points.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    const auto first = static_cast<std::uint8_t>(text[i++]);
    if (first < 0x80) {
      points.push_back(first);
      continue;
    }
    const Lead head = lead(first);
    char32_t point = head.bits;
    int left = head.trail;
    std::uint8_t least = head.second_least, most = head.second_most;
    for (; left > 0 && i < text.size(); --left, ++i, least = 0x80, most = 0xBF) {
      const auto next = static_cast<std::uint8_t>(text[i]);
      if (next < least || next > most) break;
      point = (point << 6) | (next & 0x3Fu);
    }
    points.push_back(head.trail > 0 && left == 0 ? point : kReplacement);
  }
  return points;
}

std::size_t append_utf8(std::string& text, char32_t code) {
  const auto trail = [&](int shift) { text += static_cast<char>(0x80 | ((code >> shift) & 0x3F)); };
  if (code < 0x80) {
    text += static_cast<char>(code);
    return 1;
  }
  if (code < 0x800) {
    text += static_cast<char>(0xC0 | (code >> 6));
    trail(0);
    return 2;
  }
  if (code < 0x10000) {
    text += static_cast<char>(0xE0 | (code >> 12));
    trail(6);
    trail(0);
    return 3;
  }
  text += static_cast<char>(0xF0 | (code >> 18));
  trail(12);
  trail(6);
  trail(0);
  return 4;
}

}  // namespace rankplot::text
