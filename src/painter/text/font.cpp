#include "painter/text/font.hpp"

#include <ft2build.h>
#include FT_FREETYPE_H
#include FT_BBOX_H
#include FT_OUTLINE_H

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <limits>

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
  explicit Face(const std::string& path) : file(path) {
    check(FT_Init_FreeType(&library), "FT_Init_FreeType", file);
    const FT_Error error = FT_New_Face(library, file.c_str(), 0, &face);
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
  FT_Library library = nullptr;
  FT_Face face = nullptr;
  long current_size = 0;
};

struct Font::Sized {
  struct Metrics {
    double advance = 0;
    FT_BBox ink{};  ///< 1/64 pixel
    bool has_ink = false;
  };
  long size = 0;
  LineHeights heights;
  std::unordered_map<std::string, Run> runs;
  std::unordered_map<std::uint32_t, Metrics> metrics;
  std::unordered_map<std::uint64_t, GlyphMask> masks;

  const Metrics& metrics_of(Face& face, std::uint32_t glyph);
  double ink_top(Face& face, char character);
};

const Font::Sized::Metrics& Font::Sized::metrics_of(Face& face, std::uint32_t glyph) {
  const auto found = metrics.find(glyph);
  if (found != metrics.end()) return found->second;
  face.set_size(size);
  const FT_GlyphSlot slot = face.load(glyph);
  Metrics result;
  result.advance = static_cast<double>(slot->linearHoriAdvance) / 65536;
  if (slot->format == FT_GLYPH_FORMAT_OUTLINE && slot->outline.n_points > 0) {
    check(FT_Outline_Get_BBox(&slot->outline, &result.ink), "FT_Outline_Get_BBox", face.file);
    result.has_ink = true;
  }
  return metrics.emplace(glyph, result).first->second;
}

double Font::Sized::ink_top(Face& face, char character) {
  const auto code = static_cast<FT_ULong>(character);
  return static_cast<double>(metrics_of(face, FT_Get_Char_Index(face.face, code)).ink.yMax) / 64;
}

Font::Font(const std::string& file) : face_(std::make_unique<Face>(file)) {}
Font::~Font() = default;

Font::Sized& Font::sized(double size_px) {
  if (!(size_px >= kLeastSize && size_px <= kMostSize))
    base::fail("text of {} pixels cannot be drawn: sizes are from {} to {} pixels", size_px,
               kLeastSize, kMostSize);
  const long size = std::lround(size_px * 64);
  std::unique_ptr<Sized>& slot = sizes_[size];
  if (slot) return *slot;

  auto fresh = std::make_unique<Sized>();
  fresh->size = size;
  Face& face = *face_;
  const FT_UInt p = FT_Get_Char_Index(face.face, 'p');
  fresh->heights.ascent = fresh->ink_top(face, 'l');
  fresh->heights.descent = -static_cast<double>(fresh->metrics_of(face, p).ink.yMin) / 64;
  fresh->heights.digit = fresh->ink_top(face, '1');  // flat on both ends
  fresh->heights.spacing = kLineSpacing * static_cast<double>(size) / 64;
  slot = std::move(fresh);
  return *slot;
}

LineHeights Font::heights(double size_px) { return sized(size_px).heights; }

const Run& Font::lay_out(std::string_view utf8, double size_px) {
  Sized& at = sized(size_px);
  const auto found = at.runs.find(std::string(utf8));
  if (found != at.runs.end()) return found->second;

  constexpr double kNone = std::numeric_limits<double>::infinity();
  face_->set_size(at.size);
  Run run;
  double left = kNone, right = -kNone, bottom = kNone, top = -kNone;
  std::uint32_t previous = 0;
  for (const char32_t code : decode_utf8(utf8)) {
    if (code < 0x20 || (code >= 0x7F && code < 0xA0)) continue;
    const std::uint32_t glyph = FT_Get_Char_Index(face_->face, code);
    FT_Vector kern{};
    if (previous != 0 && FT_HAS_KERNING(face_->face))
      FT_Get_Kerning(face_->face, previous, glyph, FT_KERNING_UNFITTED, &kern);
    run.advance += static_cast<double>(kern.x) / 64;
    const Sized::Metrics& metrics = at.metrics_of(*face_, glyph);
    if (metrics.has_ink) {
      left = std::min(left, run.advance + static_cast<double>(metrics.ink.xMin) / 64);
      right = std::max(right, run.advance + static_cast<double>(metrics.ink.xMax) / 64);
      bottom = std::min(bottom, static_cast<double>(metrics.ink.yMin) / 64);
      top = std::max(top, static_cast<double>(metrics.ink.yMax) / 64);
      run.glyphs.push_back({glyph, run.advance});
    }
    run.advance += metrics.advance;
    previous = glyph;
  }
  if (!run.glyphs.empty()) {
    run.ink_left = left;
    run.ink_right = right;
    run.ink_bottom = bottom;
    run.ink_top = top;
  }
  cached_bytes_ += 2 * utf8.size() + run.glyphs.size() * sizeof(Glyph) + sizeof(Run);
  return at.runs.emplace(std::string(utf8), std::move(run)).first->second;
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

namespace {

Font load(const char* name) {
  std::error_code ignored;  // without /proc the second place is left
  const auto program = std::filesystem::read_symlink("/proc/self/exe", ignored);
  const std::array<std::filesystem::path, 2> places{
      (program.parent_path() / ".." / "share/rankplot/fonts").lexically_normal(),
      "/usr/share/fonts/truetype/dejavu"};
  for (const auto& place : places) {
    const auto file = place / name;
    if (std::filesystem::exists(file, ignored)) return Font(file.string());
  }
  base::fail(
      "the font {} is neither in {} nor in {}: install rankplot whole, or the package "
      "fonts-dejavu-core",
      name, places[0].string(), places[1].string());
}

bool serif_is_current = false;

}  // namespace

Font& sans() {
  static Font font = load("DejaVuSans.ttf");
  return font;
}

Font& serif() {
  static Font font = load("DejaVuSerif.ttf");
  return font;
}

Font& current() { return serif_is_current ? serif() : sans(); }

Choice::Choice(bool serif) { serif_is_current = serif; }
Choice::~Choice() { serif_is_current = false; }

}  // namespace rankplot::text
