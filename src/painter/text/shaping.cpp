#include "painter/text/shaping.hpp"

#include <fribidi.h>
#include <hb-ot.h>

#include <algorithm>
#include <array>
#include <map>
#include <memory>
#include <vector>

#include <fmt/format.h>

#include "painter/text/font.hpp"
#include "painter/text/system_fonts.hpp"
#include "painter/text/utf8.hpp"

namespace rankplot::text {
namespace {

struct HarfBuzzRelease {
  void operator()(hb_blob_t* blob) const { hb_blob_destroy(blob); }
  void operator()(hb_face_t* face) const { hb_face_destroy(face); }
  void operator()(hb_font_t* font) const { hb_font_destroy(font); }
  void operator()(hb_buffer_t* buffer) const { hb_buffer_destroy(buffer); }
};
template <class T>
using Owned = std::unique_ptr<T, HarfBuzzRelease>;

/// HarfBuzz's view of a font, in units of its design.
struct ShapingFont {
  Owned<hb_font_t> font;
  double units = 1000;  ///< an em
};

const ShapingFont& shaping_font(const Font& font) {
  static std::map<std::pair<std::string, int>, ShapingFont> known;
  const auto [place, fresh] = known.try_emplace({font.file(), font.index()});
  if (fresh) {
    const Owned<hb_blob_t> blob(hb_blob_create_from_file(font.file().c_str()));
    const Owned<hb_face_t> face(hb_face_create(blob.get(), static_cast<unsigned>(font.index())));
    place->second.font.reset(hb_font_create(face.get()));
    place->second.units = std::max(1u, hb_face_get_upem(face.get()));
  }
  return place->second;
}

/// Characters of one font, direction and script, by their places in the line.
struct Stretch {
  std::size_t first = 0, count = 0;
  Font* font = nullptr;
  hb_script_t script = HB_SCRIPT_COMMON;
  int level = 0;  ///< of embedding; odd: from right to left

  bool backward() const { return level % 2 != 0; }
};

bool joins_the_one_before(char32_t code) {
  const auto category = hb_unicode_general_category(hb_unicode_funcs_get_default(), code);
  return category == HB_UNICODE_GENERAL_CATEGORY_NON_SPACING_MARK ||
         category == HB_UNICODE_GENERAL_CATEGORY_SPACING_MARK ||
         category == HB_UNICODE_GENERAL_CATEGORY_ENCLOSING_MARK || code == 0x200C ||
         code == 0x200D || (code >= 0xFE00 && code <= 0xFE0F);
}

Font* font_for(Font& own, char32_t code) {
  if (own.glyph(code) != 0) return &own;
  Font* found = system_font_with(code);
  return found != nullptr ? found : &own;
}

std::vector<FriBidiLevel> levels_of(const std::vector<char32_t>& codes) {
  const std::vector<FriBidiChar> text(codes.begin(), codes.end());
  const auto count = static_cast<FriBidiStrIndex>(text.size());
  std::vector<FriBidiCharType> types(text.size());
  std::vector<FriBidiLevel> levels(text.size(), 0);
  std::vector<FriBidiBracketType> brackets(text.size());
  fribidi_get_bidi_types(text.data(), count, types.data());
  fribidi_get_bracket_types(text.data(), count, types.data(), brackets.data());
  FriBidiParType direction = FRIBIDI_PAR_ON;
  const FriBidiLevel most = fribidi_get_par_embedding_levels_ex(types.data(), brackets.data(),
                                                                count, &direction, levels.data());
  if (most == 0) std::fill(levels.begin(), levels.end(), FriBidiLevel{0});  // it ran out of memory
  return levels;
}

std::vector<Stretch> stretches_of(Font& own, const std::vector<char32_t>& codes) {
  const std::vector<FriBidiLevel> levels = levels_of(codes);
  std::vector<Stretch> stretches;
  for (std::size_t i = 0; i < codes.size(); ++i) {
    const hb_script_t script = hb_unicode_script(hb_unicode_funcs_get_default(), codes[i]);
    const bool common = script == HB_SCRIPT_COMMON || script == HB_SCRIPT_INHERITED;
    Stretch* last = stretches.empty() ? nullptr : &stretches.back();
    const bool marks = last != nullptr && joins_the_one_before(codes[i]) &&
                       (last->font->glyph(codes[i]) != 0 || codes[i] >= 0x2000);
    const bool spaces = last != nullptr && codes[i] == ' ' && last->font->glyph(' ') != 0;
    Font* font = marks || spaces ? last->font : font_for(own, codes[i]);
    const bool same_script =
        last != nullptr && (common || last->script == HB_SCRIPT_COMMON || last->script == script);
    if (last != nullptr && last->level == levels[i] && last->font == font && same_script) {
      if (!common) last->script = script;
      ++last->count;
      continue;
    }
    stretches.push_back({i, 1, font, common ? HB_SCRIPT_COMMON : script, levels[i]});
  }
  return stretches;
}

/// Unicode's rule L2 for whole stretches.
void put_in_sight(std::vector<Stretch>& stretches) {
  int highest = 0;
  for (const Stretch& stretch : stretches) highest = std::max(highest, stretch.level);
  for (int level = highest; level > 0; --level)
    for (auto from = stretches.begin(); from != stretches.end();) {
      from =
          std::find_if(from, stretches.end(), [&](const Stretch& s) { return s.level >= level; });
      const auto to =
          std::find_if(from, stretches.end(), [&](const Stretch& s) { return s.level < level; });
      std::reverse(from, to);
      from = to;
    }
}

/// Adds a stretch to the right of what the line has.
void shape(const Stretch& stretch, const std::vector<char32_t>& codes, double size_px, Line& line) {
  const ShapingFont& shaping = shaping_font(*stretch.font);
  const Owned<hb_buffer_t> buffer(hb_buffer_create());
  std::vector<std::uint32_t> text(codes.begin(), codes.end());
  hb_buffer_add_utf32(buffer.get(), text.data(), static_cast<int>(text.size()),
                      static_cast<unsigned>(stretch.first), static_cast<int>(stretch.count));
  hb_buffer_set_direction(buffer.get(), stretch.backward() ? HB_DIRECTION_RTL : HB_DIRECTION_LTR);
  hb_buffer_set_script(buffer.get(), stretch.script);
  hb_buffer_set_language(buffer.get(), hb_language_from_string("und", -1));
  hb_shape(shaping.font.get(), buffer.get(), nullptr, 0);
  unsigned count = 0;
  const hb_glyph_info_t* infos = hb_buffer_get_glyph_infos(buffer.get(), &count);
  const hb_glyph_position_t* places = hb_buffer_get_glyph_positions(buffer.get(), &count);

  const double scale = size_px / shaping.units;
  std::vector<std::pair<unsigned, Glyph>> placed;  // by cluster, as they are seen
  for (unsigned i = 0; i < count; ++i) {
    placed.push_back({infos[i].cluster,
                      {infos[i].codepoint, line.advance + places[i].x_offset * scale,
                       places[i].y_offset * scale, 0}});
    line.advance += places[i].x_advance * scale;
  }
  if (stretch.backward()) std::reverse(placed.begin(), placed.end());
  Piece piece{stretch.font, size_px, {}, {}, stretch.backward()};
  for (std::size_t i = 0; i < placed.size(); ++i) {
    Glyph glyph = placed[i].second;
    if (i == 0 || placed[i].first != placed[i - 1].first) {
      std::size_t next = i + 1;
      while (next < placed.size() && placed[next].first == placed[i].first) ++next;
      const std::size_t end =
          next < placed.size() ? placed[next].first : stretch.first + stretch.count;
      for (std::size_t at = placed[i].first; at < end; ++at)
        glyph.bytes += static_cast<std::uint32_t>(append_utf8(piece.text, codes[at]));
    }
    piece.glyphs.push_back(glyph);
  }
  if (!piece.glyphs.empty()) line.pieces.push_back(std::move(piece));
}

void note_missing(const std::vector<Stretch>& stretches, const std::vector<char32_t>& codes,
                  Line& line) {
  for (const Stretch& stretch : stretches)
    for (std::size_t i = stretch.first; i < stretch.first + stretch.count; ++i)
      if (stretch.font->glyph(codes[i]) == 0 && !joins_the_one_before(codes[i]))
        line.notes.push_back(
            fmt::format("no font of this machine has the character U+{:04X}: a box stands for it",
                        static_cast<std::uint32_t>(codes[i])));
}

struct Span {
  char32_t first, last;
};
/// Blocks whose text is joined, stacked, reordered or written from right to left.
constexpr std::array<Span, 13> kJoined{{{0x300, 0x36F},
                                        {0x483, 0x489},
                                        {0x590, 0x10FF},
                                        {0x1100, 0x11FF},
                                        {0x1700, 0x1CFF},
                                        {0x1DC0, 0x1DFF},
                                        {0x200B, 0x200F},
                                        {0x202A, 0x202E},
                                        {0x20D0, 0x20FF},
                                        {0x2066, 0x2069},
                                        {0xA800, 0xABFF},
                                        {0xFB1D, 0xFEFE},
                                        {0x10000, 0x1D3FF}}};

}  // namespace

bool stands_alone(char32_t code) {
  if (code < 0x300) return true;
  return std::none_of(kJoined.begin(), kJoined.end(), [&](Span span) {
    return code >= span.first && code <= span.last && !(code >= 0x10A0 && code <= 0x10FF);
  });
}

Line shape_line(Font& font, std::string_view utf8, double size_px) {
  std::vector<char32_t> codes = decode_utf8(utf8);
  std::erase_if(codes, [](char32_t c) { return c < 0x20 || (c >= 0x7F && c < 0xA0); });
  Line line;
  std::vector<Stretch> stretches = stretches_of(font, codes);
  note_missing(stretches, codes, line);
  put_in_sight(stretches);
  for (const Stretch& stretch : stretches) shape(stretch, codes, size_px, line);
  measure_ink(line);
  return line;
}

}  // namespace rankplot::text
