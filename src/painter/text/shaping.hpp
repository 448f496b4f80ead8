#pragma once

#include <string_view>

#include "painter/text/line.hpp"

namespace rankplot::text {

/// Whether a character stands by itself: false for scripts whose letters join, stack or run from
/// right to left, combining marks and joiners.
bool stands_alone(char32_t code);

/// One line of any language: FriBidi orders it (Unicode's UAX 9), HarfBuzz shapes it, and what
/// `font` lacks comes from the machine's fonts. A character that no font has becomes a box, with a
/// note.
Line shape_line(Font& font, std::string_view utf8, double size_px);

}  // namespace rankplot::text
