#include "painter/render/chart/devices/path.hpp"

#include <vtkPen.h>

namespace rankplot::render {

void Path::append(const Path& other, Point by) {
  verbs_.insert(verbs_.end(), other.verbs_.begin(), other.verbs_.end());
  points_.reserve(points_.size() + other.points_.size());
  for (const Point& point : other.points_) points_.push_back({point.x + by.x, point.y + by.y});
}

Dashes dashes_of(int line_type, double width_px) {
  Dashes dashes;
  switch (line_type) {
    case vtkPen::DASH_LINE: dashes = {{3.7, 1.6}, 2}; break;
    case vtkPen::DOT_LINE: dashes = {{1, 1.65}, 2}; break;
    case vtkPen::DASH_DOT_LINE: dashes = {{6.4, 1.6, 1, 1.6}, 4}; break;
    default: break;
  }
  for (double& length : dashes.lengths) length *= width_px;
  return dashes;
}

}  // namespace rankplot::render
