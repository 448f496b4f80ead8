#pragma once

#include "painter/render/chart/devices/cairo_handles.hpp"
#include "painter/render/chart/devices/path.hpp"
#include "painter/text/line.hpp"

namespace rankplot::render {

/// A context that nothing is seen of, to make paths in.
Cairo scratch_cairo();

/// The context's path, multiplied.
Path taken_path(cairo_t* cairo, double by = 1);

/// The outlines of a piece's glyphs, about the line's origin.
Path outlines(const text::Piece& piece);

}  // namespace rankplot::render
