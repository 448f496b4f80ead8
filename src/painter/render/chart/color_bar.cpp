#include "painter/render/chart/color_bar.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "painter/render/chart/axis_line.hpp"
#include "painter/render/chart/fit_text.hpp"
#include "painter/render/chart/ticks.hpp"

namespace rankplot::render {
namespace {

constexpr double kAspect = 20;  // matplotlib's: height of the strip by its width
constexpr int kMostLabelLines = 2;

/// What stands where, from the bar's left edge.
struct Parts {
  AxisSizes sizes;
  Color ink;
  Ticks ticks;
  FittedText label;
  double strip_px = 0;   ///< width of the colours
  double labels_px = 0;  ///< width of the widest tick label

  Parts(const ColorBarRequest& request, double height_px, const Metrics& metrics)
      : sizes(metrics),
        ink(metrics.look->ink),
        ticks(make_ticks(request.norm.range, request.norm.scale,
                         TickSpace{height_px, sizes.font, false, {}})),
        strip_px(std::max(4.0, std::round(height_px / kAspect))) {
    if (!request.label.empty())
      label = fit_text(request.label, sizes.font, height_px, kMostLabelLines);
    for (const Tick& tick : ticks.major)
      labels_px = std::max(labels_px, measure(tick.label, sizes.font).width);
  }

  double tick_labels_left() const { return strip_px + sizes.tick_length + sizes.tick_pad; }
  double label_left() const { return tick_labels_left() + labels_px + sizes.label_pad; }
  double width() const {
    const double offset = ticks.offset.empty() ? 0 : measure(ticks.offset, sizes.font).width;
    const double tick_labels = tick_labels_left() + labels_px;
    return std::max(offset, label.empty() ? tick_labels : label_left() + label.extent.height);
  }
};

float f(double px) { return static_cast<float>(px); }

/// One row of pixels after another, each in the colour of the value at its middle.
void paint_strip(Canvas& canvas, const ColorBarRequest& request, const Rectangle& strip) {
  const auto width = static_cast<std::size_t>(strip.width());
  const auto height = static_cast<std::size_t>(strip.height());
  const std::vector<std::uint32_t>& colors = request.map->colors;
  std::vector<std::uint32_t> pixels(width * height);
  for (std::size_t row = 0; row < height; ++row) {
    const double up = (static_cast<double>(height - row) - 0.5) / static_cast<double>(height);
    const auto index = static_cast<std::size_t>(up * static_cast<double>(colors.size()));
    std::fill_n(pixels.begin() + static_cast<std::ptrdiff_t>(row * width), width, colors[index]);
  }
  canvas.image(strip, pixels, static_cast<int>(width), static_cast<int>(height));
}

void paint_frame(Canvas& canvas, const Rectangle& strip, double line_width, Color ink) {
  const double inset = line_width / 2;
  const std::array<Point, 5> outline{{{f(strip.left + inset), f(strip.bottom + inset)},
                                      {f(strip.right - inset), f(strip.bottom + inset)},
                                      {f(strip.right - inset), f(strip.top - inset)},
                                      {f(strip.left + inset), f(strip.top - inset)},
                                      {f(strip.left + inset), f(strip.bottom + inset)}}};
  canvas.polyline(outline, {ink, line_width, LineStyle::Solid, Cap::Butt, Join::Miter});
}

void paint_ticks(Canvas& canvas, const Parts& parts, const Scale& scale, const Rectangle& strip) {
  const AxisSizes& sizes = parts.sizes;
  auto mark = [&](double value, double length, double width) {
    const double y = Canvas::snap_line(scale(value), width);
    const std::array<Point, 2> line{{{f(strip.right), f(y)}, {f(strip.right + length), f(y)}}};
    canvas.segments(line, {parts.ink, width, LineStyle::Solid, Cap::Butt, Join::Miter});
  };
  TextStyle style;
  style.color = parts.ink;
  style.size_px = sizes.font;
  style.up = TextStyle::Up::Middle;
  for (const Tick& tick : parts.ticks.major) {
    mark(tick.value, sizes.tick_length, sizes.tick_width);
    canvas.text({f(strip.left + parts.tick_labels_left()), f(scale(tick.value))}, tick.label,
                style);
  }
  for (double value : parts.ticks.minor) mark(value, sizes.minor_length, sizes.minor_width);
}

void paint_texts(Canvas& canvas, const Parts& parts, const Rectangle& area) {
  TextStyle style;
  style.color = parts.ink;
  style.size_px = parts.sizes.font;
  style.up = TextStyle::Up::Bottom;
  if (!parts.ticks.offset.empty())
    canvas.text({f(area.left), f(area.top + parts.sizes.tick_pad)}, parts.ticks.offset, style);
  if (parts.label.empty()) return;
  style.size_px = parts.label.size_px;
  style.across = Align::Middle;
  style.up = TextStyle::Up::Top;  // turned, the text's top is to the left
  style.vertical = true;
  canvas.text({f(area.left + parts.label_left()), f((area.bottom + area.top) / 2)},
              parts.label.text, style);
}

}  // namespace

double color_bar_width_px(const ColorBarRequest& request, double height_px,
                          const Metrics& metrics) {
  return Parts(request, height_px, metrics).width();
}

double color_bar_offset_height_px(const ColorBarRequest& request, double height_px,
                                  const Metrics& metrics) {
  const Parts parts(request, height_px, metrics);
  if (parts.ticks.offset.empty()) return 0;
  return measure(parts.ticks.offset, parts.sizes.font).height + parts.sizes.tick_pad;
}

void paint_color_bar(Canvas& canvas, const ColorBarRequest& request, const Rectangle& area,
                     const Metrics& metrics) {
  const Parts parts(request, area.height(), metrics);
  Rectangle strip = area;
  strip.right = strip.left + parts.strip_px;
  if (strip.height() < 1) return;
  paint_strip(canvas, request, strip);
  paint_frame(canvas, strip, parts.sizes.line_width, parts.ink);
  const double inset = parts.sizes.line_width / 2;
  const Scale scale(request.norm.scale, request.norm.range.low, request.norm.range.high,
                    strip.bottom + inset, strip.top - inset);
  paint_ticks(canvas, parts, scale, strip);
  paint_texts(canvas, parts, area);
}

}  // namespace rankplot::render
