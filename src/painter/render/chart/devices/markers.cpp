#include "painter/render/chart/devices/markers.hpp"

#include <cmath>
#include <limits>

#include "painter/render/chart/devices/marker_shapes.hpp"

namespace rankplot::render {
namespace {

std::uint32_t packed(const Color& color) {
  return std::uint32_t{color.alpha} << 24 | std::uint32_t{color.red} << 16 |
         std::uint32_t{color.green} << 8 | color.blue;
}

void set_source(cairo_t* cairo, const Color& color, double alpha) {
  cairo_set_source_rgba(cairo, color.red / 255.0, color.green / 255.0, color.blue / 255.0, alpha);
}

const MarkerShape& shape_of(const MarkerStyle& style) {
  const MarkerShape* shape = find_marker(style.shape);
  if (!shape) base::fail("marker '{}' is not known", style.shape);
  return *shape;
}

void add_path(cairo_t* cairo, double x, double y, const MarkerShape& shape, double size) {
  cairo_matrix_t before;
  cairo_get_matrix(cairo, &before);
  cairo_new_path(cairo);
  cairo_translate(cairo, x, y);
  cairo_scale(cairo, size, size);
  shape.path(cairo);
  cairo_set_matrix(cairo, &before);
}

void set_pen(cairo_t* cairo, const MarkerShape& shape, double edge_px) {
  cairo_set_dash(cairo, nullptr, 0, 0);
  cairo_set_line_cap(cairo, CAIRO_LINE_CAP_BUTT);
  cairo_set_line_join(cairo, shape.round_join ? CAIRO_LINE_JOIN_ROUND : CAIRO_LINE_JOIN_MITER);
  cairo_set_line_width(cairo, edge_px);
}

/// A group no larger than the marker, whole pixels.
void begin_group(cairo_t* cairo, double x, double y, double reach) {
  cairo_save(cairo);
  const double left = std::floor(x - reach), top = std::floor(y - reach);
  cairo_rectangle(cairo, left, top, std::ceil(x + reach) - left, std::ceil(y + reach) - top);
  cairo_clip(cairo);
  cairo_push_group(cairo);
}

}  // namespace

void draw_marker(cairo_t* cairo, double x, double y, const MarkerStyle& style) {
  const MarkerShape& shape = shape_of(style);
  if (shape.pixel) {
    set_source(cairo, style.face, style.face.alpha / 255.0);
    cairo_rectangle(cairo, std::floor(x), std::floor(y), 1, 1);
    cairo_fill(cairo);
    return;
  }
  const bool face = shape.filled && style.face.alpha > 0;
  const bool edge = style.edge_px > 0 && style.edge.alpha > 0;
  const bool one_shape = face && edge && style.face == style.edge && style.face.alpha < 255;
  if (one_shape) begin_group(cairo, x, y, 2 * (style.size_px + style.edge_px) + 2);
  add_path(cairo, x, y, shape, style.size_px);
  if (face) {
    set_source(cairo, style.face, one_shape ? 1 : style.face.alpha / 255.0);
    cairo_fill_preserve(cairo);
  }
  if (edge) {
    set_source(cairo, style.edge, one_shape ? 1 : style.edge.alpha / 255.0);
    set_pen(cairo, shape, style.edge_px);
    cairo_stroke_preserve(cairo);
  }
  cairo_new_path(cairo);
  if (!one_shape) return;
  cairo_pop_group_to_source(cairo);
  cairo_paint_with_alpha(cairo, style.face.alpha / 255.0);
  cairo_restore(cairo);
}

MarkerStyle colored(MarkerStyle style, std::uint32_t argb, bool own_edge) {
  const auto channel = [&](int shift) { return static_cast<std::uint8_t>(argb >> shift & 0xFF); };
  style.face = {channel(16), channel(8), channel(0), channel(24)};
  if (!own_edge) style.edge = style.face;
  return style;
}

MarkerStamps::Set& MarkerStamps::set_of(const MarkerStyle& style) {
  const MarkerShape& shape = shape_of(style);
  const Key key{shape.name, style.size_px, style.edge_px, packed(style.face), packed(style.edge)};
  const auto [place, fresh] = sets_.try_emplace(key);
  if (!fresh) return place->second;
  const Surface scratch =
      checked(cairo_image_surface_create(CAIRO_FORMAT_A8, 1, 1), "cairo_image_surface_create");
  const Cairo cairo = cairo_on(scratch.get());
  add_path(cairo.get(), 0, 0, shape, style.size_px);
  set_pen(cairo.get(), shape, style.edge_px);
  double left = 0, top = 0, right = 0, bottom = 0;
  double fill_left = 0, fill_top = 0, fill_right = 0, fill_bottom = 0;
  cairo_stroke_extents(cairo.get(), &left, &top, &right, &bottom);
  cairo_fill_extents(cairo.get(), &fill_left, &fill_top, &fill_right, &fill_bottom);
  const double farthest =
      std::max({-left, -top, right, bottom, -fill_left, -fill_top, fill_right, fill_bottom, 1.0});
  place->second.centre = static_cast<int>(std::ceil(farthest)) + 1;
  place->second.reach = 2 * place->second.centre + 2;
  bytes_ += sizeof(Set);
  return place->second;
}

const MarkerStamps::Stamp& MarkerStamps::stamp(Set& set, const MarkerStyle& style, int phase_x,
                                               int phase_y) {
  std::optional<Stamp>& slot =
      set.stamps[static_cast<std::size_t>(phase_y) * kPhases + static_cast<std::size_t>(phase_x)];
  if (slot) return *slot;
  std::vector<std::uint32_t> square(static_cast<std::size_t>(set.reach) *
                                    static_cast<std::size_t>(set.reach));
  const Surface surface = checked(
      cairo_image_surface_create_for_data(reinterpret_cast<unsigned char*>(square.data()),
                                          CAIRO_FORMAT_ARGB32, set.reach, set.reach, 4 * set.reach),
      "cairo_image_surface_create_for_data");
  {
    const Cairo cairo = cairo_on(surface.get());
    draw_marker(cairo.get(), set.centre + static_cast<double>(phase_x) / kPhases,
                set.centre + static_cast<double>(phase_y) / kPhases, style);
    check(cairo_status(cairo.get()), "marker stamp");
  }
  cairo_surface_finish(surface.get());
  slot = trimmed(square, set.reach);
  bytes_ += 4 * slot->pixels.size();
  return *slot;
}

MarkerStamps::Stamp MarkerStamps::trimmed(std::span<const std::uint32_t> square, int side) {
  int left = side, right = 0, top = side, bottom = 0;
  for (int row = 0; row < side; ++row)
    for (int column = 0; column < side; ++column) {
      if (square[static_cast<std::size_t>(row * side + column)] == 0) continue;
      left = std::min(left, column);
      right = std::max(right, column + 1);
      top = std::min(top, row);
      bottom = std::max(bottom, row + 1);
    }
  Stamp stamp;
  if (left >= right) return stamp;
  stamp.left = left;
  stamp.top = top;
  stamp.width = right - left;
  stamp.height = bottom - top;
  for (int row = top; row < bottom; ++row) {
    const auto from = square.begin() + row * side;
    stamp.pixels.insert(stamp.pixels.end(), from + left, from + right);
  }
  return stamp;
}

template <class Place>
void MarkerStamps::place(const PixelTarget& target, std::span<const Point> points,
                         const MarkerStyle& style, Place&& place) {
  Set& set = set_of(style);
  // A marker of one pixel takes the pixel it is in; all others the nearest eighth.
  const float nearest = shape_of(style).pixel ? 0 : 0.5F;
  const float reach = static_cast<float>(set.reach);
  const float left = static_cast<float>(target.left) - reach;
  const float right = static_cast<float>(target.right) + reach;
  const float top = static_cast<float>(target.top) - reach;
  const float bottom = static_cast<float>(target.bottom) + reach;
  for (std::size_t i = 0; i < points.size(); ++i) {
    const Point& point = points[i];
    if (!(point.x > left && point.x < right && point.y > top && point.y < bottom)) continue;
    const int x = static_cast<int>(std::floor(point.x * kPhases + nearest));
    const int y = static_cast<int>(std::floor(point.y * kPhases + nearest));
    const Stamp& one = stamp(set, style, x & (kPhases - 1), y & (kPhases - 1));
    place(i, one, (x >> 3) - set.centre + one.left, (y >> 3) - set.centre + one.top);
  }
}

void MarkerStamps::draw(const PixelTarget& target, std::span<const Point> points,
                        const MarkerStyle& style) {
  place(target, points, style, [&](std::size_t, const Stamp& one, int x, int y) {
    const std::uint32_t* pixels = one.pixels.data();
    lay_over(target, x, y, one.width, one.height,
             [&](int column, int row) { return pixels[row * one.width + column]; });
  });
}

void MarkerStamps::draw_tinted(const PixelTarget& target, std::span<const Point> points,
                               MarkerStyle style, std::span<const std::uint32_t> colors) {
  style = colored(style, 0xFFFFFFFF, false);
  place(target, points, style, [&](std::size_t i, const Stamp& one, int x, int y) {
    const std::uint32_t ink = scale_pixel(colors[i] | 0xFF000000, colors[i] >> 24);
    if (ink == 0) return;
    const std::uint32_t* pixels = one.pixels.data();
    lay_over(target, x, y, one.width, one.height, [&](int column, int row) {
      return scale_pixel(ink, pixels[row * one.width + column] >> 24);
    });
  });
}

void MarkerStamps::draw_faces(const PixelTarget& target, std::span<const Point> points,
                              const MarkerStyle& style, std::span<const std::uint32_t> colors) {
  for (std::size_t i = 0; i < points.size(); ++i)
    if (colors[i] >> 24 != 0) draw(target, points.subspan(i, 1), colored(style, colors[i], true));
}

void MarkerStamps::trim(std::size_t most_bytes) {
  if (bytes_ <= most_bytes) return;
  sets_.clear();
  bytes_ = 0;
}

}  // namespace rankplot::render
