#include "core/job/line_format.hpp"

#include <array>

#include <fmt/format.h>

#include "core/job/words.hpp"

namespace rankplot::job {

namespace {

constexpr std::string_view kColorLetters = "bgrcmykw";
constexpr std::array<std::string_view, 4> kStyles{"--", "-.", "-", ":"};  // longer ones first

void set_once(std::string& part, std::string_view value, const char* what, std::size_t offset) {
  if (!part.empty()) {
    throw expr::SyntaxError{fmt::format("a second {}, '{}', behind '{}'", what, value, part),
                            offset};
  }
  part = value;
}

/// The style that the text begins with, or "".
std::string_view style_at(std::string_view text) {
  for (const std::string_view style : kStyles) {
    if (text.starts_with(style)) return style;
  }
  return "";
}

std::string_view color_at(std::string_view text) {
  const bool cycle = text.size() > 1 && text[0] == 'C' && text[1] >= '0' && text[1] <= '9';
  if (cycle) return text.substr(0, 2);
  return kColorLetters.find(text[0]) != kColorLetters.npos ? text.substr(0, 1) : "";
}

}  // namespace

LineFormat parse_line_format(std::string_view text, const Vocabulary& vocabulary) {
  if (text.empty())
    throw expr::SyntaxError{"fmt is empty; write a colour, a marker, a line style, as in \"ro-\"",
                            0};
  LineFormat format;
  if (contains(vocabulary.colors, text) && text.size() > 1) {
    format.color = text;
    return format;
  }
  for (std::size_t at = 0; at < text.size();) {
    const std::string_view rest = text.substr(at);
    std::string_view part = style_at(rest);
    if (!part.empty()) {
      set_once(format.linestyle, part, "line style", at);
    } else if (part = color_at(rest); !part.empty()) {
      set_once(format.color, part, "colour", at);
    } else if (part = rest.substr(0, 1); contains(vocabulary.markers, part)) {
      set_once(format.marker, part, "marker", at);
    } else {
      throw expr::SyntaxError{
          fmt::format("fmt '{}': '{}' is no colour ({}), marker ({}) or line style (-, --, -., :)",
                      text, part, kColorLetters, joined(vocabulary.markers)),
          at};
    }
    at += part.size();
  }
  if (format.linestyle.empty() && !format.marker.empty()) format.linestyle = "none";
  if (format.marker.empty() && !format.linestyle.empty()) format.marker = "none";
  return format;
}

}  // namespace rankplot::job
