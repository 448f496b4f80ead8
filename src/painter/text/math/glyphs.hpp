#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <vector>

#include "painter/text/math/node.hpp"
#include "painter/text/typeface.hpp"

namespace rankplot::text::math {

/// A glyph of a font; `code` is the character that it shows.
struct Chosen {
  Font* font = nullptr;
  std::uint32_t glyph = 0;  ///< 0: no font has it
  char32_t code = 0;
  bool slanted = false;
};

/// Finds glyphs as matplotlib's DejaVu font sets do: letters in the typeface's italic font, signs
/// upright, large operators from DejaVu's display fonts, what is missing there and all that grows
/// from DejaVu Math TeX Gyre.
class Glyphs {
 public:
  explicit Glyphs(Typeface& typeface) : typeface_(typeface) {}

  Typeface& typeface() { return typeface_; }
  Chosen find(char32_t code, Alphabet alphabet);

  /// The symbol font's glyphs for a sign, from small to large, by its OpenType MATH table; empty
  /// where it does not grow.
  static const std::vector<std::uint32_t>& taller(char32_t code);
  static const std::vector<std::uint32_t>& wider(char32_t code);
  static Font& symbols();

 private:
  Typeface& typeface_;
};

}  // namespace rankplot::text::math
