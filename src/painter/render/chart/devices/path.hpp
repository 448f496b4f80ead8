#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <vector>

#include "painter/render/chart/canvas.hpp"
#include "painter/render/chart/geometry.hpp"

namespace rankplot::render {

/// Subpaths of lines and Bezier curves. Pixels, y down. Each begins with a Move.
class Path {
 public:
  enum class Verb : std::uint8_t { Move, Line, Curve, Close };

  void move(Point to) { add(Verb::Move, {to}); }
  void line(Point to) { add(Verb::Line, {to}); }
  void curve(Point one, Point other, Point to) { add(Verb::Curve, {one, other, to}); }
  void close() { verbs_.push_back(Verb::Close); }
  /// Appends another, moved.
  void append(const Path& other, Point by);

  bool empty() const { return verbs_.empty(); }
  std::span<const Verb> verbs() const { return verbs_; }
  /// One for a Move or a Line, three for a Curve, none for a Close.
  std::span<const Point> points() const { return points_; }
  std::span<Point> points() { return points_; }

 private:
  void add(Verb verb, std::initializer_list<Point> points) {
    verbs_.push_back(verb);
    points_.insert(points_.end(), points.begin(), points.end());
  }

  std::vector<Verb> verbs_;
  std::vector<Point> points_;
};

/// Dashes in pixels; `count` 0: none.
struct Dashes {
  std::array<double, 4> lengths{};
  int count = 0;

  std::span<const double> shown() const {
    return {lengths.data(), static_cast<std::size_t>(count)};
  }
};

/// Of one of vtkPen's line types, at a line width: matplotlib's.
Dashes dashes_of(int line_type, double width_px);

/// What a line is drawn with.
struct Pen {
  Color color;
  double width_px = 1;
  Dashes dashes = {};
  Cap cap = Cap::Butt;
  Join join = Join::Round;
};

}  // namespace rankplot::render
