#include "painter/render/chart/devices/mark.hpp"

#include <cmath>

#include "painter/render/chart/devices/cairo_paths.hpp"
#include "painter/render/chart/devices/marker_shapes.hpp"

namespace rankplot::render {
namespace {

/// Cairo holds paths in 1/256 of a unit: shapes, 1 wide, are asked for at so many.
constexpr double kFine = 4096;

Path path_of(const MarkerShape& shape, double size_px) {
  const Cairo cairo = scratch_cairo();
  cairo_scale(cairo.get(), kFine, kFine);
  shape.path(cairo.get());
  cairo_identity_matrix(cairo.get());
  return taken_path(cairo.get(), size_px / kFine);
}

struct Vector {
  double x = 0, y = 0;
};

/// To the right of the way from one corner to the next, of length 1.
Vector normal(const Point& from, const Point& to) {
  const double dx = static_cast<double>(to.x) - static_cast<double>(from.x);
  const double dy = static_cast<double>(to.y) - static_cast<double>(from.y);
  const double length = std::hypot(dx, dy);
  return length > 0 ? Vector{dy / length, -dx / length} : Vector{};
}

/// Twice the area within, positive where the corners turn clockwise (y down).
double turning(std::span<const Point> corners) {
  double sum = 0;
  for (std::size_t i = 0; i < corners.size(); ++i) {
    const Point &a = corners[i], &b = corners[(i + 1) % corners.size()];
    sum += static_cast<double>(a.x) * static_cast<double>(b.y) -
           static_cast<double>(b.x) * static_cast<double>(a.y);
  }
  return sum;
}

/// Moves the corners of one polygon outward as mitred edges of this half width reach.
void widen(std::span<Point> corners, double half_px) {
  const std::vector<Point> old(corners.begin(), corners.end());
  const std::size_t count = old.size();
  const double outward = turning(old) > 0 ? half_px : -half_px;
  for (std::size_t i = 0; i < count; ++i) {
    const Vector before = normal(old[(i + count - 1) % count], old[i]);
    const Vector after = normal(old[i], old[(i + 1) % count]);
    const double reach = outward / (1 + before.x * after.x + before.y * after.y);
    corners[i] = {static_cast<float>(static_cast<double>(old[i].x) + (before.x + after.x) * reach),
                  static_cast<float>(static_cast<double>(old[i].y) + (before.y + after.y) * reach)};
  }
}

/// How wide a round shape is.
double disc_width(const MarkerShape& shape, double size_px) {
  constexpr double kDotShare = 0.5;
  return shape.name == "." ? kDotShare * size_px : size_px;
}

/// The shape with an edge of this width around it, as one area.
Path widened(const MarkerShape& shape, double size_px, double edge_px) {
  if (shape.round_join) {
    const double width = disc_width(shape, size_px);
    return path_of(shape, width > 0 ? size_px * (width + edge_px) / width : 0);
  }
  Path path = path_of(shape, size_px);
  if (!path.empty()) widen(path.points(), edge_px / 2);
  return path;
}

}  // namespace

Mark mark_of(const MarkerStyle& style) {
  const MarkerShape* shape = find_marker(style.shape);
  if (!shape) base::fail("marker '{}' is not known", style.shape);
  Mark mark;
  mark.face = style.face;
  mark.edge = style.edge;
  mark.edge_px = style.edge_px;
  mark.round_join = shape->round_join;
  const bool face = shape->filled && style.face.alpha > 0;
  const bool edge = !shape->pixel && style.edge_px > 0 && style.edge.alpha > 0;
  if (shape->pixel)
    mark.area = path_of(*shape, 1);
  else if (face && edge && style.face == style.edge)
    mark.area = widened(*shape, style.size_px, style.edge_px);
  else {
    if (face) mark.area = path_of(*shape, style.size_px);
    if (edge) mark.outline = path_of(*shape, style.size_px);
  }
  if (shape->round_join && !mark.area.empty())
    mark.disc_px =
        disc_width(*shape, style.size_px) + (mark.outline.empty() && edge ? style.edge_px : 0);
  return mark;
}

}  // namespace rankplot::render
