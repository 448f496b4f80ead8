#include "painter/render/chart/color_bar.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "painter/render/chart/axis_line.hpp"
#include "painter/render/chart/contours.hpp"
#include "painter/render/chart/fit_text.hpp"
#include "painter/render/chart/ticks.hpp"

namespace rankplot::render {
namespace {

constexpr double kAspect = 20;  // matplotlib's: height of the strip by its width
constexpr int kMostLabelLines = 2;

constexpr double kArrow = 0.05;  // matplotlib's extendfrac: an arrow by the colours between

/// The part of a height that the colours have, without arrows: from its bottom.
struct Inner {
  double below = 0, height = 0;

  Inner(const ColorBarRequest& request, double height_px) {
    const int arrows = request.extend_low + request.extend_high;
    height = std::round(height_px / (1 + kArrow * arrows));
    below = request.extend_low
                ? std::round(arrows == 2 ? (height_px - height) / 2 : height_px - height)
                : 0;
  }
};

/// Where a level stands on a bar of bands: they are of one height, whatever the levels.
double place_of(std::size_t level, std::size_t count) {
  return static_cast<double>(level) / static_cast<double>(std::max<std::size_t>(count, 2) - 1);
}

/// Places (0 to 1) as values: at most ten of the levels, of them the one nearest to zero, as in
/// matplotlib.
Ticks level_ticks(const std::vector<double>& levels) {
  constexpr std::size_t kMost = 10;
  const std::size_t step = (levels.size() + kMost - 1) / kMost;
  std::size_t nearest = 0;
  for (std::size_t i = 1; i < levels.size(); ++i)
    if (std::abs(levels[i]) < std::abs(levels[nearest])) nearest = i;
  std::vector<double> shown;
  for (std::size_t i = nearest % step; i < levels.size(); i += step) shown.push_back(levels[i]);
  const std::vector<std::string> texts = level_texts(shown);
  Ticks ticks;
  for (std::size_t k = 0; k < shown.size(); ++k)
    ticks.major.push_back({place_of(nearest % step + k * step, levels.size()), texts[k]});
  return ticks;
}

/// What stands where, from the bar's left edge.
struct Parts {
  AxisSizes sizes;
  Color ink;
  Inner inner;
  Ticks ticks;
  FittedText label;
  double strip_px = 0;   ///< width of the colours
  double labels_px = 0;  ///< width of the widest tick label

  Parts(const ColorBarRequest& request, double height_px, const Metrics& metrics)
      : sizes(metrics),
        ink(metrics.look->ink),
        inner(request, height_px),
        ticks(request.levels.empty() ? make_ticks(request.norm.range, request.norm.scale,
                                                  TickSpace{inner.height, sizes.font, false, {}},
                                                  request.norm.threshold)
                                     : level_ticks(request.levels)),
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
  const std::vector<std::uint32_t>& colors =
      request.bands.empty() ? request.map->colors : request.bands;
  std::vector<std::uint32_t> pixels(width * height);
  for (std::size_t row = 0; row < height; ++row) {
    const double up = (static_cast<double>(height - row) - 0.5) / static_cast<double>(height);
    const auto index = static_cast<std::size_t>(up * static_cast<double>(colors.size()));
    std::fill_n(pixels.begin() + static_cast<std::ptrdiff_t>(row * width), width, colors[index]);
  }
  canvas.image(strip, pixels, static_cast<int>(width), static_cast<int>(height));
}

Color straight(std::uint32_t argb) {
  const auto channel = [&](int shift) { return static_cast<std::uint8_t>(argb >> shift & 0xFF); };
  return {channel(16), channel(8), channel(0), channel(24)};
}

void paint_arrows(Canvas& canvas, const ColorBarRequest& request, const Rectangle& strip,
                  const Rectangle& area) {
  const double middle = (strip.left + strip.right) / 2;
  const auto arrow = [&](double base, double tip, std::uint32_t color) {
    const std::array<Point, 3> corners{
        {{f(strip.left), f(base)}, {f(middle), f(tip)}, {f(strip.right), f(base)}}};
    canvas.polygon(corners, straight(color));
  };
  const bool bands = !request.bands.empty();
  if (request.extend_low)
    arrow(strip.bottom, area.bottom, bands ? request.below : request.map->colors.front());
  if (request.extend_high)
    arrow(strip.top, area.top, bands ? request.above : request.map->colors.back());
}

/// Around the colours and their arrows.
void paint_frame(Canvas& canvas, const ColorBarRequest& request, const Rectangle& strip,
                 const Rectangle& area, double line_width, Color ink) {
  const double inset = line_width / 2;
  const double left = strip.left + inset, right = strip.right - inset;
  const double middle = (strip.left + strip.right) / 2;
  const double bottom = strip.bottom + (request.extend_low ? 0 : inset);
  const double top = strip.top - (request.extend_high ? 0 : inset);
  std::vector<Point> outline{{f(left), f(bottom)}};
  if (request.extend_low) outline.push_back({f(middle), f(area.bottom + inset)});
  outline.push_back({f(right), f(bottom)});
  outline.push_back({f(right), f(top)});
  if (request.extend_high) outline.push_back({f(middle), f(area.top - inset)});
  outline.push_back({f(left), f(top)});
  outline.push_back(outline.front());
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
  strip.bottom += parts.inner.below;
  strip.top = strip.bottom + parts.inner.height;
  if (strip.height() < 1) return;
  paint_strip(canvas, request, strip);
  paint_arrows(canvas, request, strip, area);
  paint_frame(canvas, request, strip, area, parts.sizes.line_width, parts.ink);
  const double inset = parts.sizes.line_width / 2;
  const bool bands = !request.levels.empty();
  const Scale scale(bands ? job::AxisScale::Linear : request.norm.scale,
                    bands ? 0 : request.norm.range.low, bands ? 1 : request.norm.range.high,
                    strip.bottom + inset, strip.top - inset, request.norm.threshold);
  paint_ticks(canvas, parts, scale, strip);
  paint_texts(canvas, parts, area);
}

}  // namespace rankplot::render
