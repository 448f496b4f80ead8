#include "painter/render/chart/legend.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "painter/render/chart/fit_text.hpp"

namespace rankplot::render {
namespace {

// matplotlib's proportions, in font sizes.
constexpr double kFontPt = 10, kFramePt = 1;
constexpr double kBorderPad = 0.4, kRowGap = 0.5, kHandle = 2, kHandleHeight = 0.7, kTextPad = 0.8;
constexpr double kAxesPad = 0.5, kRounding = 0.2;
constexpr Color kFill{255, 255, 255, 204}, kFrame{204, 204, 204, 204};

struct Location {
  const char* name;
  double across, up;  ///< 0 left or bottom, 1 right or top
};
/// In the order in which matplotlib tries them.
constexpr std::array<Location, 9> kLocations{{{"upper right", 1, 1},
                                              {"upper left", 0, 1},
                                              {"lower left", 0, 0},
                                              {"lower right", 1, 0},
                                              {"center left", 0, 0.5},
                                              {"center right", 1, 0.5},
                                              {"lower center", 0.5, 0},
                                              {"upper center", 0.5, 1},
                                              {"center", 0.5, 0.5}}};

/// Whether a segment touches the box: separating axes of box and segment.
bool crosses(const Rectangle& box, const Point& a, const Point& b) {
  const double ax = static_cast<double>(a.x), ay = static_cast<double>(a.y);
  const double bx = static_cast<double>(b.x), by = static_cast<double>(b.y);
  if (!(std::max(ax, bx) >= box.left && std::min(ax, bx) <= box.right &&
        std::max(ay, by) >= box.bottom && std::min(ay, by) <= box.top))
    return false;
  const auto side = [&](double x, double y) { return (bx - ax) * (y - ay) - (by - ay) * (x - ax); };
  const std::array<double, 4> sides{side(box.left, box.bottom), side(box.right, box.bottom),
                                    side(box.left, box.top), side(box.right, box.top)};
  const auto [least, most] = std::minmax_element(sides.begin(), sides.end());
  return *least <= 0 && *most >= 0;
}

std::size_t hidden(const Rectangle& box, const Obstacles& obstacles) {
  std::size_t count = 0;
  for (const Point& point : obstacles.points)
    count += box.contains(static_cast<double>(point.x), static_cast<double>(point.y));
  for (std::size_t i = 0; i + 1 < obstacles.segments.size(); i += 2)
    count += crosses(box, obstacles.segments[i], obstacles.segments[i + 1]);
  for (const Rectangle& rectangle : obstacles.rectangles) count += box.overlaps(rectangle);
  return count;
}

}  // namespace

const std::vector<std::string>& Legend::locations() {
  static const std::vector<std::string> names = [] {
    std::vector<std::string> all{"best"};
    for (const Location& location : kLocations) all.emplace_back(location.name);
    all.emplace_back("right");
    all.emplace_back("none");
    return all;
  }();
  return names;
}

Legend::Legend(const std::vector<std::unique_ptr<Layer>>& layers, const Metrics& metrics,
               const Rectangle& plot)
    : metrics_(metrics), plot_(plot), em_(metrics.px(kFontPt)) {
  for (const auto& layer : layers) {
    const std::vector<std::string> labels = layer->labels();
    for (std::size_t part = 0; part < labels.size(); ++part)
      if (!labels[part].empty()) entries_.push_back({layer.get(), labels[part], em_, part});
  }
  if (entries_.empty()) return;

  const TextExtent line = measure("lp", em_);
  row_height_ = std::max(line.height, kHandleHeight * em_);
  const double around = 2 * (kBorderPad + kAxesPad) * em_;
  const double row = row_height_ + kRowGap * em_;
  const auto most = static_cast<std::size_t>(
      std::max(1.0, std::floor((plot.height() - around + kRowGap * em_) / row)));
  if (entries_.size() > most) {
    const std::size_t left_out = entries_.size() - most + 1;
    entries_.resize(most - 1);
    entries_.push_back({nullptr, fmt::format("\u2026 and {} more", left_out), em_, 0});
  }
  const double most_width = plot.width() - around - (kHandle + kTextPad) * em_;
  double widest = 0;
  for (Entry& entry : entries_) {
    FittedText text = fit_text(entry.text, em_, std::max(most_width, em_), 1);
    widest = std::max(widest, text.extent.width);
    entry.text = std::move(text.text);
    entry.size_px = text.size_px;
  }
  width_ = std::ceil((2 * kBorderPad + kHandle + kTextPad) * em_ + widest);
  height_ =
      std::ceil(2 * kBorderPad * em_ + row * static_cast<double>(entries_.size()) - kRowGap * em_);
}

Rectangle Legend::at(double across, double up) const {
  const double pad = kAxesPad * em_;
  const double left = std::round(plot_.left + pad + across * (plot_.width() - 2 * pad - width_));
  const double bottom = std::round(plot_.bottom + pad + up * (plot_.height() - 2 * pad - height_));
  return {left, bottom, left + width_, bottom + height_};
}

void Legend::place(const std::string& location, const Obstacles& obstacles) {
  std::size_t fewest = std::numeric_limits<std::size_t>::max();
  for (const Location& candidate : kLocations) {
    const Rectangle box = at(candidate.across, candidate.up);
    const bool named = location == candidate.name ||
                       (location == "right" && std::string_view(candidate.name) == "center right");
    const std::size_t count = location == "best" ? hidden(box, obstacles) : named ? 0 : fewest;
    if (count >= fewest) continue;
    box_ = box;
    fewest = count;
  }
  if (fewest == std::numeric_limits<std::size_t>::max())
    base::fail("legend = \"{}\" is not a place; places: {}", location,
               fmt::join(locations(), ", "));
}

void Legend::paint(Canvas& canvas) const {
  const double frame = std::max(1.0, std::round(metrics_.px(kFramePt)));
  const double inset = frame / 2;
  canvas.rounded_rectangle(
      {box_.left + inset, box_.bottom + inset, box_.right - inset, box_.top - inset},
      kRounding * em_, kFill, {kFrame, frame, LineStyle::Solid, Cap::Butt, Join::Round});
  const double handle_left = box_.left + kBorderPad * em_;
  const double text_left = handle_left + (kHandle + kTextPad) * em_;
  const TextExtent line = measure("lp", em_);
  double top = box_.top - kBorderPad * em_;
  for (const Entry& entry : entries_) {
    const double baseline = std::round(top - line.ascent);
    const double middle = baseline + kHandleHeight * em_ / 2;
    const double half = kHandleHeight * em_ / 2;
    if (entry.layer)
      entry.layer->paint_part_swatch(
          canvas, {handle_left, middle - half, handle_left + kHandle * em_, middle + half},
          entry.part);
    TextStyle style;
    style.size_px = entry.size_px;
    canvas.text({static_cast<float>(text_left), static_cast<float>(baseline)}, entry.text, style);
    top -= row_height_ + kRowGap * em_;
  }
}

}  // namespace rankplot::render
