#pragma once

#include <string_view>

#include "painter/text/line.hpp"

namespace rankplot::text {
class Typeface;
}

namespace rankplot::text::math {

/// Whether a line holds formulas, as matplotlib decides it: an even number of dollars, not none,
/// that no backslash precedes.
bool has_formulas(std::string_view utf8);

/// Without the backslashes before dollars.
std::string without_escapes(std::string_view utf8);

/// A line with formulas between its dollars. Where one of them is faulty, or the text too long, the
/// whole line as it is written, with a note that says the column and what was expected.
Line lay_out_line(Typeface& typeface, std::string_view utf8, double size_px);

}  // namespace rankplot::text::math
