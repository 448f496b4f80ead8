#include "painter/render/chart/devices/cairo_paths.hpp"

#include <vector>

#include "painter/render/chart/devices/font_faces.hpp"

namespace rankplot::render {
namespace {

Point scaled(const cairo_path_data_t& data, double by) {
  return {static_cast<float>(data.point.x * by), static_cast<float>(data.point.y * by)};
}

}  // namespace

Cairo scratch_cairo() {
  const Surface surface =
      checked(cairo_image_surface_create(CAIRO_FORMAT_A8, 1, 1), "cairo_image_surface_create");
  return cairo_on(surface.get());  // which keeps it
}

Path taken_path(cairo_t* cairo, double by) {
  const std::unique_ptr<cairo_path_t, void (*)(cairo_path_t*)> made(cairo_copy_path(cairo),
                                                                    cairo_path_destroy);
  check(made->status, "cairo_copy_path");
  Path path;
  bool closed = false;  // Cairo follows a close by a move to where it began
  for (int i = 0; i < made->num_data; i += made->data[i].header.length) {
    const cairo_path_data_t* data = made->data + i;
    const bool last = i + data->header.length >= made->num_data;
    switch (data->header.type) {
      case CAIRO_PATH_MOVE_TO:
        if (!(closed && last)) path.move(scaled(data[1], by));
        break;
      case CAIRO_PATH_LINE_TO: path.line(scaled(data[1], by)); break;
      case CAIRO_PATH_CURVE_TO:
        path.curve(scaled(data[1], by), scaled(data[2], by), scaled(data[3], by));
        break;
      case CAIRO_PATH_CLOSE_PATH: path.close(); break;
    }
    closed = data->header.type == CAIRO_PATH_CLOSE_PATH;
  }
  return path;
}

Path outlines(const text::Piece& piece) {
  // Large, for Cairo holds paths in 1/256 of a unit.
  constexpr double kFine = 64;
  const Cairo cairo = scratch_cairo();
  cairo_set_font_face(cairo.get(), cairo_face_of(*piece.font));
  cairo_set_font_size(cairo.get(), piece.size_px * kFine);
  std::vector<cairo_glyph_t> glyphs;
  for (const text::Glyph& glyph : piece.glyphs)
    glyphs.push_back({glyph.index, glyph.x * kFine, -glyph.y * kFine});
  cairo_glyph_path(cairo.get(), glyphs.data(), static_cast<int>(glyphs.size()));
  check(cairo_status(cairo.get()), "cairo_glyph_path");
  return taken_path(cairo.get(), 1 / kFine);
}

}  // namespace rankplot::render
