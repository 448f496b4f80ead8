#include "painter/render/chart/devices/cairo_image.hpp"

#include <vtkBrush.h>
#include <vtkImageData.h>
#include <vtkObjectFactory.h>
#include <vtkPen.h>
#include <vtkStdString.h>
#include <vtkTextProperty.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "painter/render/chart/devices/path.hpp"
#include "painter/render/chart/devices/polyline.hpp"
#include "painter/render/chart/devices/straight_text.hpp"
#include "painter/render/chart/devices/turned_text.hpp"
#include "painter/text/typeface.hpp"

namespace rankplot::render {
namespace {

/// Cairo's stroker slows down with the crossings within one path: long lines go in parts of so many
/// segments, whose round ends are what a round join would have been.
constexpr std::size_t kChunk = 64;
constexpr std::size_t kDashedChunk = 512;  ///< a part's end may fall within a dash
constexpr int kDecimateAbove = 256;

double length(const Piece& piece, std::size_t from, std::size_t to) {
  double sum = 0;
  for (std::size_t i = from; i < to; ++i)
    sum += std::hypot(static_cast<double>(piece[i + 1].x) - static_cast<double>(piece[i].x),
                      static_cast<double>(piece[i + 1].y) - static_cast<double>(piece[i].y));
  return sum;
}

bool same(const Point& a, const Point& b) { return a.x == b.x && a.y == b.y; }

}  // namespace

vtkStandardNewMacro(CairoImage);

void CairoImage::start(base::Image& image, Ground ground) {
  surface_ = checked(cairo_image_surface_create_for_data(
                         reinterpret_cast<unsigned char*>(image.pixels.data()),
                         ground == Ground::Clear ? CAIRO_FORMAT_ARGB32 : CAIRO_FORMAT_RGB24,
                         image.width_px, image.height_px, 4 * image.width_px),
                     "cairo_image_surface_create_for_data");
  cairo_ = cairo_on(surface_.get());
  cairo_set_tolerance(cairo_.get(), 0.1);
  target_ = {image.pixels.data(), image.width_px, image.height_px, 0, 0,
             image.width_px,      image.height_px};
  height_ = image.height_px;
  Geometry[0] = image.width_px;
  Geometry[1] = image.height_px;
  stamps_.trim();
}

void CairoImage::finish() {
  const cairo_status_t status = cairo_status(cairo_.get());
  cairo_.reset();
  cairo_surface_finish(surface_.get());
  surface_.reset();
  target_ = {};
  check(status, "image device");
}

void CairoImage::set_clip(const Rectangle& rectangle) {
  cairo_reset_clip(cairo_.get());
  cairo_rectangle(cairo_.get(), rectangle.left, flipped(rectangle.top), rectangle.width(),
                  rectangle.height());
  cairo_clip(cairo_.get());
  const auto within = [](double edge, int most) {
    return std::clamp(static_cast<int>(std::lround(std::clamp(edge, -1e6, 1e6))), 0, most);
  };
  target_.left = within(rectangle.left, target_.width);
  target_.right = within(rectangle.right, target_.width);
  target_.top = within(flipped(rectangle.top), target_.height);
  target_.bottom = within(flipped(rectangle.bottom), target_.height);
}

void CairoImage::SetClipping(int* r) {
  const auto d = [](int value) { return static_cast<double>(value); };
  set_clip({d(r[0]), d(r[1]), d(r[0]) + d(r[2]), d(r[1]) + d(r[3])});
}

void CairoImage::EnableClipping(bool enable) {
  if (enable) return;  // set_clip has done it
  set_clip({0, 0, static_cast<double>(target_.width), static_cast<double>(target_.height)});
}

bool CairoImage::pen_draws() const {
  return Pen->GetLineType() != vtkPen::NO_PEN && Pen->GetWidth() > 0 && Pen->GetOpacity() > 0;
}

void CairoImage::set_pen(bool round_caps) {
  const vtkColor4ub color = Pen->GetColorObject();
  cairo_t* cairo = cairo_.get();
  cairo_set_source_rgba(cairo, color[0] / 255.0, color[1] / 255.0, color[2] / 255.0,
                        color[3] / 255.0);
  const double width = static_cast<double>(Pen->GetWidth());
  cairo_set_line_width(cairo, width);
  cairo_set_line_join(cairo, join_ == Join::Round ? CAIRO_LINE_JOIN_ROUND : CAIRO_LINE_JOIN_MITER);
  const Dashes dashes = dashes_of(Pen->GetLineType(), width);
  cairo_set_dash(cairo, dashes.lengths.data(), dashes.count, 0);
  const Cap cap = dashes.count > 0 ? Cap::Butt : round_caps ? Cap::Round : cap_;
  cairo_set_line_cap(cairo, cap == Cap::Round    ? CAIRO_LINE_CAP_ROUND
                            : cap == Cap::Square ? CAIRO_LINE_CAP_SQUARE
                                                 : CAIRO_LINE_CAP_BUTT);
}

void CairoImage::set_brush() {
  const vtkColor4ub color = Brush->GetColorObject();
  cairo_set_source_rgba(cairo_.get(), color[0] / 255.0, color[1] / 255.0, color[2] / 255.0,
                        color[3] / 255.0);
}

Rectangle CairoImage::stroke_window() const {
  const double margin = 4 + 4 * static_cast<double>(Pen->GetWidth());
  return {target_.left - margin, flipped(target_.bottom) - margin, target_.right + margin,
          flipped(target_.top) + margin};
}

void CairoImage::add(const Piece& piece, std::size_t from, std::size_t to) {
  cairo_t* cairo = cairo_.get();
  const auto x = [&](std::size_t i) { return static_cast<double>(piece[i].x); };
  const auto y = [&](std::size_t i) { return flipped(static_cast<double>(piece[i].y)); };
  cairo_move_to(cairo, x(from), y(from));
  const bool closed = from == 0 && to + 1 == piece.size() && to > 1 && same(piece[0], piece[to]);
  for (std::size_t i = from + 1; i <= (closed ? to - 1 : to); ++i) cairo_line_to(cairo, x(i), y(i));
  if (closed) cairo_close_path(cairo);
}

void CairoImage::stroke_exactly(const std::vector<Piece>& pieces) {
  set_pen(false);
  for (const Piece& piece : pieces) add(piece, 0, piece.size() - 1);
  cairo_stroke(cairo_.get());
}

void CairoImage::stroke_in_chunks(const std::vector<Piece>& pieces) {
  cairo_t* cairo = cairo_.get();
  const double opacity = Pen->GetOpacity() / 255.0;
  // Parts overlap at their ends, where a translucent pen would show: they share one coverage.
  if (opacity < 1) cairo_push_group_with_content(cairo, CAIRO_CONTENT_ALPHA);
  set_pen(true);
  if (opacity < 1) cairo_set_source_rgba(cairo, 0, 0, 0, 1);
  const int dash_count = cairo_get_dash_count(cairo);
  std::array<double, 4> pattern{};
  cairo_get_dash(cairo, pattern.data(), nullptr);
  const std::size_t chunk = dash_count > 0 ? kDashedChunk : kChunk;
  for (const Piece& piece : pieces) {
    double drawn = 0;
    for (std::size_t from = 0; from + 1 < piece.size(); from += chunk) {
      const std::size_t to = std::min(from + chunk, piece.size() - 1);
      if (dash_count > 0) {
        cairo_set_dash(cairo, pattern.data(), dash_count, drawn);
        drawn += length(piece, from, to);
      }
      add(piece, from, to);
      cairo_stroke(cairo);
    }
  }
  if (opacity >= 1) return;
  cairo_pattern_t* coverage = cairo_pop_group(cairo);
  set_pen(false);
  cairo_mask(cairo, coverage);
  cairo_pattern_destroy(coverage);
}

void CairoImage::DrawPoly(float* points, int count, unsigned char*, int) {
  if (!pen_draws()) return;
  const auto all = as_points(points, count);
  const bool fast = quality_ == Quality::Fast && cap_ == Cap::Round;
  const auto pieces = fast && count > kDecimateAbove ? pieces_within(decimate(all), stroke_window())
                                                     : pieces_within(all, stroke_window());
  if (fast)
    stroke_in_chunks(pieces);
  else
    stroke_exactly(pieces);
}

void CairoImage::DrawLines(float* points, int count, unsigned char*, int) {
  if (!pen_draws()) return;
  const Rectangle window = stroke_window();
  set_pen(false);
  const auto all = as_points(points, count);
  for (std::size_t i = 0; i + 1 < all.size(); i += 2)
    for (const Piece& piece : pieces_within(all.subspan(i, 2), window)) add(piece, 0, 1);
  cairo_stroke(cairo_.get());
}

void CairoImage::DrawMarkers(int own_edges, bool, float* points, int count, unsigned char* colors,
                             int) {
  const float top = static_cast<float>(height_);
  flipped_points_.clear();
  for (const Point& point : as_points(points, count))
    flipped_points_.push_back({point.x, top - point.y});
  const auto* words = reinterpret_cast<const std::uint32_t*>(colors);
  const std::span<const std::uint32_t> each(words, words ? flipped_points_.size() : 0);
  if (quality_ == Quality::Fast && marker_.size_px <= MarkerStamps::kLargestSize) {
    if (each.empty())
      stamps_.draw(target_, flipped_points_, marker_);
    else if (own_edges == 0)
      stamps_.draw_tinted(target_, flipped_points_, marker_, each);
    else
      stamps_.draw_faces(target_, flipped_points_, marker_, each);
    return;
  }
  const double reach = 2 * (marker_.size_px + marker_.edge_px) + 2;
  const Rectangle seen{target_.left - reach, target_.top - reach, target_.right + reach,
                       target_.bottom + reach};
  MarkerStyle style = marker_;
  for (std::size_t i = 0; i < flipped_points_.size(); ++i) {
    const Point& point = flipped_points_[i];
    if (!each.empty()) style = colored(marker_, each[i], own_edges != 0);
    if (seen.contains(static_cast<double>(point.x), static_cast<double>(point.y)))
      draw_marker(cairo_.get(), static_cast<double>(point.x), static_cast<double>(point.y), style);
  }
}

void CairoImage::DrawQuad(float* points, int count) { DrawPolygon(points, count); }

void CairoImage::DrawPolygon(float* points, int count) {
  if (Brush->GetOpacity() == 0) return;
  cairo_t* cairo = cairo_.get();
  set_brush();
  for (const Point& point : as_points(points, count)) {
    if (std::isnan(point.x) || std::isnan(point.y)) {
      cairo_close_path(cairo);
      cairo_new_sub_path(cairo);
      continue;
    }
    cairo_line_to(cairo, std::clamp(static_cast<double>(point.x), -1e6, 1e6),
                  flipped(std::clamp(static_cast<double>(point.y), -1e6, 1e6)));
  }
  cairo_set_fill_rule(cairo, even_odd_ ? CAIRO_FILL_RULE_EVEN_ODD : CAIRO_FILL_RULE_WINDING);
  cairo_fill(cairo);
}

void CairoImage::DrawColoredPolygon(float* points, int count, unsigned char*, int) {
  DrawPolygon(points, count);
}

void CairoImage::DrawImage(const vtkRectf& place, vtkImageData* image) {
  int size[3];
  image->GetDimensions(size);
  const auto* pixels = static_cast<const std::uint32_t*>(image->GetScalarPointer());
  const int x = static_cast<int>(std::lround(place.GetX()));
  const int y = static_cast<int>(std::lround(flipped(static_cast<double>(place.GetTop()))));
  const int width = size[0];
  lay_over(target_, x, y, width, size[1], [&](int column, int row) {
    return pixels[static_cast<std::ptrdiff_t>(row) * width + column];
  });
}

void CairoImage::DrawString(float* point, const vtkStdString& utf8) {
  const double size = TextProp->GetFontSize() / 64.0;
  const double degrees = TextProp->GetOrientation();
  double rgb[3];
  TextProp->GetColor(rgb);
  const auto byte = [](double value) {
    return static_cast<std::uint32_t>(std::lround(value * 255));
  };
  const std::uint32_t color = 0xFF000000 | byte(rgb[0]) << 16 | byte(rgb[1]) << 8 | byte(rgb[2]);
  const std::uint32_t ink = scale_pixel(color, byte(TextProp->GetOpacity()));
  const double x = static_cast<double>(point[0]), y = flipped(static_cast<double>(point[1]));
  if (degrees != 0 && degrees != 90)
    draw_turned(target_, {x, y, degrees * std::numbers::pi / 180, size, ink}, utf8);
  else
    draw_straight(target_, text::current().lay_out(utf8, size), {x, y, degrees == 90, ink});
}

}  // namespace rankplot::render
