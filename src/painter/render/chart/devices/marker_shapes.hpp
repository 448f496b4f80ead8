#pragma once

#include <cairo.h>

#include <string_view>

namespace rankplot::render {

/// The shape of a marker, as matplotlib draws it.
struct MarkerShape {
  std::string_view name;
  bool filled = true;       ///< else strokes only ("+", "x")
  bool round_join = false;  ///< else mitred
  bool pixel = false;       ///< one pixel whatever the size (",")
  /// Adds the shape to the path, centred at the origin; 1 wide; y down.
  void (*path)(cairo_t*) = nullptr;
};

/// Null for an unknown name.
const MarkerShape* find_marker(std::string_view name);

}  // namespace rankplot::render
