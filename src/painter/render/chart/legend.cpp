#include "painter/render/chart/legend.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "painter/render/chart/size_key.hpp"

namespace rankplot::render {
namespace {

// matplotlib's proportions, in font sizes.
constexpr double kFontPt = 10, kFramePt = 1;
constexpr double kBorderPad = 0.4, kRowGap = 0.5, kHandle = 2, kHandleHeight = 0.7, kTextPad = 0.8;
constexpr double kAxesPad = 0.5, kRounding = 0.2, kColumnGap = 2;
constexpr std::uint8_t kOpacity = 204;
/// Of the plot's lesser side: larger samples are left out.
constexpr double kMostSampleShare = 0.4;

/// A fifth of the way from the background to the ink.
Color frame_color(const Look& look) {
  const auto mixed = [](std::uint8_t paper, std::uint8_t ink) {
    return static_cast<std::uint8_t>((4 * paper + ink + 2) / 5);
  };
  return {mixed(look.background.red, look.ink.red), mixed(look.background.green, look.ink.green),
          mixed(look.background.blue, look.ink.blue), kOpacity};
}

/// Of a layer's part; 0: as usual, below 0: none.
double sample_px(const Layer& layer, std::size_t part) {
  const auto* sized = dynamic_cast<const SizedSwatches*>(&layer);
  return sized ? sized->swatch_px(part) : 0;
}

bool stands_across(const LegendWish& wish) {
  return wish.place == "outside top" || wish.place == "outside bottom";
}

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
               const Rectangle& plot, const LegendWish& wish)
    : metrics_(metrics),
      plot_(plot),
      em_(wish.font_pt ? metrics.px(*wish.font_pt) : metrics.text_px(kFontPt)) {
  const TextExtent line = measure("lp", em_);
  row_height_ = std::max(line.height, kHandleHeight * em_);
  row_ascent_ = line.ascent;
  take_entries(layers, wish);
  if (entries_.empty()) return;
  make_room_for_formulas();
  const double most_width = plot.width() - 2 * (kBorderPad + kAxesPad) * em_;
  if (!wish.title.empty()) title_ = fit_text(wish.title, em_, std::max(most_width, em_), 2);
  choose_columns(wish, most_width);
  measure_columns();
}

void Legend::make_room_for_formulas() {
  double ascent = row_ascent_, descent = row_height_ - row_ascent_;
  bool has_formulas = false;
  for (const Entry& entry : entries_) {
    if (entry.text.find('$') == std::string::npos) continue;
    has_formulas = true;
    const TextExtent text = measure(entry.text, em_);
    ascent = std::max(ascent, text.ascent);
    descent = std::max(descent, text.descent);
  }
  if (!has_formulas) return;
  row_ascent_ = ascent;
  row_height_ = ascent + descent;
}

double Legend::row() const { return row_height_ + kRowGap * em_; }

double Legend::title_height() const {
  return title_.empty() ? 0 : title_.extent.height + kRowGap * em_;
}

void Legend::take_entries(const std::vector<std::unique_ptr<Layer>>& layers,
                          const LegendWish& wish) {
  const double most_px = kMostSampleShare * std::min(plot_.width(), plot_.height());
  std::size_t left_out = 0;
  for (const auto& layer : layers) {
    const std::vector<std::string> labels = layer->labels();
    for (std::size_t part = 0; part < labels.size(); ++part) {
      if (labels[part].empty()) continue;
      const double sample = sample_px(*layer, part);
      if (sample > most_px)
        ++left_out;
      else
        entries_.push_back({layer.get(), labels[part], em_, part, sample});
    }
  }
  const std::size_t most = most_entries(wish);
  if (entries_.size() + (left_out > 0) > most) {
    left_out += entries_.size() - (most - 1);
    entries_.resize(most - 1);
  }
  if (left_out > 0)
    entries_.push_back({nullptr, fmt::format("\u2026 and {} more", left_out), em_, 0, 0});
  handle_ = kHandle * em_;
  for (const Entry& entry : entries_) handle_ = std::max(handle_, entry.sample_px);
}

/// How many entries there is room for, in all columns.
std::size_t Legend::most_entries(const LegendWish& wish) const {
  // Above and below the plot columns are chosen once entries are known: at least one row is there.
  if (wish.columns == 0 && stands_across(wish)) return entries_.size() + 1;
  // Which entries stand side by side is not known yet: in several columns each may be the tallest.
  const auto columns = static_cast<std::size_t>(std::max(1, wish.columns));
  double tallest = row_height_;
  for (const Entry& entry : entries_) tallest = std::max(tallest, height_of(entry));
  const double title = wish.title.empty() ? 0 : row();
  double room = plot_.height() - 2 * (kBorderPad + kAxesPad) * em_ + kRowGap * em_ - title;
  std::size_t rows = 0;
  while (true) {
    const bool known = columns == 1 && rows < entries_.size();
    room -= (known ? height_of(entries_[rows]) : tallest) + kRowGap * em_;
    if (room < 0) break;
    ++rows;
  }
  return std::max<std::size_t>(1, rows) * columns;
}

/// From the column's left edge.
double Legend::text_left(const Entry& entry) const {
  return entry.sample_px < 0 ? 0 : handle_ + kTextPad * em_;
}

std::size_t Legend::end_of(std::size_t column) const {
  return std::min(entries_.size(), (column + 1) * rows());
}

/// Cuts texts so that all columns fit side by side.
void Legend::shorten(double most_width) {
  const auto columns = static_cast<double>(columns_);
  const double most =
      (most_width - (columns - 1) * kColumnGap * em_) / columns - handle_ - kTextPad * em_;
  for (Entry& entry : entries_) {
    FittedText text = fit_text(entry.text, em_, std::max(most, em_), 1);
    entry.text = std::move(text.text);
    entry.size_px = text.size_px;
  }
}

void Legend::choose_columns(const LegendWish& wish, double most_width) {
  columns_ = static_cast<std::size_t>(std::max(1, wish.columns));
  if (wish.columns == 0 && stands_across(wish)) {
    double widest = 0;
    for (const Entry& entry : entries_) widest = std::max(widest, measure(entry.text, em_).width);
    const double each = handle_ + (kTextPad + kColumnGap) * em_ + widest;
    columns_ =
        static_cast<std::size_t>(std::max(1.0, std::floor((most_width + kColumnGap * em_) / each)));
  }
  columns_ = std::min(columns_, entries_.size());
  columns_ = (entries_.size() + rows() - 1) / rows();  // none of them empty
  shorten(most_width);
}

void Legend::measure_columns() {
  column_widths_.assign(columns_, 0);
  double tallest = 0;
  for (std::size_t column = 0; column < columns_; ++column) {
    double height = 0;
    for (std::size_t i = column * rows(); i < end_of(column); ++i) {
      const Entry& entry = entries_[i];
      column_widths_[column] = std::max(
          column_widths_[column], text_left(entry) + measure(entry.text, entry.size_px).width);
      height += height_of(entry) + kRowGap * em_;
    }
    tallest = std::max(tallest, height);
  }
  double inner = static_cast<double>(columns_ - 1) * kColumnGap * em_;
  for (const double width : column_widths_) inner += width;
  width_ = std::ceil(2 * kBorderPad * em_ + std::max(inner, title_.extent.width));
  height_ = std::ceil(2 * kBorderPad * em_ + title_height() + tallest - kRowGap * em_);
}

void Legend::stand(double left, double top) {
  box_ = {std::round(left), std::round(top) - height_, std::round(left) + width_, std::round(top)};
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
  Color fill = metrics_.look->background;
  fill.alpha = kOpacity;
  canvas.rounded_rectangle(
      {box_.left + inset, box_.bottom + inset, box_.right - inset, box_.top - inset},
      kRounding * em_, fill,
      {frame_color(*metrics_.look), frame, LineStyle::Solid, Cap::Butt, Join::Round});
  const double top = box_.top - kBorderPad * em_;
  if (!title_.empty()) {
    TextStyle style;
    style.size_px = title_.size_px;
    style.color = metrics_.look->ink;
    style.across = Align::Middle;
    style.up = TextStyle::Up::Top;
    canvas.text({static_cast<float>((box_.left + box_.right) / 2), static_cast<float>(top)},
                title_.text, style);
  }
  double left = box_.left + kBorderPad * em_;
  for (std::size_t column = 0; column < columns_; ++column) {
    paint_column(canvas, column, left, top - title_height());
    left += column_widths_[column] + kColumnGap * em_;
  }
}

void Legend::paint_column(Canvas& canvas, std::size_t column, double left, double top) const {
  for (std::size_t i = column * rows(); i < end_of(column); ++i) {
    const Entry& entry = entries_[i];
    const double above = (height_of(entry) - row_height_) / 2;
    const double baseline = std::round(top - above - row_ascent_);
    const double half = kHandleHeight * em_ / 2, middle = baseline + half;
    if (entry.layer)
      entry.layer->paint_part_swatch(canvas, {left, middle - half, left + handle_, middle + half},
                                     entry.part);
    TextStyle style;
    style.size_px = entry.size_px;
    style.color = metrics_.look->ink;
    canvas.text({static_cast<float>(left + text_left(entry)), static_cast<float>(baseline)},
                entry.text, style);
    top -= height_of(entry) + kRowGap * em_;
  }
}

}  // namespace rankplot::render
