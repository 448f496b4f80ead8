#include "painter/text/typeface.hpp"

#include <algorithm>
#include <cmath>

#include "painter/text/bundled.hpp"
#include "painter/text/math/math.hpp"
#include "painter/text/shaping.hpp"
#include "painter/text/utf8.hpp"

namespace rankplot::text {
namespace {

Choice* chosen = nullptr;

std::size_t bytes_of(const Line& line) {
  std::size_t bytes = sizeof(Line) + line.rules.size() * sizeof(Rule);
  for (const Piece& piece : line.pieces)
    bytes += sizeof(Piece) + piece.text.size() + piece.glyphs.size() * sizeof(Glyph);
  for (const std::string& note : line.notes) bytes += sizeof(note) + note.size();
  return bytes;
}

}  // namespace

Typeface::Typeface(Files files) : files_(std::move(files)) {}
Typeface::~Typeface() = default;

Font& Typeface::font(Shape shape) {
  const auto place = static_cast<std::size_t>(shape);
  if (!fonts_[place])
    fonts_[place] = std::make_unique<Font>(font_file(files_[place].file), files_[place].index);
  return *fonts_[place];
}

const Line& Typeface::lay_out(std::string_view utf8, double size_px) {
  Font::check_size(size_px);
  const long size = std::lround(size_px * 64);
  Lines& lines = lines_[{shape_, size}];
  auto found = lines.find(utf8);
  if (found == lines.end()) {
    // The size as it is cached, so that no line depends on what was drawn before.
    Line line = lay_out_afresh(utf8, static_cast<double>(size) / 64);
    cached_bytes_ += 2 * utf8.size() + bytes_of(line);
    found = lines.emplace(std::string(utf8), std::move(line)).first;
  }
  if (!found->second.notes.empty() && chosen != nullptr) chosen->note(found->second.notes);
  return found->second;
}

Line Typeface::lay_out_afresh(std::string_view utf8, double size_px) {
  if (utf8.find('$') == std::string_view::npos) return lay_out_plain(utf8, size_px);
  if (math::has_formulas(utf8)) return math::lay_out_line(*this, utf8, size_px);
  return lay_out_plain(math::without_escapes(utf8), size_px);
}

Line Typeface::lay_out_plain(std::string_view utf8, double size_px) {
  const bool ascii = std::all_of(utf8.begin(), utf8.end(),
                                 [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  Font& own = font(shape_);
  if (ascii || is_plain(utf8)) return own.lay_out(utf8, size_px);
  Line line = shape_line(own, utf8, size_px);
  const LineHeights plain = heights(size_px);
  line.ascent = std::max(0.0, line.ink_top - plain.ascent);
  line.descent = std::max(0.0, -line.ink_bottom - plain.descent);
  return line;
}

bool Typeface::is_plain(std::string_view utf8) {
  const std::vector<char32_t> codes = decode_utf8(utf8);
  return std::all_of(codes.begin(), codes.end(), [&](char32_t code) {
    return stands_alone(code) && (code < 0xA0 || font(shape_).glyph(code) != 0);
  });
}

void Typeface::trim(std::size_t most_bytes) {
  for (const auto& font : fonts_)
    if (font) font->trim(most_bytes);
  if (cached_bytes_ <= most_bytes) return;
  lines_.clear();
  cached_bytes_ = 0;
}

Typeface& sans() {
  static Typeface typeface({{{"DejaVuSans.ttf"},
                             {"DejaVuSans-Oblique.ttf"},
                             {"DejaVuSans-Bold.ttf"},
                             {"DejaVuSans-BoldOblique.ttf"},
                             {"DejaVuSansDisplay.ttf"}}});
  return typeface;
}

Typeface& serif() {
  static Typeface typeface({{{"DejaVuSerif.ttf"},
                             {"DejaVuSerif-Italic.ttf"},
                             {"DejaVuSerif-Bold.ttf"},
                             {"DejaVuSerif-BoldItalic.ttf"},
                             {"DejaVuSerifDisplay.ttf"}}});
  return typeface;
}

Typeface& current() { return chosen != nullptr ? chosen->typeface() : sans(); }

Choice::Choice(Typeface& typeface) : typeface_(typeface) { chosen = this; }
Choice::~Choice() { chosen = nullptr; }

void Choice::note(const std::vector<std::string>& notes) {
  for (const std::string& note : notes)
    if (std::find(notes_.begin(), notes_.end(), note) == notes_.end()) notes_.push_back(note);
}

}  // namespace rankplot::text
