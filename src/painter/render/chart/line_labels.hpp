#pragma once

#include <string>
#include <vector>

#include "painter/render/chart/canvas.hpp"

namespace rankplot::render {

/// Texts that stand in lines (contours), turned along them: the line is cut where a text stands.
class LineLabels {
 public:
  /// Texts stay wholly within `plot`.
  LineLabels(const Rectangle& plot, double font_px) : plot_(plot), font_px_(font_px) {}

  /// Places the text at the straightest part of a line (pixels) that is free of other texts. Gives
  /// the parts of the line that are left; all of it where there is no room.
  std::vector<std::vector<Point>> place(const std::vector<Point>& line, const std::string& text,
                                        Color color);
  void paint(Canvas& canvas) const;

 private:
  struct Placed {
    std::string text;
    Point centre;
    double angle = 0, reach = 0;  ///< radians; half the text's diagonal
    Color color;
  };
  bool is_free(const Point& centre, double angle, double width, double reach) const;

  Rectangle plot_;
  double font_px_;
  std::vector<Placed> placed_;
};

}  // namespace rankplot::render
