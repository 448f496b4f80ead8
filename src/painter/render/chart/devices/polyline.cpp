#include "painter/render/chart/devices/polyline.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

namespace rankplot::render {
namespace {

bool is_gap(const Point& point) { return std::isnan(point.x) || std::isnan(point.y); }

/// The points of one column that are kept, by index.
class Column {
 public:
  void begin(std::span<const Point> points, std::size_t index) {
    first_ = low_ = high_ = last_ = index;
    low_y_ = high_y_ = points[index].y;
  }
  void add(std::span<const Point> points, std::size_t index) {
    const float y = points[index].y;
    if (y < low_y_) {
      low_ = index;
      low_y_ = y;
    }
    if (y > high_y_) {
      high_ = index;
      high_y_ = y;
    }
    last_ = index;
  }
  void flush(std::span<const Point> points, std::vector<Point>& kept) const {
    std::array<std::size_t, 4> order{first_, std::min(low_, high_), std::max(low_, high_), last_};
    std::size_t previous = points.size();
    for (const std::size_t index : order) {
      if (index != previous) kept.push_back(points[index]);
      previous = index;
    }
  }

 private:
  std::size_t first_ = 0, low_ = 0, high_ = 0, last_ = 0;
  float low_y_ = 0, high_y_ = 0;
};

struct Segment {
  Point from, to;
};

/// Liang and Barsky's clipping (ACM TOG 3(1), 1984).
std::optional<Segment> clip(const Point& from, const Point& to, const Rectangle& window) {
  const double dx = static_cast<double>(to.x) - static_cast<double>(from.x);
  const double dy = static_cast<double>(to.y) - static_cast<double>(from.y);
  double enter = 0, leave = 1;
  const auto cut = [&](double direction, double distance) {
    if (direction == 0) return distance >= 0;
    const double t = distance / direction;
    if (direction < 0)
      enter = std::max(enter, t);
    else
      leave = std::min(leave, t);
    return enter <= leave;
  };
  const double x = static_cast<double>(from.x), y = static_cast<double>(from.y);
  if (!cut(-dx, x - window.left) || !cut(dx, window.right - x) || !cut(-dy, y - window.bottom) ||
      !cut(dy, window.top - y))
    return std::nullopt;
  const auto at = [&](double t) {
    return Point{static_cast<float>(x + t * dx), static_cast<float>(y + t * dy)};
  };
  return Segment{enter > 0 ? at(enter) : from, leave < 1 ? at(leave) : to};
}

}  // namespace

std::vector<Point> decimate(std::span<const Point> points, double columns_per_px) {
  const auto columns = static_cast<float>(columns_per_px);
  std::vector<Point> kept;
  Column column;
  float open = 0;
  bool any = false;
  for (std::size_t i = 0; i < points.size(); ++i) {
    if (is_gap(points[i])) {
      if (any) column.flush(points, kept);
      any = false;
      kept.push_back(points[i]);
      continue;
    }
    const float place = std::floor(points[i].x * columns);
    if (any && place == open) {
      column.add(points, i);
      continue;
    }
    if (any) column.flush(points, kept);
    column.begin(points, i);
    open = place;
    any = true;
  }
  if (any) column.flush(points, kept);
  return kept;
}

std::vector<Piece> pieces_within(std::span<const Point> points, const Rectangle& window) {
  std::vector<Piece> pieces;
  Piece piece;
  const auto finish = [&] {
    if (piece.size() > 1) pieces.push_back(std::move(piece));
    piece.clear();
  };
  for (std::size_t i = 1; i < points.size(); ++i) {
    const Point &from = points[i - 1], &to = points[i];
    const bool whole = window.contains(from.x, from.y) && window.contains(to.x, to.y);
    if (whole) {
      if (piece.empty()) piece.push_back(from);
      piece.push_back(to);
      continue;
    }
    const bool gap = is_gap(from) || is_gap(to);
    const auto segment = gap ? std::nullopt : clip(from, to, window);
    if (!segment) {
      finish();
      continue;
    }
    if (!window.contains(from.x, from.y)) finish();
    if (piece.empty()) piece.push_back(segment->from);
    piece.push_back(segment->to);
    if (!window.contains(to.x, to.y)) finish();
  }
  finish();
  return pieces;
}

}  // namespace rankplot::render
