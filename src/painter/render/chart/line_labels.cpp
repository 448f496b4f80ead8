#include "painter/render/chart/line_labels.hpp"

#include <cmath>
#include <numbers>

namespace rankplot::render {
namespace {

constexpr double kPadEm = 0.35;     ///< of blank at both ends of a text
constexpr double kStraight = 0.93;  ///< least chord by length of the part that a text takes
constexpr double kShortest = 2;     ///< a line of fewer texts' widths has none

double distance(const Point& a, const Point& b) {
  return std::hypot(static_cast<double>(b.x) - static_cast<double>(a.x),
                    static_cast<double>(b.y) - static_cast<double>(a.y));
}

/// Distances along a line.
std::vector<double> lengths_of(const std::vector<Point>& line) {
  std::vector<double> lengths{0};
  for (std::size_t i = 1; i < line.size(); ++i)
    lengths.push_back(lengths.back() + distance(line[i - 1], line[i]));
  return lengths;
}

Point at(const std::vector<Point>& line, const std::vector<double>& lengths, double length) {
  const auto beyond = std::upper_bound(lengths.begin(), lengths.end(), length);
  if (beyond == lengths.end()) return line.back();
  const auto i = static_cast<std::size_t>(beyond - lengths.begin());
  const auto share = static_cast<float>((length - lengths[i - 1]) / (lengths[i] - lengths[i - 1]));
  return {line[i - 1].x + share * (line[i].x - line[i - 1].x),
          line[i - 1].y + share * (line[i].y - line[i - 1].y)};
}

std::vector<Point> part(const std::vector<Point>& line, const std::vector<double>& lengths,
                        double from, double to) {
  std::vector<Point> points{at(line, lengths, from)};
  for (std::size_t i = 0; i < line.size(); ++i)
    if (lengths[i] > from && lengths[i] < to) points.push_back(line[i]);
  points.push_back(at(line, lengths, to));
  return points;
}

}  // namespace

bool LineLabels::is_free(const Point& centre, double angle, double width, double reach) const {
  const double x = static_cast<double>(centre.x), y = static_cast<double>(centre.y);
  const double across =
      (std::abs(std::cos(angle)) * width + std::abs(std::sin(angle)) * font_px_) / 2;
  const double up = (std::abs(std::sin(angle)) * width + std::abs(std::cos(angle)) * font_px_) / 2;
  const double gap = 2;
  if (x - across < plot_.left + gap || x + across > plot_.right - gap ||
      y - up < plot_.bottom + gap || y + up > plot_.top - gap)
    return false;
  for (const Placed& other : placed_)
    if (distance(centre, other.centre) < reach + other.reach) return false;
  return true;
}

std::vector<std::vector<Point>> LineLabels::place(const std::vector<Point>& line,
                                                  const std::string& text, Color color) {
  const double bare = measure(text, font_px_).width;
  const double width = bare + 2 * kPadEm * font_px_;
  const std::vector<double> lengths = lengths_of(line);
  const double length = lengths.back();
  if (!(length >= kShortest * width)) return {line};
  const double step = std::max(width / 4, length / 400);
  const double reach = std::hypot(width, font_px_) / 2;
  double best = kStraight, from = -1;
  Placed chosen;
  for (double begin = 0; begin + width <= length; begin += step) {
    const Point a = at(line, lengths, begin), b = at(line, lengths, begin + width);
    const double straight = distance(a, b) / width;
    if (straight <= best + 1e-3) continue;
    const Point centre{(a.x + b.x) / 2, (a.y + b.y) / 2};
    double angle = std::atan2(static_cast<double>(b.y) - static_cast<double>(a.y),
                              static_cast<double>(b.x) - static_cast<double>(a.x));
    if (angle > std::numbers::pi / 2) angle -= std::numbers::pi;
    if (angle <= -std::numbers::pi / 2) angle += std::numbers::pi;
    if (!is_free(centre, angle, width, reach)) continue;
    best = straight;
    from = begin;
    chosen = {text, centre, angle, reach, color};
  }
  if (from < 0) return {line};
  placed_.push_back(chosen);
  return {part(line, lengths, 0, from), part(line, lengths, from + width, length)};
}

void LineLabels::paint(Canvas& canvas) const {
  for (const Placed& one : placed_) {
    TextStyle style;
    style.size_px = font_px_;
    style.color = one.color;
    style.color.alpha = 255;
    style.across = Align::Middle;
    style.up = TextStyle::Up::Middle;
    style.turned = one.angle;
    canvas.text(one.centre, one.text, style);
  }
}

}  // namespace rankplot::render
