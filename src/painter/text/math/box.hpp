#pragma once

#include <string>
#include <vector>

#include "painter/text/line.hpp"

namespace rankplot::text::math {

/// A glyph placed in a box, from the left end of its baseline, y up.
struct Mark {
  Font* font = nullptr;
  double size_px = 0;
  std::uint32_t glyph = 0;
  double x = 0, y = 0;
  char32_t code = 0;  ///< what it shows
};

/// What is laid out, with TeX's measures (TeXbook, chapter 11): height above and depth below the
/// baseline, of a single glyph perhaps negative.
struct Box {
  double width = 0, height = 0, depth = 0;
  std::vector<Mark> marks;
  std::vector<Rule> rules;

  double total() const { return height + depth; }
  /// Puts another box into this one with its baseline's left end at (x, y); measures stay.
  void place(Box&& inner, double x, double y);
  /// Appends a box to the right on the same baseline, raised by `up`.
  void append(Box&& next, double up = 0);
};

/// Pieces of the box's marks: neighbours of one font and size together.
std::vector<Piece> pieces_of(const Box& box);

}  // namespace rankplot::text::math
