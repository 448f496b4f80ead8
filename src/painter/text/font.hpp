#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace rankplot::text {

/// A glyph and where its origin stands, from the run's origin.
struct Glyph {
  std::uint32_t index = 0;
  double x = 0;
};

/// One line of text laid out at a size. Pixels, y up, the origin on the baseline at the left.
struct Run {
  std::vector<Glyph> glyphs;
  double advance = 0;
  double ink_left = 0, ink_right = 0, ink_bottom = 0, ink_top = 0;  ///< all 0 without ink
};

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

/// A typeface read from a file, with caches of what was laid out and rasterised. Glyphs are hinted
/// vertically only (FreeType's light mode): stems and baselines are crisp, widths are those of the
/// design at any size. What is returned stays valid until trim(). Not thread safe.
class Font {
 public:
  /// Fractions of a pixel at which glyphs are rasterised along the line.
  static constexpr int kPhases = 4;

  /// Throws base::Error naming the file.
  explicit Font(const std::string& file);
  ~Font();
  Font(const Font&) = delete;
  Font& operator=(const Font&) = delete;

  /// With kerning. Line breaks and other control characters take no room and leave no ink. Throws
  /// base::Error for sizes not within 0.5 to 2000 pixels.
  const Run& lay_out(std::string_view utf8, double size_px);
  /// The glyph moved right by phase / kPhases of a pixel.
  const GlyphMask& mask(std::uint32_t glyph, double size_px, int phase);
  LineHeights heights(double size_px);

  /// Forgets what was cached where that has grown past `most_bytes`.
  void trim(std::size_t most_bytes = std::size_t{1} << 19);

 private:
  struct Face;
  struct Sized;  ///< caches of one size
  Sized& sized(double size_px);

  std::unique_ptr<Face> face_;
  std::map<long, std::unique_ptr<Sized>> sizes_;  ///< by size in 1/64 pixel
  std::size_t cached_bytes_ = 0;
};

/// DejaVu Sans, found beside the program (../share/rankplot/fonts) or where Debian installs it;
/// loaded on first use. Throws base::Error naming the places that were searched.
Font& sans();
/// DejaVu Serif, from the same places.
Font& serif();

/// What texts are drawn in: sans() but where a figure's style says serif.
Font& current();
/// While it lives, current() is serif() or sans(). One at a time.
class Choice {
 public:
  explicit Choice(bool serif);
  ~Choice();
  Choice(const Choice&) = delete;
  Choice& operator=(const Choice&) = delete;
};

}  // namespace rankplot::text
