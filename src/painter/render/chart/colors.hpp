#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rankplot::render {

/// Straight (not premultiplied) sRGB.
struct Color {
  std::uint8_t red = 0;
  std::uint8_t green = 0;
  std::uint8_t blue = 0;
  std::uint8_t alpha = 255;

  bool operator==(const Color&) const = default;
};

/// A colour as matplotlib writes it: a CSS4 name or "tab:blue" (any case), one letter of
/// "rgbcmykw", "C0", "C1", ... (the cycle), "#rgb", "#rgba", "#rrggbb", "#rrggbbaa", or "none"
/// (alpha 0). Empty: no colour.
std::optional<Color> find_color(std::string_view text);

/// The same; throws base::Error naming the text and the nearest known name.
Color parse_color(std::string_view text);

/// The colour cycle (tab10): of the i-th layer without a colour of its own.
Color cycle_color(std::size_t index);

/// Which of the cycle's "C0", "C1", ... is; absent for other texts.
std::optional<std::size_t> cycle_index(std::string_view text);

/// All names, sorted, without the forms that are rules ("C0", "#rgb"): for the vocabulary.
std::vector<std::string> color_names();

}  // namespace rankplot::render
