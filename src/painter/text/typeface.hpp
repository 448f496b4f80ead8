#pragma once

#include <array>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "painter/text/bundled.hpp"
#include "painter/text/font.hpp"
#include "painter/text/shape.hpp"

namespace rankplot::text {

/// Fonts that are drawn together, and the lines that were laid out in them. What is returned stays
/// valid until trim(). Not thread safe.
class Typeface {
 public:
  /// Where the font of each Shape is.
  using Files = std::array<FontPlace, kShapes>;

  /// Files are opened on first use.
  explicit Typeface(Files files);
  ~Typeface();
  Typeface(const Typeface&) = delete;
  Typeface& operator=(const Typeface&) = delete;

  /// Throws base::Error naming the file, or the places that were searched for it.
  Font& font(Shape shape = Shape::Regular);

  /// One line in the shape that a Shaped at work says, else Regular; between dollars it is math, as
  /// matplotlib has it. Its notes are told to the Choice at work. Throws base::Error for sizes not
  /// within 0.5 to 2000 pixels.
  const Line& lay_out(std::string_view utf8, double size_px);
  /// One line without formulas, not kept.
  Line lay_out_plain(std::string_view utf8, double size_px);
  LineHeights heights(double size_px) { return font(shape_).heights(size_px); }

  /// Forgets what was cached where that has grown past `most_bytes`.
  void trim(std::size_t most_bytes = std::size_t{1} << 19);

 private:
  friend class Shaped;
  /// Whether its font can set a text by itself, glyph after glyph.
  bool is_plain(std::string_view utf8);
  Line lay_out_afresh(std::string_view utf8, double size_px);

  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const {
      return std::hash<std::string_view>{}(text);
    }
  };
  using Lines = std::unordered_map<std::string, Line, Hash, std::equal_to<>>;

  Files files_;
  std::array<std::unique_ptr<Font>, kShapes> fonts_;
  std::map<std::pair<Shape, long>, Lines> lines_;  ///< by shape and size in 1/64 pixel
  Shape shape_ = Shape::Regular;
  std::size_t cached_bytes_ = 0;
};

/// DejaVu Sans, found beside the program (../share/rankplot/fonts) or where Debian installs it.
Typeface& sans();
/// DejaVu Serif, from the same places.
Typeface& serif();

/// The typeface of a style: "" for sans(); else a font file (what holds a '/' or ends like one), or
/// a family of the machine's fonts. A file brings its other shapes from its own family where the
/// machine has that, and stands for them where not. Throws base::Error where there is no such font,
/// or it has no Latin letters and digits.
Typeface& typeface_named(const std::string& font);

/// What texts are drawn in: sans() but where a Choice says otherwise.
Typeface& current();

/// While it lives, current() is its typeface, and notes of lines are gathered, each once. One at a
/// time.
class Choice {
 public:
  explicit Choice(Typeface& typeface);
  ~Choice();
  Choice(const Choice&) = delete;
  Choice& operator=(const Choice&) = delete;

  const std::vector<std::string>& notes() const { return notes_; }
  void note(const std::vector<std::string>& notes);

  Typeface& typeface() const { return typeface_; }

 private:
  Typeface& typeface_;
  std::vector<std::string> notes_;
};

/// While it lives, current() lays out in this shape.
class Shaped {
 public:
  explicit Shaped(Shape shape) : typeface_(current()), before_(typeface_.shape_) {
    typeface_.shape_ = shape;
  }
  ~Shaped() { typeface_.shape_ = before_; }
  Shaped(const Shaped&) = delete;
  Shaped& operator=(const Shaped&) = delete;

 private:
  Typeface& typeface_;
  Shape before_;
};

}  // namespace rankplot::text
