#include "painter/render/chart/devices/documents/svg_words.hpp"

#include <fmt/format.h>

#include <cmath>
#include <cstdint>

#include "core/base/utf8.hpp"

namespace rankplot::render::svg {

void append_number(std::string& to, double value) {
  constexpr double kLargest = 1e12;
  const long long hundredths = std::llround(std::clamp(value, -kLargest, kLargest) * 100);
  const long long size = std::abs(hundredths);
  if (hundredths < 0) to += '-';
  fmt::format_int whole(size / 100);
  to.append(whole.data(), whole.size());
  if (size % 100 == 0) return;
  to += '.';
  to += static_cast<char>('0' + size % 100 / 10);
  if (size % 10 != 0) to += static_cast<char>('0' + size % 10);
}

std::string number(double value) {
  std::string text;
  append_number(text, value);
  return text;
}

std::string path_data(const Path& path) {
  std::string data;
  const Point* at = path.points().data();
  const auto put = [&](int count) {
    for (int i = 0; i < count; ++i, ++at) {
      if (i > 0) data += ' ';
      append_number(data, static_cast<double>(at->x));
      data += ' ';
      append_number(data, static_cast<double>(at->y));
    }
  };
  for (const Path::Verb verb : path.verbs()) switch (verb) {
      case Path::Verb::Move: data += 'M', put(1); break;
      case Path::Verb::Line: data += 'L', put(1); break;
      case Path::Verb::Curve: data += 'C', put(3); break;
      case Path::Verb::Close: data += 'Z'; break;
    }
  return data;
}

std::string paint(std::string_view property, const Color& color) {
  std::string text =
      fmt::format(" {}=\"#{:02x}{:02x}{:02x}\"", property, color.red, color.green, color.blue);
  if (color.alpha < 255)
    text += fmt::format(" {}-opacity=\"{:.4g}\"", property, color.alpha / 255.0);
  return text;
}

std::string escaped(std::string_view given) {
  constexpr std::string_view kReplacement = "\xEF\xBF\xBD";
  const std::string text = base::to_utf8(given);
  std::string made;
  made.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    const bool noncharacter = byte == 0xEF && i + 2 < text.size() && text[i + 1] == '\xBF' &&
                              (text[i + 2] == '\xBE' || text[i + 2] == '\xBF');
    if (noncharacter) {  // U+FFFE, U+FFFF
      made += kReplacement;
      i += 2;
      continue;
    }
    switch (text[i]) {
      case '&': made += "&amp;"; break;
      case '<': made += "&lt;"; break;
      case '>': made += "&gt;"; break;
      case '"': made += "&quot;"; break;
      case '\t': made += "&#9;"; break;
      case '\n': made += "&#10;"; break;
      case '\r': made += "&#13;"; break;
      default:
        if (byte < 0x20)
          made += kReplacement;
        else
          made += text[i];
    }
  }
  return made;
}

std::string base64(std::span<const std::byte> bytes) {
  constexpr std::string_view kDigits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string text;
  text.reserve((bytes.size() + 2) / 3 * 4);
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    const std::size_t left = std::min<std::size_t>(3, bytes.size() - i);
    std::uint32_t word = 0;
    for (std::size_t k = 0; k < 3; ++k)
      word = word << 8 | (k < left ? std::to_integer<std::uint32_t>(bytes[i + k]) : 0);
    for (std::size_t k = 0; k < 4; ++k)
      text += k <= left ? kDigits[word >> (18 - 6 * k) & 63] : '=';
  }
  return text;
}

}  // namespace rankplot::render::svg
