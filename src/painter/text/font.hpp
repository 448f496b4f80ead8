#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "painter/text/line.hpp"

struct FT_FaceRec_;

namespace rankplot::text {

/// Coverage of a glyph, rows from the top; `left` and `top` are the place of the first row's first
/// pixel from the origin, y up.
struct GlyphMask {
  int left = 0, top = 0;
  int width = 0, height = 0;
  std::vector<std::uint8_t> coverage;
};

/// Heights at a size, measured from the baseline, all positive.
struct LineHeights {
  double ascent = 0;   ///< top of an 'l'
  double descent = 0;  ///< bottom of a 'p'
  double digit = 0;    ///< top of a '0' without its overshoot
  double spacing = 0;  ///< baseline to baseline
};

/// What a glyph takes at a size, from its origin. Pixels, y up.
struct GlyphMetrics {
  double advance = 0;
  double left = 0, right = 0, bottom = 0, top = 0;  ///< of its ink
  bool has_ink = false;
};

/// How a font names itself.
struct FontName {
  std::string family;
  bool bold = false, italic = false;
};

/// A font read from a file, with caches of what was measured and rasterised. Glyphs are hinted
/// vertically only (FreeType's light mode): stems and baselines are crisp, widths are those of the
/// design at any size. What is returned stays valid until trim(). Not thread safe.
class Font {
 public:
  /// Fractions of a pixel at which glyphs are rasterised along the line.
  static constexpr int kPhases = 4;

  /// `index` of the font in a collection. Throws base::Error naming the file.
  explicit Font(const std::string& file, int index = 0);
  ~Font();
  Font(const Font&) = delete;
  Font& operator=(const Font&) = delete;

  const std::string& file() const;
  int index() const;
  FontName name() const;

  /// Throws base::Error where a size is not within 0.5 to 2000 pixels, as all that take one.
  static void check_size(double size_px);

  /// 0: the font has none.
  std::uint32_t glyph(char32_t code) const;
  const GlyphMetrics& metrics(std::uint32_t glyph, double size_px);
  /// What a pair's advance is larger by, in pixels.
  double kerning(std::uint32_t left, std::uint32_t right, double size_px);
  /// One line in this font alone, with kerning: one piece, none without glyphs. Line breaks and
  /// other control characters take no room and leave no ink.
  Line lay_out(std::string_view utf8, double size_px);
  /// The glyph moved right by phase / kPhases of a pixel.
  const GlyphMask& mask(std::uint32_t glyph, double size_px, int phase);
  LineHeights heights(double size_px);

  /// A second FreeType face of the file, for libraries that set sizes on it (Cairo); the font's
  /// own is never lent. Lives as long as the font.
  FT_FaceRec_* lent_face();

  /// Forgets what was cached where that has grown past `most_bytes`.
  void trim(std::size_t most_bytes = std::size_t{1} << 19);

 private:
  struct Face;
  struct Sized;  ///< caches of one size
  Sized& sized(double size_px);

  std::unique_ptr<Face> face_;
  std::unique_ptr<Face> lent_;
  std::map<long, std::unique_ptr<Sized>> sizes_;  ///< by size in 1/64 pixel
  std::size_t cached_bytes_ = 0;
};

}  // namespace rankplot::text
