#include "painter/render/chart/devices/font_faces.hpp"

#include <cairo-ft.h>

#include <map>
#include <memory>

#include "painter/render/chart/devices/cairo_handles.hpp"

namespace rankplot::render {
namespace {

struct FaceRelease {
  void operator()(cairo_font_face_t* face) const { cairo_font_face_destroy(face); }
};
using FontFace = std::unique_ptr<cairo_font_face_t, FaceRelease>;

}  // namespace

cairo_font_face_t* cairo_face_of(text::Font& font) {
  static std::map<const text::Font*, FontFace> faces;
  FontFace& face = faces[&font];
  if (!face) {
    face.reset(cairo_ft_font_face_create_for_ft_face(font.lent_face(), FT_LOAD_NO_HINTING));
    check(cairo_font_face_status(face.get()), "cairo_ft_font_face_create_for_ft_face");
  }
  return face.get();
}

}  // namespace rankplot::render
