#pragma once

#include <cairo.h>

#include "painter/text/font.hpp"

namespace rankplot::render {

/// The font as Cairo has it, unhinted. It lives as long as the program, as fonts do. Throws
/// base::Error where Cairo refuses.
cairo_font_face_t* cairo_face_of(text::Font& font);

}  // namespace rankplot::render
