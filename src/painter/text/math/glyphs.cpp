#include "painter/text/math/glyphs.hpp"

#include <hb-ot.h>

#include <array>
#include <map>
#include <optional>

#include "painter/text/bundled.hpp"
#include "painter/text/system_fonts.hpp"

namespace rankplot::text::math {
namespace {

struct HarfBuzzRelease {
  void operator()(hb_blob_t* blob) const { hb_blob_destroy(blob); }
  void operator()(hb_face_t* face) const { hb_face_destroy(face); }
  void operator()(hb_font_t* font) const { hb_font_destroy(font); }
};
template <class T>
using Owned = std::unique_ptr<T, HarfBuzzRelease>;

/// Where an alphabet of Mathematical Alphanumeric Symbols begins, and the letters that stood in
/// Unicode before it (Unicode standard, section 22.2).
struct Block {
  char32_t upper = 0, lower = 0, digits = 0;
  std::map<char32_t, char32_t> others;
};

const Block* block_of(Alphabet alphabet) {
  static const Block calligraphic{0x1D49C,
                                  0x1D4B6,
                                  0,
                                  {{'B', 0x212C},
                                   {'E', 0x2130},
                                   {'F', 0x2131},
                                   {'H', 0x210B},
                                   {'I', 0x2110},
                                   {'L', 0x2112},
                                   {'M', 0x2133},
                                   {'R', 0x211B},
                                   {'e', 0x212F},
                                   {'g', 0x210A},
                                   {'o', 0x2134}}};
  static const Block fraktur{
      0x1D504,
      0x1D51E,
      0,
      {{'C', 0x212D}, {'H', 0x210C}, {'I', 0x2111}, {'R', 0x211C}, {'Z', 0x2128}}};
  static const Block blackboard{0x1D538,
                                0x1D552,
                                0x1D7D8,
                                {{'C', 0x2102},
                                 {'H', 0x210D},
                                 {'N', 0x2115},
                                 {'P', 0x2119},
                                 {'Q', 0x211A},
                                 {'R', 0x211D},
                                 {'Z', 0x2124}}};
  static const Block typewriter{0x1D670, 0x1D68A, 0x1D7F6, {}};
  switch (alphabet) {
    case Alphabet::Calligraphic: return &calligraphic;
    case Alphabet::Fraktur: return &fraktur;
    case Alphabet::Blackboard: return &blackboard;
    case Alphabet::Typewriter: return &typewriter;
    default: return nullptr;
  }
}

char32_t in_block(char32_t code, const Block& block) {
  if (const auto found = block.others.find(code); found != block.others.end()) return found->second;
  if (code >= 'A' && code <= 'Z') return block.upper + (code - 'A');
  if (code >= 'a' && code <= 'z') return block.lower + (code - 'a');
  if (code >= '0' && code <= '9' && block.digits != 0) return block.digits + (code - '0');
  return code;
}

Shape shape_of(char32_t code, Alphabet alphabet) {
  const bool letter = is_slanted_letter(code);
  switch (alphabet) {
    case Alphabet::Italic: return letter ? Shape::Italic : Shape::Regular;
    case Alphabet::Bold: return Shape::Bold;
    case Alphabet::BoldItalic: return letter ? Shape::BoldItalic : Shape::Bold;
    default: return Shape::Regular;
  }
}

using Variants = std::map<char32_t, std::vector<std::uint32_t>>;

const std::vector<std::uint32_t>& variants(Variants& known, char32_t code, hb_direction_t along) {
  const auto found = known.find(code);
  if (found != known.end()) return found->second;
  static const Owned<hb_blob_t> blob(hb_blob_create_from_file(Glyphs::symbols().file().c_str()));
  static const Owned<hb_face_t> face(hb_face_create(blob.get(), 0));
  static const Owned<hb_font_t> font(hb_font_create(face.get()));
  std::vector<std::uint32_t>& glyphs = known[code];
  const std::uint32_t glyph = Glyphs::symbols().glyph(code);
  std::array<hb_ot_math_glyph_variant_t, 32> found_variants{};
  unsigned count = found_variants.size();
  hb_ot_math_get_glyph_variants(font.get(), glyph, along, 0, &count, found_variants.data());
  for (unsigned i = 0; i < count; ++i) glyphs.push_back(found_variants[i].glyph);
  if (glyphs.empty() && glyph != 0) glyphs.push_back(glyph);
  return glyphs;
}

}  // namespace

Font& Glyphs::symbols() {
  static Font font(font_file("DejaVuMathTeXGyre.ttf"));
  return font;
}

Chosen Glyphs::find(char32_t code, Alphabet alphabet) {
  if (const Block* block = block_of(alphabet)) code = in_block(code, *block);
  const bool display = is_large_operator(code) || is_integral(code);
  const Shape shape = display ? Shape::Display : shape_of(code, alphabet);
  const bool slanted = shape == Shape::Italic || shape == Shape::BoldItalic || is_integral(code);
  for (const Shape tried : {shape, Shape::Regular}) {
    Font& font = typeface_.font(tried);
    if (const std::uint32_t glyph = font.glyph(code)) return {&font, glyph, code, slanted};
  }
  if (const std::uint32_t glyph = symbols().glyph(code)) return {&symbols(), glyph, code, slanted};
  if (Font* font = system_font_with(code)) return {font, font->glyph(code), code, slanted};
  return {&typeface_.font(), 0, code, false};
}

const std::vector<std::uint32_t>& Glyphs::taller(char32_t code) {
  static Variants known;
  return variants(known, code, HB_DIRECTION_BTT);
}

const std::vector<std::uint32_t>& Glyphs::wider(char32_t code) {
  static Variants known;
  return variants(known, code, HB_DIRECTION_LTR);
}

}  // namespace rankplot::text::math
