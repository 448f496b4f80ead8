#include "painter/render/chart/devices/vector_device.hpp"

#include <vtkBrush.h>
#include <vtkImageData.h>
#include <vtkObjectFactory.h>
#include <vtkPen.h>
#include <vtkStdString.h>
#include <vtkTextProperty.h>

#include <cmath>
#include <numbers>

#include "painter/render/chart/devices/markers.hpp"
#include "painter/render/chart/devices/polyline.hpp"
#include "painter/text/typeface.hpp"

namespace rankplot::render {
namespace {

constexpr double kColumnsPerInch = 600;
constexpr std::size_t kDecimateAbove = 256;
constexpr std::size_t kPointsPerMark = 4;

bool same(const Point& a, const Point& b) { return a.x == b.x && a.y == b.y; }

constexpr std::uint32_t kAnyColor = 0xFF000000;

Color straight(std::uint32_t argb) {
  const auto channel = [&](int shift) { return static_cast<std::uint8_t>(argb >> shift & 0xFF); };
  return {channel(16), channel(8), channel(0), channel(24)};
}

Color color_of(const vtkColor4ub& color) { return {color[0], color[1], color[2], color[3]}; }

}  // namespace

vtkStandardNewMacro(VectorDevice);

void VectorDevice::start(Page& page, const PageSize& size) {
  page_ = &page;
  size_ = size;
  height_ = static_cast<float>(size.height_px);
  clip_ = {0, 0, static_cast<double>(size.width_px), static_cast<double>(size.height_px)};
  Geometry[0] = size.width_px;
  Geometry[1] = size.height_px;
}

void VectorDevice::finish() {
  dense_.reset();
  counting_ = false;
  page_ = nullptr;
}

int VectorDevice::fineness() const {
  return std::max(1, static_cast<int>(std::lround(DenseLayer::kDpi / size_.dpi)));
}

std::size_t VectorDevice::paint_layer(const std::function<void()>& paint) {
  marks_ = 0;
  counting_ = true;
  paint();
  counting_ = false;
  if (marks_ <= kMostMarks) {
    paint();
    return 0;
  }
  dense_.emplace(size_);
  paint();
  flush_dense();
  dense_.reset();
  return marks_;
}

void VectorDevice::flush_dense() {
  if (!dense_) return;
  dense_->take(*page_);
}

MarkerStyle VectorDevice::scaled_marker() const {
  MarkerStyle marker = marker_;
  marker.size_px *= dense_->scale();
  marker.edge_px *= dense_->scale();
  return marker;
}

void VectorDevice::set_dense(std::span<const Point> points) {
  dense_->set([&](CairoImage& device) {
    const double scale = dense_->scale();
    device.set_quality(quality_);
    device.set_ends(cap_, join_);
    device.set_even_odd(even_odd_);
    device.set_marker(scaled_marker());
    device.ApplyPen(Pen);
    device.GetPen()->SetWidth(static_cast<float>(static_cast<double>(Pen->GetWidth()) * scale));
    device.ApplyBrush(Brush);
    device.set_clip(
        {clip_.left * scale, clip_.bottom * scale, clip_.right * scale, clip_.top * scale});
  });
  const auto by = static_cast<float>(dense_->scale());
  scaled_.clear();
  for (const Point& point : points) scaled_.push_back({point.x * by, point.y * by});
}

CairoImage& VectorDevice::dense(std::span<const Point> points) {
  set_dense(points);
  return dense_->device();
}

namespace {

float* floats(std::vector<Point>& points) { return reinterpret_cast<float*>(points.data()); }

}  // namespace

void VectorDevice::set_clip(const Rectangle& rectangle) {
  clip_ = rectangle;
  if (counting_) return;
  flush_dense();
  page_->clip(
      {rectangle.left, size_.height_px - rectangle.top, rectangle.width(), rectangle.height()});
}

void VectorDevice::SetClipping(int* r) {
  const auto d = [](int value) { return static_cast<double>(value); };
  set_clip({d(r[0]), d(r[1]), d(r[0]) + d(r[2]), d(r[1]) + d(r[3])});
}

void VectorDevice::EnableClipping(bool enable) {
  if (enable) return;  // set_clip has done it
  clip_ = {0, 0, static_cast<double>(size_.width_px), static_cast<double>(size_.height_px)};
  if (counting_) return;
  flush_dense();
  page_->unclip();
}

bool VectorDevice::pen_draws() const {
  return Pen->GetLineType() != vtkPen::NO_PEN && Pen->GetWidth() > 0 && Pen->GetOpacity() > 0;
}

Pen VectorDevice::pen() const {
  const double width = static_cast<double>(vtkContextDevice2D::Pen->GetWidth());
  const Dashes dashes = dashes_of(vtkContextDevice2D::Pen->GetLineType(), width);
  return {color_of(vtkContextDevice2D::Pen->GetColorObject()), width, dashes,
          dashes.count > 0 ? Cap::Butt : cap_, join_};
}

Color VectorDevice::brush() const { return color_of(Brush->GetColorObject()); }

Rectangle VectorDevice::stroke_window() const {
  const double margin = 4 + 4 * static_cast<double>(Pen->GetWidth());
  return {clip_.left - margin, clip_.bottom - margin, clip_.right + margin, clip_.top + margin};
}

void VectorDevice::DrawPoly(float* points, int count, unsigned char*, int) {
  if (!pen_draws()) return;
  const auto all = as_points(points, count);
  const bool thinned = cap_ == Cap::Round && all.size() > kDecimateAbove;
  std::vector<Point> kept;
  if (thinned) kept = decimate(all, std::max(1.0, kColumnsPerInch / size_.dpi));
  const auto pieces = pieces_within(thinned ? std::span<const Point>(kept) : all, stroke_window());
  std::size_t shown = 0;
  for (const Piece& piece : pieces) shown += piece.size();
  if (counting_) {
    marks_ += (shown + kPointsPerMark - 1) / kPointsPerMark;
    return;
  }
  if (dense_) {
    dense(all).DrawPoly(floats(scaled_), count, nullptr, 0);
    return;
  }
  Path path;
  for (const Piece& piece : pieces) {
    const bool closed = piece.size() > 2 && same(piece.front(), piece.back());
    path.move(flipped(piece.front()));
    for (std::size_t i = 1; i < piece.size() - (closed ? 1 : 0); ++i) path.line(flipped(piece[i]));
    if (closed) path.close();
  }
  if (!path.empty()) page_->stroke(path, pen());
}

void VectorDevice::DrawLines(float* points, int count, unsigned char*, int) {
  if (!pen_draws()) return;
  const auto all = as_points(points, count);
  if (counting_) {
    marks_ += all.size() / 2;
    return;
  }
  if (dense_) {
    dense(all).DrawLines(floats(scaled_), count, nullptr, 0);
    return;
  }
  const Rectangle window = stroke_window();
  Path path;
  for (std::size_t i = 0; i + 1 < all.size(); i += 2)
    for (const Piece& piece : pieces_within(all.subspan(i, 2), window)) {
      path.move(flipped(piece.front()));
      path.line(flipped(piece.back()));
    }
  if (!path.empty()) page_->stroke(path, pen());
}

void VectorDevice::DrawMarkers(int own_edges, bool, float* points, int count, unsigned char* colors,
                               int) {
  const auto all = as_points(points, count);
  if (counting_) {
    marks_ += all.size();
    return;
  }
  if (dense_) {
    if (colors != nullptr) {
      dense(all).DrawMarkers(own_edges, false, floats(scaled_), count, colors, 4);
      return;
    }
    set_dense(all);
    dense_->draw_marks(scaled_, scaled_marker());
    return;
  }
  const double reach = 2 * (marker_.size_px + marker_.edge_px) + 2;
  const Rectangle seen{clip_.left - reach, clip_.bottom - reach, clip_.right + reach,
                       clip_.top + reach};
  const auto* words = reinterpret_cast<const std::uint32_t*>(colors);
  std::vector<Point> shown;
  std::vector<Color> own;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (!seen.contains(static_cast<double>(all[i].x), static_cast<double>(all[i].y))) continue;
    shown.push_back(flipped(all[i]));
    if (words) own.push_back(straight(words[i]));
  }
  if (shown.empty()) return;
  const bool own_edge = own_edges != 0;
  Mark mark = mark_of(words ? colored(marker_, kAnyColor, own_edge) : marker_);
  mark.own_edge = own_edge;
  page_->repeat(mark, shown, own);
}

void VectorDevice::DrawQuad(float* points, int count) { DrawPolygon(points, count); }

void VectorDevice::DrawPolygon(float* points, int count) {
  if (Brush->GetOpacity() == 0) return;
  const auto all = as_points(points, count);
  if (counting_) {
    marks_ += 1;
    return;
  }
  if (dense_) {
    dense(all).DrawPolygon(floats(scaled_), count);
    return;
  }
  constexpr float kFar = 1e6F;
  Path path;
  bool open = false;
  for (const Point& point : all) {
    if (std::isnan(point.x) || std::isnan(point.y)) {
      if (open) path.close();
      open = false;
      continue;
    }
    const Point at = flipped({std::clamp(point.x, -kFar, kFar), std::clamp(point.y, -kFar, kFar)});
    if (open)
      path.line(at);
    else
      path.move(at);
    open = true;
  }
  if (open) path.close();
  if (!path.empty()) page_->fill(path, brush(), even_odd_);
}

void VectorDevice::DrawColoredPolygon(float* points, int count, unsigned char*, int) {
  DrawPolygon(points, count);
}

void VectorDevice::DrawImage(const vtkRectf& place, vtkImageData* image) {
  if (counting_) return;
  flush_dense();
  int size[3];
  image->GetDimensions(size);
  const auto* pixels = static_cast<const std::uint32_t*>(image->GetScalarPointer());
  const auto d = [](float value) { return static_cast<double>(value); };
  page_->show({{pixels, static_cast<std::size_t>(image->GetNumberOfPoints())}, size[0], size[1]},
              {d(place.GetX()), size_.height_px - d(place.GetTop()), d(place.GetWidth()),
               d(place.GetHeight())});
}

void VectorDevice::DrawString(float* point, const vtkStdString& utf8) {
  if (counting_) return;
  flush_dense();
  const double size = TextProp->GetFontSize() / 64.0;
  double rgb[3];
  TextProp->GetColor(rgb);
  const auto byte = [](double value) {
    return static_cast<std::uint8_t>(std::lround(value * 255));
  };
  const Point at = flipped({point[0], point[1]});
  page_->write(text::current().lay_out(utf8, size),
               {static_cast<double>(at.x),
                static_cast<double>(at.y),
                TextProp->GetOrientation() * std::numbers::pi / 180,
                {byte(rgb[0]), byte(rgb[1]), byte(rgb[2]), byte(TextProp->GetOpacity())}});
}

}  // namespace rankplot::render
