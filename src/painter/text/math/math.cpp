#include "painter/text/math/math.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "core/base/utf8.hpp"
#include "painter/text/math/layout.hpp"
#include "painter/text/math/parser.hpp"
#include "painter/text/utf8.hpp"

namespace rankplot::text::math {
namespace {

constexpr std::size_t kLongest = 4096;  // characters of a line; no picture shows more

/// Puts a line behind another.
void append(Line& line, Line&& next) {
  for (Piece& piece : next.pieces) {
    for (Glyph& glyph : piece.glyphs) glyph.x += line.advance;
    line.pieces.push_back(std::move(piece));
  }
  for (const Rule& rule : next.rules)
    line.rules.push_back(
        {rule.left + line.advance, rule.bottom, rule.right + line.advance, rule.top});
  line.notes.insert(line.notes.end(), next.notes.begin(), next.notes.end());
  line.advance += next.advance;
}

Line line_of(Box&& box) {
  Line line;
  line.pieces = pieces_of(box);
  line.rules = std::move(box.rules);
  line.advance = box.width;
  return line;
}

std::size_t next_dollar(std::u32string_view text, std::size_t from) {
  while (from < text.size() && text[from] != '$') from += text[from] == '\\' ? 2 : 1;
  return std::min(from, text.size());
}

std::string utf8_of(std::u32string_view text) {
  std::string utf8;
  for (const char32_t code : text) append_utf8(utf8, code);
  return utf8;
}

/// Texts and formulas in turn.
Line with_formulas(Typeface& typeface, std::u32string_view text, double size_px) {
  Glyphs glyphs(typeface);
  Line line;
  std::vector<char32_t> missing;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t opens = next_dollar(text, at);
    if (opens > at)
      append(line, typeface.lay_out_plain(without_escapes(utf8_of(text.substr(at, opens - at))),
                                          size_px));
    if (opens == text.size()) break;
    const std::size_t closes = next_dollar(text, opens + 1);
    try {
      const auto nodes = parse(text.substr(opens + 1, closes - opens - 1));
      append(line, line_of(lay_out(nodes, glyphs, size_px, missing)));
    } catch (const SyntaxError& error) {
      throw SyntaxError(error.what(), opens + 1 + error.column());
    }
    at = closes + 1;
  }
  for (const char32_t code : missing)
    line.notes.push_back(fmt::format("no font has the character U+{:04X}; a box stands for it",
                                     static_cast<std::uint32_t>(code)));
  return line;
}

void measure(Line& line, const LineHeights& heights) {
  measure_ink(line);
  line.ascent = std::max(0.0, line.ink_top - heights.ascent);
  line.descent = std::max(0.0, -line.ink_bottom - heights.descent);
}

}  // namespace

bool has_formulas(std::string_view utf8) {
  std::size_t dollars = 0;
  for (std::size_t i = 0; i < utf8.size(); ++i)
    if (utf8[i] == '$' && (i == 0 || utf8[i - 1] != '\\')) ++dollars;
  return dollars > 0 && dollars % 2 == 0;
}

std::string without_escapes(std::string_view utf8) {
  std::string text;
  for (std::size_t i = 0; i < utf8.size(); ++i)
    if (utf8[i] != '\\' || i + 1 >= utf8.size() || utf8[i + 1] != '$') text += utf8[i];
  return text;
}

Line lay_out_line(Typeface& typeface, std::string_view utf8, double size_px) {
  const std::vector<char32_t> codes = decode_utf8(utf8);
  const std::u32string_view text(codes.data(), codes.size());
  try {
    if (text.size() > kLongest)
      throw SyntaxError(fmt::format("formulas are drawn in up to {} characters", kLongest),
                        kLongest + 1);
    Line line = with_formulas(typeface, text, size_px);
    measure(line, typeface.heights(size_px));
    return line;
  } catch (const SyntaxError& error) {
    Line line = typeface.lay_out_plain(utf8, size_px);
    constexpr std::size_t kShown = 60;
    line.notes.push_back(fmt::format(
        "the formula in \"{}\" is drawn as it is written: column {}: {}",
        text.size() > kShown ? utf8_of(text.substr(0, kShown)) + "\u2026" : base::to_utf8(utf8),
        error.column(), error.what()));
    return line;
  }
}

}  // namespace rankplot::text::math
