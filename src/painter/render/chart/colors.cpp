#include "painter/render/chart/colors.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "core/base/error.hpp"
#include "core/job/parse.hpp"

namespace rankplot::render {
namespace {

struct NamedColor {
  std::string_view name;
  std::uint32_t rgb;
};

/// CSS Color Module Level 4, section 6.1, and matplotlib's names of the Tableau palette; sorted.
// clang-format off
constexpr NamedColor kNames[] = {
    {"aliceblue", 0xF0F8FF}, {"antiquewhite", 0xFAEBD7},
    {"aqua", 0x00FFFF}, {"aquamarine", 0x7FFFD4},
    {"azure", 0xF0FFFF}, {"beige", 0xF5F5DC},
    {"bisque", 0xFFE4C4}, {"black", 0x000000},
    {"blanchedalmond", 0xFFEBCD}, {"blue", 0x0000FF},
    {"blueviolet", 0x8A2BE2}, {"brown", 0xA52A2A},
    {"burlywood", 0xDEB887}, {"cadetblue", 0x5F9EA0},
    {"chartreuse", 0x7FFF00}, {"chocolate", 0xD2691E},
    {"coral", 0xFF7F50}, {"cornflowerblue", 0x6495ED},
    {"cornsilk", 0xFFF8DC}, {"crimson", 0xDC143C},
    {"cyan", 0x00FFFF}, {"darkblue", 0x00008B},
    {"darkcyan", 0x008B8B}, {"darkgoldenrod", 0xB8860B},
    {"darkgray", 0xA9A9A9}, {"darkgreen", 0x006400},
    {"darkgrey", 0xA9A9A9}, {"darkkhaki", 0xBDB76B},
    {"darkmagenta", 0x8B008B}, {"darkolivegreen", 0x556B2F},
    {"darkorange", 0xFF8C00}, {"darkorchid", 0x9932CC},
    {"darkred", 0x8B0000}, {"darksalmon", 0xE9967A},
    {"darkseagreen", 0x8FBC8F}, {"darkslateblue", 0x483D8B},
    {"darkslategray", 0x2F4F4F}, {"darkslategrey", 0x2F4F4F},
    {"darkturquoise", 0x00CED1}, {"darkviolet", 0x9400D3},
    {"deeppink", 0xFF1493}, {"deepskyblue", 0x00BFFF},
    {"dimgray", 0x696969}, {"dimgrey", 0x696969},
    {"dodgerblue", 0x1E90FF}, {"firebrick", 0xB22222},
    {"floralwhite", 0xFFFAF0}, {"forestgreen", 0x228B22},
    {"fuchsia", 0xFF00FF}, {"gainsboro", 0xDCDCDC},
    {"ghostwhite", 0xF8F8FF}, {"gold", 0xFFD700},
    {"goldenrod", 0xDAA520}, {"gray", 0x808080},
    {"green", 0x008000}, {"greenyellow", 0xADFF2F},
    {"grey", 0x808080}, {"honeydew", 0xF0FFF0},
    {"hotpink", 0xFF69B4}, {"indianred", 0xCD5C5C},
    {"indigo", 0x4B0082}, {"ivory", 0xFFFFF0},
    {"khaki", 0xF0E68C}, {"lavender", 0xE6E6FA},
    {"lavenderblush", 0xFFF0F5}, {"lawngreen", 0x7CFC00},
    {"lemonchiffon", 0xFFFACD}, {"lightblue", 0xADD8E6},
    {"lightcoral", 0xF08080}, {"lightcyan", 0xE0FFFF},
    {"lightgoldenrodyellow", 0xFAFAD2}, {"lightgray", 0xD3D3D3},
    {"lightgreen", 0x90EE90}, {"lightgrey", 0xD3D3D3},
    {"lightpink", 0xFFB6C1}, {"lightsalmon", 0xFFA07A},
    {"lightseagreen", 0x20B2AA}, {"lightskyblue", 0x87CEFA},
    {"lightslategray", 0x778899}, {"lightslategrey", 0x778899},
    {"lightsteelblue", 0xB0C4DE}, {"lightyellow", 0xFFFFE0},
    {"lime", 0x00FF00}, {"limegreen", 0x32CD32},
    {"linen", 0xFAF0E6}, {"magenta", 0xFF00FF},
    {"maroon", 0x800000}, {"mediumaquamarine", 0x66CDAA},
    {"mediumblue", 0x0000CD}, {"mediumorchid", 0xBA55D3},
    {"mediumpurple", 0x9370DB}, {"mediumseagreen", 0x3CB371},
    {"mediumslateblue", 0x7B68EE}, {"mediumspringgreen", 0x00FA9A},
    {"mediumturquoise", 0x48D1CC}, {"mediumvioletred", 0xC71585},
    {"midnightblue", 0x191970}, {"mintcream", 0xF5FFFA},
    {"mistyrose", 0xFFE4E1}, {"moccasin", 0xFFE4B5},
    {"navajowhite", 0xFFDEAD}, {"navy", 0x000080},
    {"oldlace", 0xFDF5E6}, {"olive", 0x808000},
    {"olivedrab", 0x6B8E23}, {"orange", 0xFFA500},
    {"orangered", 0xFF4500}, {"orchid", 0xDA70D6},
    {"palegoldenrod", 0xEEE8AA}, {"palegreen", 0x98FB98},
    {"paleturquoise", 0xAFEEEE}, {"palevioletred", 0xDB7093},
    {"papayawhip", 0xFFEFD5}, {"peachpuff", 0xFFDAB9},
    {"peru", 0xCD853F}, {"pink", 0xFFC0CB},
    {"plum", 0xDDA0DD}, {"powderblue", 0xB0E0E6},
    {"purple", 0x800080}, {"rebeccapurple", 0x663399},
    {"red", 0xFF0000}, {"rosybrown", 0xBC8F8F},
    {"royalblue", 0x4169E1}, {"saddlebrown", 0x8B4513},
    {"salmon", 0xFA8072}, {"sandybrown", 0xF4A460},
    {"seagreen", 0x2E8B57}, {"seashell", 0xFFF5EE},
    {"sienna", 0xA0522D}, {"silver", 0xC0C0C0},
    {"skyblue", 0x87CEEB}, {"slateblue", 0x6A5ACD},
    {"slategray", 0x708090}, {"slategrey", 0x708090},
    {"snow", 0xFFFAFA}, {"springgreen", 0x00FF7F},
    {"steelblue", 0x4682B4}, {"tab:blue", 0x1F77B4},
    {"tab:brown", 0x8C564B}, {"tab:cyan", 0x17BECF},
    {"tab:gray", 0x7F7F7F}, {"tab:green", 0x2CA02C},
    {"tab:olive", 0xBCBD22}, {"tab:orange", 0xFF7F0E},
    {"tab:pink", 0xE377C2}, {"tab:purple", 0x9467BD},
    {"tab:red", 0xD62728}, {"tan", 0xD2B48C},
    {"teal", 0x008080}, {"thistle", 0xD8BFD8},
    {"tomato", 0xFF6347}, {"turquoise", 0x40E0D0},
    {"violet", 0xEE82EE}, {"wheat", 0xF5DEB3},
    {"white", 0xFFFFFF}, {"whitesmoke", 0xF5F5F5},
    {"yellow", 0xFFFF00}, {"yellowgreen", 0x9ACD32},
};
// clang-format on

/// matplotlib's one-letter colours, which are not those of the full names.
constexpr NamedColor kLetters[] = {{"b", 0x0000FF}, {"c", 0x00BFBF}, {"g", 0x008000},
                                   {"k", 0x000000}, {"m", 0xBF00BF}, {"r", 0xFF0000},
                                   {"w", 0xFFFFFF}, {"y", 0xBFBF00}};

constexpr std::array<std::uint32_t, 10> kCycle{0x1F77B4, 0xFF7F0E, 0x2CA02C, 0xD62728, 0x9467BD,
                                               0x8C564B, 0xE377C2, 0x7F7F7F, 0xBCBD22, 0x17BECF};

Color from_rgb(std::uint32_t rgb) {
  return {static_cast<std::uint8_t>(rgb >> 16), static_cast<std::uint8_t>(rgb >> 8),
          static_cast<std::uint8_t>(rgb), 255};
}

std::string lower(std::string_view text) {
  std::string result(text);
  for (char& c : result) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return result;
}

std::optional<std::uint32_t> number(std::string_view digits, int base) {
  std::uint32_t value = 0;
  const char* end = digits.data() + digits.size();
  const auto result = std::from_chars(digits.data(), end, value, base);
  if (digits.empty() || result.ec != std::errc() || result.ptr != end) return std::nullopt;
  return value;
}

/// What follows "#": 3, 4, 6 or 8 hex digits.
std::optional<Color> from_hex(std::string_view digits) {
  std::string full;
  if (digits.size() == 3 || digits.size() == 4) {
    for (char digit : digits) full.append(2, digit);
  } else if (digits.size() == 6 || digits.size() == 8) {
    full = digits;
  }
  const std::optional<std::uint32_t> value = number(full, 16);
  if (!value) return std::nullopt;
  if (full.size() == 6) return from_rgb(*value);
  Color color = from_rgb(*value >> 8);
  color.alpha = static_cast<std::uint8_t>(*value);
  return color;
}

std::optional<Color> from_name(std::string_view name) {
  const auto at = std::lower_bound(
      std::begin(kNames), std::end(kNames), name,
      [](const NamedColor& color, std::string_view wanted) { return color.name < wanted; });
  if (at == std::end(kNames) || at->name != name) return std::nullopt;
  return from_rgb(at->rgb);
}

}  // namespace

std::optional<std::size_t> cycle_index(std::string_view text) {
  if (!text.starts_with('C')) return std::nullopt;
  return number(text.substr(1), 10);
}

std::optional<Color> find_color(std::string_view text) {
  if (text == "none") return Color{0, 0, 0, 0};
  if (text.starts_with('#')) return from_hex(text.substr(1));
  for (const NamedColor& letter : kLetters) {
    if (letter.name == text) return from_rgb(letter.rgb);
  }
  if (const auto index = cycle_index(text)) return cycle_color(*index);
  return from_name(lower(text));
}

Color parse_color(std::string_view text) {
  if (const std::optional<Color> color = find_color(text)) return *color;
  const std::string near = job::nearest(text, color_names());
  base::fail(
      "colour '{}' is not known{}; right would be a name (red, tab:blue), C0 to C9, #rgb, "
      "#rrggbb, #rrggbbaa or none",
      text, near.empty() ? std::string() : fmt::format("; did you mean '{}'?", near));
}

Color cycle_color(std::size_t index) { return from_rgb(kCycle[index % kCycle.size()]); }

std::vector<std::string> color_names() {
  std::vector<std::string> names;
  for (const NamedColor& color : kNames) names.emplace_back(color.name);
  for (const NamedColor& letter : kLetters) names.emplace_back(letter.name);
  names.emplace_back("none");
  std::sort(names.begin(), names.end());
  return names;
}

}  // namespace rankplot::render
