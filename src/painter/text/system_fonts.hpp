#pragma once

#include <array>
#include <string>

#include "painter/text/bundled.hpp"
#include "painter/text/font.hpp"

namespace rankplot::text {

/// The machine's font that shows a character, or null: upright, of regular weight and without
/// serifs where there is a choice. Fontconfig's caches are read where they are, never written; the
/// list of fonts is read at the first call. Fonts live as long as the program.
Font* system_font_with(char32_t code);

/// A family of the machine's fonts (as it names itself in any language; case does not count): its
/// regular, italic, bold and bold italic, each the nearest that there is. Throws base::Error naming
/// the nearest family where there is none of the name.
std::array<FontPlace, 4> fonts_of_family(const std::string& family);

}  // namespace rankplot::text
