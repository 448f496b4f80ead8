#pragma once

#include <string>
#include <vector>

namespace rankplot::job {

/// How everything in a figure looks that its layers do not say themselves. Colours as matplotlib
/// writes them.
struct Style {
  double font_pt = 10;  ///< of labels; ticks, pads and the title go with it
  bool serif = false;
  std::string font;  ///< a family or a font file, before DejaVu; empty: none
  std::string background = "#ffffff", foreground = "#000000", grid = "#b0b0b0";
  std::vector<std::string> cycle;  ///< of layers without a colour; empty: tab10

  bool operator==(const Style&) const = default;
};

}  // namespace rankplot::job
