#include <algorithm>
#include <array>
#include <map>
#include <string_view>

#include "core/base/error.hpp"
#include "painter/text/system_fonts.hpp"
#include "painter/text/typeface.hpp"

namespace rankplot::text {
namespace {

bool is_file(const std::string& font) {
  constexpr std::array<std::string_view, 4> kSuffixes{".ttf", ".otf", ".ttc", ".pfb"};
  return font.find('/') != font.npos ||
         std::any_of(kSuffixes.begin(), kSuffixes.end(),
                     [&](std::string_view suffix) { return font.ends_with(suffix); });
}

std::array<FontPlace, 4> fonts_of_file(const std::string& font) {
  // Told from a bundled font's name.
  const FontPlace own{font.find('/') == font.npos ? "./" + font : font};
  const Font opened(own.file);
  std::array<FontPlace, 4> places{own, own, own, own};
  try {
    const std::array<FontPlace, 4> family = fonts_of_family(opened.name().family);
    std::copy(family.begin() + 1, family.end(), places.begin() + 1);
  } catch (const base::Error&) {
    // The machine does not know it: the file is all there is.
  }
  return places;
}

void check_letters(const Font& font, const std::string& name) {
  for (char32_t code = 0x21; code < 0x7F; ++code)
    if (font.glyph(code) == 0)
      base::fail("the font '{}' ({}) has no '{}': axes and their numbers cannot be written in it",
                 name, font.file(), static_cast<char>(code));
}

}  // namespace

Typeface& typeface_named(const std::string& font) {
  if (font.empty()) return sans();
  static std::map<std::string, std::unique_ptr<Typeface>> opened;
  std::unique_ptr<Typeface>& typeface = opened[font];
  if (typeface) return *typeface;
  const std::array<FontPlace, 4> places =
      is_file(font) ? fonts_of_file(font) : fonts_of_family(font);
  auto made = std::make_unique<Typeface>(
      Typeface::Files{{places[0], places[1], places[2], places[3], {"DejaVuSansDisplay.ttf"}}});
  check_letters(made->font(), font);
  typeface = std::move(made);
  return *typeface;
}

}  // namespace rankplot::text
