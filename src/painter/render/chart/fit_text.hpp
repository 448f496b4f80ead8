#pragma once

#include <string>
#include <string_view>

#include "painter/render/chart/canvas.hpp"

namespace rankplot::render {

/// A text made to fit: perhaps in several lines, perhaps smaller, at worst cut with an ellipsis.
struct FittedText {
  std::string text;
  double size_px = 0;
  TextExtent extent;

  bool empty() const { return text.empty(); }
};

/// Breaks at spaces where `text` is wider than `width_px`, into `most_lines` at most (line breaks
/// of its own are kept); where that is not enough takes smaller sizes, down to 60 %, then cuts.
FittedText fit_text(std::string_view text, double size_px, double width_px, int most_lines);

}  // namespace rankplot::render
