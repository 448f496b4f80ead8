#pragma once

#include "painter/render/chart/canvas.hpp"
#include "painter/render/chart/devices/path.hpp"

namespace rankplot::render {

/// A marker as paths about its centre: what a page of vectors repeats. A face and an edge of one
/// colour are one area, so that no ring shows where they are translucent.
struct Mark {
  Path area;     ///< filled with `face`; empty: none
  Path outline;  ///< stroked with `edge`; empty: none
  Color face, edge;
  double edge_px = 0;
  bool round_join = false;
  double disc_px = 0;     ///< where `area` is a circle, how wide
  bool own_edge = false;  ///< the edge keeps its colour where each mark has one of its own

  /// The same in a colour.
  void paint(Color color) {
    face = color;
    if (!own_edge) edge = color;
  }
};

/// Throws base::Error for a shape that is not known.
Mark mark_of(const MarkerStyle& style);

}  // namespace rankplot::render
