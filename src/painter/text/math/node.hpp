#pragma once

#include <string>
#include <vector>

#include "painter/text/math/symbols.hpp"

namespace rankplot::text::math {

/// Which letters are meant: \mathrm, \mathbf, ... Italic: slanted letters, upright signs.
enum class Alphabet {
  Italic,
  Roman,
  Bold,
  BoldItalic,
  Calligraphic,
  Fraktur,
  Blackboard,
  Typewriter
};

enum class Kind {
  Symbol,    ///< code
  Word,      ///< text, upright: a function's name; with `spaced`, text as it stands
  List,      ///< body
  Scripts,   ///< body, over: superscript, under: subscript
  Fraction,  ///< over, under; amount: the bar's thickness in its usual one; left, right
  Root,      ///< body, over: the index
  Accent,    ///< code over body; stretched: as wide as it
  Overline,  ///< body
  Underline,
  Stack,  ///< over or under, smaller, at body
  Space,  ///< amount in em
  Fence,  ///< body between left and right, as high as it
  Big,    ///< code, of amount times an em in height
};

/// A part of a formula.
struct Node {
  Kind kind = Kind::List;
  Atom atom = Atom::Ord;
  Alphabet alphabet = Alphabet::Italic;
  char32_t code = 0;
  char32_t left = 0, right = 0;  ///< delimiters; 0: none
  double amount = 1;
  int smaller = 0;         ///< by how many levels a fraction's parts are smaller
  bool limits = false;     ///< scripts stand above and below
  bool stretched = false;  ///< of accents
  int primes = 0;          ///< before the superscript
  std::u32string text = {};
  std::vector<Node> body = {}, over = {}, under = {};
};

}  // namespace rankplot::text::math
