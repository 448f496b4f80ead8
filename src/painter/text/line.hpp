#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace rankplot::text {

class Font;

/// A glyph and where its origin stands, from the line's origin. Pixels, y up.
struct Glyph {
  std::uint32_t index = 0;
  double x = 0, y = 0;
  /// How many bytes of the piece's text it shows; 0: it shows them together with the glyph before.
  std::uint32_t bytes = 0;
};

/// Glyphs of one font at one size, in the order of their text. Those of spaces have no ink.
struct Piece {
  Font* font = nullptr;
  double size_px = 0;
  std::vector<Glyph> glyphs;
  std::string text;            ///< UTF-8, what a reader copies out of a page
  bool right_to_left = false;  ///< glyphs go from right to left as the text is read
};

/// A filled rectangle: the bar of a fraction, of a root.
struct Rule {
  double left = 0, bottom = 0, right = 0, top = 0;
};

/// One line of text laid out at a size. Pixels, y up, the origin on the baseline at the left.
struct Line {
  std::vector<Piece> pieces;
  std::vector<Rule> rules;
  double advance = 0;
  double ink_left = 0, ink_right = 0, ink_bottom = 0, ink_top = 0;  ///< all 0 without ink
  /// What it needs above and below its baseline beyond its font's line; 0 for plain text.
  double ascent = 0, descent = 0;
  std::vector<std::string> notes;  ///< what could not be drawn as it was meant, for the journal
};

/// Sets ink_left to ink_top to what its pieces and rules cover.
void measure_ink(Line& line);

}  // namespace rankplot::text
