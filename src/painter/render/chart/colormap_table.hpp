#pragma once

#include <span>
#include <string_view>

namespace rankplot::render {

struct ColormapText {
  std::string_view name;
  std::string_view base64;  ///< three bytes a colour (red, green, blue), no padding inside
};

/// All maps, sorted by name (bytewise).
std::span<const ColormapText> colormap_table();

}  // namespace rankplot::render
