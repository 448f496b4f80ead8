#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "painter/render/chart/colors.hpp"
#include "painter/render/chart/geometry.hpp"
#include "painter/render/draw.hpp"
#include "painter/text/shape.hpp"

class vtkContext2D;

namespace rankplot::render {

class ChartDevice;
struct Hatch;

enum class LineStyle { None, Solid, Dashed, DashDot, Dotted };

/// "-", "--", "-.", ":", "none", or matplotlib's words for them.
std::optional<LineStyle> find_line_style(std::string_view name);
std::vector<std::string> line_style_names();
/// "o", ".", "s", ... as in matplotlib; without "none".
std::vector<std::string> marker_names();

enum class Cap { Butt, Square, Round };
enum class Join { Miter, Round };

struct Stroke {
  Color color;
  double width_px = 1;
  LineStyle style = LineStyle::Solid;
  Cap cap = Cap::Butt;
  Join join = Join::Round;
};
inline constexpr Stroke kNoStroke{{}, 0, LineStyle::None, Cap::Butt, Join::Round};

/// Marks: `shape` is one of marker_names() ("o", "s", ...), `size_px` the width of the shape.
struct MarkerStyle {
  std::string_view shape = "o";
  double size_px = 8;
  Color face;
  Color edge;
  double edge_px = 1;
};

enum class Align { Near, Middle, Far };

struct TextStyle {
  double size_px = 14;
  Color color;
  /// Which part of the text stands at the point. Across: of the advance width of each line. Up: Top
  /// is that of an 'l' in the first line, Bottom that of a 'p' in the last; Middle is half way
  /// between the first line's top of digits and the last line's baseline.
  Align across = Align::Near;
  enum class Up { Baseline, Bottom, Middle, Top } up = Up::Baseline;
  bool vertical = false;  ///< turned by 90 degrees counterclockwise about the point
  double turned = 0;      ///< radians counterclockwise about the point; one line, not vertical
  text::Shape shape = text::Shape::Regular;
};

/// Draws on a VTK context: what layers, axes and legends paint with. Shapes are antialiased and
/// never snapped to pixels: who wants crisp edges rounds coordinates (see snap_line).
class Canvas {
 public:
  /// Both outlive the canvas.
  Canvas(vtkContext2D& context, ChartDevice& device, Quality quality);

  Quality quality() const { return quality_; }
  /// How many pixels of an image() are worth making where there is one of the picture's, each way.
  int fineness() const;

  /// Joined segments; a point with NaN breaks the line.
  void polyline(std::span<const Point> points, const Stroke& stroke);
  /// Separate segments, two points each; not decimated.
  void segments(std::span<const Point> points, const Stroke& stroke);
  void rectangles(std::span<const Rectangle> rectangles, Color fill,
                  const Stroke& edge = kNoStroke);
  void polygon(std::span<const Point> points, Color fill, const Stroke& edge = kNoStroke);
  /// Rings parted by NaN points, filled as one area. EvenOdd: what lies in two of them is not
  /// filled; Union: what lies in any, where all turn the same way.
  enum class Rings { EvenOdd, Union };
  void regions(std::span<const Point> rings, Color fill, Rings rule = Rings::EvenOdd);
  void rounded_rectangle(const Rectangle& rectangle, double radius_px, Color fill,
                         const Stroke& edge);
  void markers(std::span<const Point> points, const MarkerStyle& style);
  /// Each mark in a colour of its own: 0xAARRGGBB, straight; it replaces the style's face, and its
  /// edge too unless `own_edges`. As many colours as points.
  void markers(std::span<const Point> points, const MarkerStyle& style,
               std::span<const std::uint32_t> colors, bool own_edges);
  /// A block of pixels: rows from the top, Cairo's ARGB32 (premultiplied). Where fineness() is 1,
  /// `rectangle` has whole edges and measures width_px x height_px.
  void image(const Rectangle& rectangle, std::span<const std::uint32_t> argb, int width_px,
             int height_px);

  void text(Point at, std::string_view utf8, const TextStyle& style);

  /// Paints what belongs together by calling `paint`, perhaps twice. Returns how many of its marks
  /// became pixels on a page of vectors, 0 elsewhere.
  std::size_t layer(const std::function<void()>& paint);

  /// Until nullptr is given: rectangles, polygons and regions are hatched over their fill. The
  /// hatch outlives that.
  void set_hatch(const Hatch* hatch) { hatch_ = hatch; }

  /// Until unclip: nothing outside is touched.
  void clip(const Rectangle& rectangle);
  void unclip();

  /// Where a line of this width is drawn without blur: on a pixel's middle or edge.
  static double snap_line(double px, double width_px);
  /// Whole device widths for axes and ticks: at least one pixel.
  static double snap_width(double width_px);

 private:
  void apply(const Stroke& stroke);
  void apply_fill(Color fill);
  void paint_hatch(std::span<const Point> rings);
  void line_of_text(double along, double baseline, Point at, std::string_view utf8, bool vertical);

  vtkContext2D& context_;
  ChartDevice& device_;
  Quality quality_;
  std::optional<Rectangle> clip_;
  const Hatch* hatch_ = nullptr;
};

/// What a text (lines parted by '\n') will occupy.
struct TextExtent {
  double width = 0;                ///< advance of the widest line
  double height = 0;               ///< from Top to Bottom
  double ascent = 0, descent = 0;  ///< of the font's line: above and below the baseline, both >= 0
  double ink_left = 0, ink_right = 0, ink_bottom = 0, ink_top = 0;  ///< from the origin, y up
};
TextExtent measure(std::string_view utf8, double size_px, text::Shape shape = text::Shape::Regular);

}  // namespace rankplot::render
