#pragma once

#include <array>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "painter/text/font.hpp"

namespace rankplot::text {

/// Display: the large operators of formulas.
enum class Shape { Regular, Italic, Bold, BoldItalic, Display };

/// Fonts that are drawn together, and the lines that were laid out in them. What is returned stays
/// valid until trim(). Not thread safe.
class Typeface {
 public:
  /// A file's name for each Shape, bundled with the program, or a path.
  using Files = std::array<std::string, 5>;

  /// Files are opened on first use.
  explicit Typeface(Files files);
  ~Typeface();
  Typeface(const Typeface&) = delete;
  Typeface& operator=(const Typeface&) = delete;

  /// Throws base::Error naming the file, or the places that were searched for it.
  Font& font(Shape shape = Shape::Regular);

  /// One line; between dollars it is math, as matplotlib has it. Its notes are told to the Choice
  /// at work. Throws base::Error for sizes not within 0.5 to 2000 pixels.
  const Line& lay_out(std::string_view utf8, double size_px);
  /// One line without formulas, not kept.
  Line lay_out_plain(std::string_view utf8, double size_px);
  LineHeights heights(double size_px) { return font().heights(size_px); }

  /// Forgets what was cached where that has grown past `most_bytes`.
  void trim(std::size_t most_bytes = std::size_t{1} << 19);

 private:
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
  std::array<std::unique_ptr<Font>, 5> fonts_;
  std::map<long, Lines> lines_;  ///< by size in 1/64 pixel
  std::size_t cached_bytes_ = 0;
};

/// DejaVu Sans, found beside the program (../share/rankplot/fonts) or where Debian installs it.
Typeface& sans();
/// DejaVu Serif, from the same places.
Typeface& serif();

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

}  // namespace rankplot::text
