#include "painter/text/font.hpp"

#include <ft2build.h>
#include FT_FREETYPE_H
#include FT_BBOX_H
#include FT_OUTLINE_H

#include <algorithm>
#include <cmath>
#include <unordered_map>

#include "core/base/error.hpp"
#include "painter/text/utf8.hpp"

namespace rankplot::text {
namespace {

constexpr double kLeastSize = 0.5, kMostSize = 2000;
constexpr double kLineSpacing = 1.2;  // matplotlib's

void check(FT_Error error, const char* call, const std::string& file) {
  if (error == 0) return;
  const char* reason = FT_Error_String(error);
  base::fail("{}: FreeType's {} failed: {} (error {})", file, call, reason ? reason : "no reason",
             error);
}

/// Vertical hinting only, by the autohinter: the same on every machine.
constexpr FT_Int32 kLoad = FT_LOAD_TARGET_LIGHT | FT_LOAD_FORCE_AUTOHINT | FT_LOAD_NO_BITMAP;

}  // namespace

struct Font::Face {
  Face(const std::string& path, int place) : file(path), index(place) {
    check(FT_Init_FreeType(&library), "FT_Init_FreeType", file);
    const FT_Error error = FT_New_Face(library, file.c_str(), index, &face);
    if (error != 0) FT_Done_FreeType(library);
    check(error, "FT_New_Face", file);
  }
  ~Face() {
    FT_Done_Face(face);
    FT_Done_FreeType(library);
  }
  Face(const Face&) = delete;
  Face& operator=(const Face&) = delete;

  void set_size(long size_26_6) {
    if (size_26_6 == current_size) return;
    check(FT_Set_Char_Size(face, size_26_6, size_26_6, 72, 72), "FT_Set_Char_Size", file);
    current_size = size_26_6;
  }
  FT_GlyphSlot load(std::uint32_t glyph) {
    check(FT_Load_Glyph(face, glyph, kLoad), "FT_Load_Glyph", file);
    return face->glyph;
  }

  std::string file;
  int index = 0;
  FT_Library library = nullptr;
  FT_Face face = nullptr;
  long current_size = 0;
};

struct Font::Sized {
  long size = 0;
  LineHeights heights;
  std::unordered_map<std::uint32_t, GlyphMetrics> metrics;
  std::unordered_map<std::uint64_t, GlyphMask> masks;

  const GlyphMetrics& metrics_of(Face& face, std::uint32_t glyph);
  double ink_top(Face& face, char character);
};

const GlyphMetrics& Font::Sized::metrics_of(Face& face, std::uint32_t glyph) {
  const auto found = metrics.find(glyph);
  if (found != metrics.end()) return found->second;
  face.set_size(size);
  const FT_GlyphSlot slot = face.load(glyph);
  GlyphMetrics result;
  result.advance = static_cast<double>(slot->linearHoriAdvance) / 65536;
  if (slot->format == FT_GLYPH_FORMAT_OUTLINE && slot->outline.n_points > 0) {
    FT_BBox ink{};
    check(FT_Outline_Get_BBox(&slot->outline, &ink), "FT_Outline_Get_BBox", face.file);
    result.left = static_cast<double>(ink.xMin) / 64;
    result.right = static_cast<double>(ink.xMax) / 64;
    result.bottom = static_cast<double>(ink.yMin) / 64;
    result.top = static_cast<double>(ink.yMax) / 64;
    result.has_ink = true;
  }
  return metrics.emplace(glyph, result).first->second;
}

double Font::Sized::ink_top(Face& face, char character) {
  const auto code = static_cast<FT_ULong>(character);
  return metrics_of(face, FT_Get_Char_Index(face.face, code)).top;
}

Font::Font(const std::string& file, int index) : face_(std::make_unique<Face>(file, index)) {}
Font::~Font() = default;

const std::string& Font::file() const { return face_->file; }
int Font::index() const { return face_->index; }

FontName Font::name() const {
  const FT_Face face = face_->face;
  return {face->family_name ? face->family_name : "", (face->style_flags & FT_STYLE_FLAG_BOLD) != 0,
          (face->style_flags & FT_STYLE_FLAG_ITALIC) != 0};
}

std::uint32_t Font::glyph(char32_t code) const { return FT_Get_Char_Index(face_->face, code); }

FT_FaceRec_* Font::lent_face() {
  if (!lent_) lent_ = std::make_unique<Face>(file(), index());
  return lent_->face;
}

void Font::check_size(double size_px) {
  if (!(size_px >= kLeastSize && size_px <= kMostSize))
    base::fail("text of {} pixels cannot be drawn: sizes are from {} to {} pixels", size_px,
               kLeastSize, kMostSize);
}

Font::Sized& Font::sized(double size_px) {
  check_size(size_px);
  const long size = std::lround(size_px * 64);
  std::unique_ptr<Sized>& slot = sizes_[size];
  if (slot) return *slot;

  auto fresh = std::make_unique<Sized>();
  fresh->size = size;
  Face& face = *face_;
  const FT_UInt p = FT_Get_Char_Index(face.face, 'p');
  fresh->heights.ascent = fresh->ink_top(face, 'l');
  fresh->heights.descent = -fresh->metrics_of(face, p).bottom;
  fresh->heights.digit = fresh->ink_top(face, '1');  // flat on both ends
  fresh->heights.spacing = kLineSpacing * static_cast<double>(size) / 64;
  slot = std::move(fresh);
  return *slot;
}

LineHeights Font::heights(double size_px) { return sized(size_px).heights; }

const GlyphMetrics& Font::metrics(std::uint32_t glyph, double size_px) {
  return sized(size_px).metrics_of(*face_, glyph);
}

double Font::kerning(std::uint32_t left, std::uint32_t right, double size_px) {
  if (!FT_HAS_KERNING(face_->face)) return 0;
  face_->set_size(sized(size_px).size);
  FT_Vector kern{};
  FT_Get_Kerning(face_->face, left, right, FT_KERNING_UNFITTED, &kern);
  return static_cast<double>(kern.x) / 64;
}

Line Font::lay_out(std::string_view utf8, double size_px) {
  Sized& at = sized(size_px);
  face_->set_size(at.size);
  Line line;
  Piece piece{this, size_px, {}, {}};
  std::uint32_t previous = 0;
  for (const char32_t code : decode_utf8(utf8)) {
    if (code < 0x20 || (code >= 0x7F && code < 0xA0)) continue;
    const std::uint32_t glyph = FT_Get_Char_Index(face_->face, code);
    FT_Vector kern{};
    if (previous != 0 && FT_HAS_KERNING(face_->face))
      FT_Get_Kerning(face_->face, previous, glyph, FT_KERNING_UNFITTED, &kern);
    line.advance += static_cast<double>(kern.x) / 64;
    const std::size_t bytes = append_utf8(piece.text, code);
    piece.glyphs.push_back({glyph, line.advance, 0, static_cast<std::uint32_t>(bytes)});
    line.advance += at.metrics_of(*face_, glyph).advance;
    previous = glyph;
  }
  if (!piece.glyphs.empty()) line.pieces.push_back(std::move(piece));
  measure_ink(line);
  return line;
}

namespace {

GlyphMask rasterise(FT_GlyphSlot slot, long shift_26_6, const std::string& file) {
  GlyphMask mask;
  if (slot->format != FT_GLYPH_FORMAT_OUTLINE) return mask;
  FT_Outline_Translate(&slot->outline, shift_26_6, 0);
  check(FT_Render_Glyph(slot, FT_RENDER_MODE_NORMAL), "FT_Render_Glyph", file);
  const FT_Bitmap& bitmap = slot->bitmap;
  mask.left = slot->bitmap_left;
  mask.top = slot->bitmap_top;
  mask.width = static_cast<int>(bitmap.width);
  mask.height = static_cast<int>(bitmap.rows);
  mask.coverage.resize(std::size_t{bitmap.width} * bitmap.rows);
  for (unsigned row = 0; row < bitmap.rows; ++row)
    std::copy_n(bitmap.buffer + static_cast<std::ptrdiff_t>(row) * bitmap.pitch, bitmap.width,
                mask.coverage.data() + std::size_t{row} * bitmap.width);
  return mask;
}

}  // namespace

const GlyphMask& Font::mask(std::uint32_t glyph, double size_px, int phase) {
  Sized& at = sized(size_px);
  const std::uint64_t key = std::uint64_t{glyph} * kPhases + static_cast<std::uint64_t>(phase);
  const auto found = at.masks.find(key);
  if (found != at.masks.end()) return found->second;
  face_->set_size(at.size);
  GlyphMask mask = rasterise(face_->load(glyph), phase * 64 / kPhases, face_->file);
  cached_bytes_ += mask.coverage.size() + sizeof(GlyphMask);
  return at.masks.emplace(key, std::move(mask)).first->second;
}

void Font::trim(std::size_t most_bytes) {
  if (cached_bytes_ <= most_bytes) return;
  sizes_.clear();
  cached_bytes_ = 0;
}

}  // namespace rankplot::text
