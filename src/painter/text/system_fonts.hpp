#pragma once

#include "painter/text/font.hpp"

namespace rankplot::text {

/// The machine's font that shows a character, or null: upright, of regular weight and without
/// serifs where there is a choice. Fontconfig's caches are read where they are, never written; the
/// list of fonts is read at the first call. Fonts live as long as the program.
Font* system_font_with(char32_t code);

}  // namespace rankplot::text
