#include "painter/render/chart/canvas.hpp"

#include <vtkBrush.h>
#include <vtkContext2D.h>
#include <vtkImageData.h>
#include <vtkNew.h>
#include <vtkPen.h>
#include <vtkPointData.h>
#include <vtkTextProperty.h>
#include <vtkUnsignedIntArray.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <string>
#include <vector>

#include "core/base/narrow.hpp"
#include "painter/render/chart/devices/chart_device.hpp"
#include "painter/render/chart/hatch.hpp"
#include "painter/text/typeface.hpp"

namespace rankplot::render {
namespace {

int pen_type(LineStyle style) {
  switch (style) {
    case LineStyle::None: return vtkPen::NO_PEN;
    case LineStyle::Solid: return vtkPen::SOLID_LINE;
    case LineStyle::Dashed: return vtkPen::DASH_LINE;
    case LineStyle::DashDot: return vtkPen::DASH_DOT_LINE;
    case LineStyle::Dotted: return vtkPen::DOT_LINE;
  }
  return vtkPen::SOLID_LINE;
}

/// VTK's interfaces take points as floats that they do not change.
float* floats(std::span<const Point> points) {
  return const_cast<float*>(reinterpret_cast<const float*>(points.data()));
}

int count(std::span<const Point> points) {
  return base::narrow<int>(points.size(), "a number of points");
}

/// The lines of a text, parted by '\n', and where their baselines stand.
class TextBlock {
 public:
  struct Row {
    std::string_view text;
    const text::Line* line = nullptr;
    double below = 0;  ///< how far its baseline lies below the first
  };

  TextBlock(std::string_view utf8, double size_px) : heights_(text::current().heights(size_px)) {
    for (;;) {
      const auto end = utf8.find('\n');
      add(utf8.substr(0, end), size_px);
      if (end == std::string_view::npos) return;
      utf8.remove_prefix(end + 1);
    }
  }

  const text::LineHeights& heights() const { return heights_; }
  const std::vector<Row>& rows() const { return rows_; }
  double ascent() const { return heights_.ascent + rows_.front().line->ascent; }
  double descent() const { return heights_.descent + rows_.back().line->descent; }
  double below() const { return rows_.back().below; }

 private:
  void add(std::string_view line, double size_px) {
    const text::Line* laid_out = &text::current().lay_out(line, size_px);
    const double below = rows_.empty() ? 0
                                       : rows_.back().below + heights_.spacing +
                                             rows_.back().line->descent + laid_out->ascent;
    rows_.push_back({line, laid_out, below});
  }

  text::LineHeights heights_;
  std::vector<Row> rows_;
};

struct NamedLineStyle {
  std::string_view name;
  LineStyle style;
};
constexpr std::array<NamedLineStyle, 9> kLineStyles{{{"-", LineStyle::Solid},
                                                     {"--", LineStyle::Dashed},
                                                     {"-.", LineStyle::DashDot},
                                                     {":", LineStyle::Dotted},
                                                     {"none", LineStyle::None},
                                                     {"solid", LineStyle::Solid},
                                                     {"dashed", LineStyle::Dashed},
                                                     {"dashdot", LineStyle::DashDot},
                                                     {"dotted", LineStyle::Dotted}}};

}  // namespace

std::optional<LineStyle> find_line_style(std::string_view name) {
  for (const NamedLineStyle& known : kLineStyles)
    if (known.name == name) return known.style;
  return std::nullopt;
}

std::vector<std::string> line_style_names() {
  std::vector<std::string> names;
  for (const NamedLineStyle& known : kLineStyles) names.emplace_back(known.name);
  return names;
}

Canvas::Canvas(vtkContext2D& context, ChartDevice& device, Quality quality)
    : context_(context), device_(device), quality_(quality) {
  device_.set_quality(quality);
}

void Canvas::apply(const Stroke& stroke) {
  vtkPen* pen = context_.GetPen();
  pen->SetColor(stroke.color.red, stroke.color.green, stroke.color.blue, stroke.color.alpha);
  pen->SetWidth(static_cast<float>(stroke.width_px));
  pen->SetLineType(stroke.width_px > 0 ? pen_type(stroke.style) : vtkPen::NO_PEN);
  device_.set_ends(stroke.cap, stroke.join);
}

void Canvas::apply_fill(Color fill) {
  context_.GetBrush()->SetColor(fill.red, fill.green, fill.blue, fill.alpha);
}

void Canvas::polyline(std::span<const Point> points, const Stroke& stroke) {
  if (points.size() < 2) return;
  apply(stroke);
  context_.DrawPoly(floats(points), count(points));
}

void Canvas::segments(std::span<const Point> points, const Stroke& stroke) {
  if (points.size() < 2) return;
  apply(stroke);
  context_.DrawLines(floats(points), count(points));
}

void Canvas::rectangles(std::span<const Rectangle> rectangles, Color fill, const Stroke& edge) {
  apply_fill(fill);
  apply(edge);
  for (const Rectangle& one : rectangles)
    context_.DrawRect(static_cast<float>(one.left), static_cast<float>(one.bottom),
                      static_cast<float>(one.width()), static_cast<float>(one.height()));
  if (hatch_ == nullptr) return;
  for (const Rectangle& one : rectangles) {
    const auto corner = [](double x, double y) {
      return Point{static_cast<float>(x), static_cast<float>(y)};
    };
    const std::array corners{corner(one.left, one.bottom), corner(one.right, one.bottom),
                             corner(one.right, one.top), corner(one.left, one.top)};
    paint_hatch(corners);
  }
}

void Canvas::polygon(std::span<const Point> points, Color fill, const Stroke& edge) {
  if (points.size() < 3) return;
  apply_fill(fill);
  apply(edge);
  context_.DrawPolygon(floats(points), count(points));  // closes and strokes the outline as well
  if (hatch_ != nullptr) paint_hatch(points);
}

void Canvas::regions(std::span<const Point> rings, Color fill, Rings rule) {
  if (rings.size() < 3) return;
  device_.set_even_odd(rule == Rings::EvenOdd);
  apply_fill(fill);
  apply(kNoStroke);
  context_.DrawPolygon(floats(rings), count(rings));
  device_.set_even_odd(false);
  if (hatch_ != nullptr) paint_hatch(rings);
}

void Canvas::rounded_rectangle(const Rectangle& rectangle, double radius_px, Color fill,
                               const Stroke& edge) {
  constexpr int kStepsPerCorner = 8;
  const double radius = std::min({radius_px, rectangle.width() / 2, rectangle.height() / 2});
  std::vector<Point> outline;
  for (int corner = 0; corner < 4; ++corner) {
    const bool right = corner == 0 || corner == 3, top = corner < 2;
    const double x = right ? rectangle.right - radius : rectangle.left + radius;
    const double y = top ? rectangle.top - radius : rectangle.bottom + radius;
    for (int step = 0; step <= kStepsPerCorner; ++step) {
      const double angle =
          (corner + static_cast<double>(step) / kStepsPerCorner) * std::numbers::pi / 2;
      outline.push_back({static_cast<float>(x + radius * std::cos(angle)),
                         static_cast<float>(y + radius * std::sin(angle))});
    }
  }
  polygon(outline, fill, edge);
}

void Canvas::markers(std::span<const Point> points, const MarkerStyle& style) {
  if (points.empty()) return;
  device_.set_marker(style);
  context_.DrawMarkers(0, false, floats(points), count(points));
}

void Canvas::markers(std::span<const Point> points, const MarkerStyle& style,
                     std::span<const std::uint32_t> colors, bool own_edges) {
  if (points.empty()) return;
  device_.set_marker(style);
  auto* bytes = reinterpret_cast<unsigned char*>(const_cast<std::uint32_t*>(colors.data()));
  context_.DrawMarkers(own_edges ? 1 : 0, false, floats(points), count(points), bytes, 4);
}

void Canvas::image(const Rectangle& rectangle, std::span<const std::uint32_t> argb, int width_px,
                   int height_px) {
  if (width_px <= 0 || height_px <= 0) return;
  vtkNew<vtkUnsignedIntArray> pixels;
  constexpr int kBorrowed = 1;
  pixels->SetArray(const_cast<std::uint32_t*>(argb.data()), static_cast<vtkIdType>(argb.size()),
                   kBorrowed);
  vtkNew<vtkImageData> image;
  image->SetDimensions(width_px, height_px, 1);
  image->GetPointData()->SetScalars(pixels);
  context_.DrawImage(
      vtkRectf(static_cast<float>(rectangle.left), static_cast<float>(rectangle.bottom),
               static_cast<float>(rectangle.width()), static_cast<float>(rectangle.height())),
      image);
}

void Canvas::line_of_text(double along, double up, Point at, std::string_view utf8, bool vertical) {
  const double x = static_cast<double>(at.x), y = static_cast<double>(at.y);
  context_.DrawString(static_cast<float>(vertical ? x - up : x + along),
                      static_cast<float>(vertical ? y + along : y + up),
                      vtkStdString(std::string(utf8)));
}

void Canvas::text(Point at, std::string_view utf8, const TextStyle& style) {
  vtkTextProperty* property = context_.GetTextProp();
  property->SetFontSize(static_cast<int>(std::lround(style.size_px * 64)));
  property->SetColor(style.color.red / 255.0, style.color.green / 255.0, style.color.blue / 255.0);
  property->SetOpacity(style.color.alpha / 255.0);
  property->SetOrientation(style.vertical ? 90 : style.turned * 180 / std::numbers::pi);

  const text::Shaped shaped(style.shape);
  const TextBlock block(utf8, style.size_px);
  double start = 0;  // of the first baseline
  switch (style.up) {
    case TextStyle::Up::Baseline: break;
    case TextStyle::Up::Top: start = -block.ascent(); break;
    case TextStyle::Up::Middle: start = (block.below() - block.heights().digit) / 2; break;
    case TextStyle::Up::Bottom: start = block.below() + block.descent(); break;
  }
  for (const TextBlock::Row& row : block.rows()) {
    const double up = start - row.below;
    const double along = style.across == Align::Near     ? 0
                         : style.across == Align::Middle ? -row.line->advance / 2
                                                         : -row.line->advance;
    if (style.turned != 0) {
      const double cosine = std::cos(style.turned), sine = std::sin(style.turned);
      const Point origin{at.x + static_cast<float>(along * cosine - up * sine),
                         at.y + static_cast<float>(along * sine + up * cosine)};
      line_of_text(0, 0, origin, row.text, false);
    } else {
      line_of_text(along, up, at, row.text, style.vertical);
    }
  }
}

int Canvas::fineness() const { return device_.fineness(); }

std::size_t Canvas::layer(const std::function<void()>& paint) { return device_.paint_layer(paint); }

void Canvas::clip(const Rectangle& rectangle) {
  clip_ = rectangle;
  device_.set_clip(rectangle);
}

void Canvas::unclip() {
  clip_.reset();
  device_.EnableClipping(false);
}

void Canvas::paint_hatch(std::span<const Point> rings) {
  Rectangle window{1e9, 1e9, -1e9, -1e9};
  for (const Point& point : rings) {
    if (std::isnan(point.x)) continue;
    const double x = static_cast<double>(point.x), y = static_cast<double>(point.y);
    window = {std::min(window.left, x), std::min(window.bottom, y), std::max(window.right, x),
              std::max(window.top, y)};
  }
  if (clip_)
    window = {std::max(window.left, clip_->left), std::max(window.bottom, clip_->bottom),
              std::min(window.right, clip_->right), std::min(window.top, clip_->top)};
  if (window.left >= window.right || window.bottom >= window.top) return;
  segments(hatch_lines(rings, window, *hatch_),
           {hatch_->color, hatch_->line_px, LineStyle::Solid, Cap::Butt, Join::Miter});
  markers(hatch_dots(rings, window, *hatch_),
          {"o", hatch_->dot_px(), hatch_->color, hatch_->color, 0});
}

double Canvas::snap_line(double px, double width_px) {
  const bool odd = std::lround(width_px) % 2 != 0;
  return odd ? std::floor(px) + 0.5 : std::round(px);
}

double Canvas::snap_width(double width_px) { return std::max(1.0, std::round(width_px)); }

TextExtent measure(std::string_view utf8, double size_px, text::Shape shape) {
  const text::Shaped shaped(shape);
  const TextBlock block(utf8, size_px);
  TextExtent extent;
  extent.ascent = block.ascent();
  extent.descent = block.descent();
  for (const TextBlock::Row& row : block.rows()) {
    extent.width = std::max(extent.width, row.line->advance);
    extent.ink_left = std::min(extent.ink_left, row.line->ink_left);
    extent.ink_right = std::max(extent.ink_right, row.line->ink_right);
    extent.ink_bottom = std::min(extent.ink_bottom, row.line->ink_bottom - row.below);
    extent.ink_top = std::max(extent.ink_top, row.line->ink_top - row.below);
  }
  extent.height = extent.ascent + extent.descent + block.below();
  return extent;
}

}  // namespace rankplot::render
