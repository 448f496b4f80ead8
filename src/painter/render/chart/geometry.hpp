#pragma once

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <vector>

#include "core/job/axes.hpp"

namespace rankplot::render {

/// Pixels of the picture; the origin is its lower left corner, y points up (as in VTK's scenes).
/// Pixel (i, j) covers [i, i+1) x [j, j+1).
struct Point {
  float x = 0, y = 0;
};

struct Rectangle {
  double left = 0, bottom = 0, right = 0, top = 0;

  double width() const { return right - left; }
  double height() const { return top - bottom; }
  bool contains(double x, double y) const {
    return x >= left && x <= right && y >= bottom && y <= top;
  }
  bool overlaps(const Rectangle& other) const {
    return left < other.right && other.left < right && bottom < other.top && other.bottom < top;
  }
};

/// The values along one axis that a layer wants to see.
struct AxisExtent {
  double low = std::numeric_limits<double>::infinity();
  double high = -std::numeric_limits<double>::infinity();
  /// Edges that the margin never crosses (bars stand on 0, images end at their border), as in
  /// matplotlib: a limit is not moved past the sticky edge next to the data.
  std::vector<double> sticky;
  /// The axis runs downward (the first row of an image on top), unless the job sets a limit.
  bool inverted = false;

  bool empty() const { return !(low <= high); }
  /// Takes the value in; what the scale cannot show (not finite; on a log axis not above 0) is
  /// passed over.
  void include(double value, job::AxisScale scale) {
    if (!std::isfinite(value) || (scale == job::AxisScale::Log && value <= 0)) return;
    if (value < low) low = value;
    if (value > high) high = value;
  }
};

/// matplotlib's SymmetricalLogTransform of base 10 (linscale 1): linear up to the threshold,
/// logarithmic beyond, in units of the threshold.
double symlog(double value, double threshold);
double symlog_inverse(double place, double threshold);

/// One axis: data to pixels. Linear, log10 or symlog; low above high inverts it.
class Scale {
 public:
  Scale() = default;
  /// `low` and `high` are finite and differ; above 0 for Log.
  /// `threshold`, of Symlog, is above 0.
  Scale(job::AxisScale kind, double low, double high, double low_px, double high_px,
        double threshold = 1);

  /// NaN where the scale cannot show the value. May lie far outside the axis.
  double operator()(double value) const {
    return (transformed(value) - offset_) * factor_ + low_px_;
  }
  /// Pixels to data.
  double inverse(double px) const;

  job::AxisScale kind() const { return kind_; }
  double low() const { return low_; }
  double high() const { return high_; }
  /// The same where a pixel is so many.
  Scale finer(double times) const {
    Scale scale = *this;
    scale.low_px_ *= times;
    scale.high_px_ *= times;
    scale.factor_ *= times;
    return scale;
  }

  double low_px() const { return low_px_; }
  double high_px() const { return high_px_; }

 private:
  double transformed(double value) const {
    if (kind_ == job::AxisScale::Linear) return value * shrink_;
    if (kind_ == job::AxisScale::Symlog) return symlog(value, threshold_);
    return value > 0 ? std::log10(value) : std::numeric_limits<double>::quiet_NaN();
  }

  job::AxisScale kind_ = job::AxisScale::Linear;
  double low_ = 0, high_ = 1, low_px_ = 0, high_px_ = 1;
  double shrink_ = 1;  ///< a power of two that keeps high - low from overflowing
  double offset_ = 0, factor_ = 1;
  double threshold_ = 1;
};

/// Where a round plot's angles and distances stand.
struct PolarPlace {
  Point centre;
  double zero = 0;  ///< where the angle 0 stands, radians counterclockwise from the right
  double turn = 1;  ///< -1: angles grow clockwise

  Point at(double angle, double radius_px) const {
    const double place = zero + turn * angle;
    return {static_cast<float>(centre.x + radius_px * std::cos(place)),
            static_cast<float>(centre.y + radius_px * std::sin(place))};
  }
};

/// Both axes, and the plot's area in pixels (its edges are whole numbers). In a round plot x is an
/// angle and the scale of y gives pixels from the middle.
struct Mapping {
  Scale x, y;
  Rectangle plot;
  std::optional<PolarPlace> polar = {};

  /// NaN where a scale cannot show the value (in a round plot: before the axis of distances
  /// begins); far outside the plot: at most 1e9 pixels away.
  Point operator()(double data_x, double data_y) const {
    if (polar) return round(data_x, y(data_y));
    return {pixel(x(data_x)), pixel(y(data_y))};
  }
  /// The same where a pixel is so many each way.
  Mapping finer(int times) const {
    Mapping finer{x.finer(times),
                  y.finer(times),
                  {plot.left * times, plot.bottom * times, plot.right * times, plot.top * times}};
    if (!polar) return finer;
    finer.x = x;
    const auto by = static_cast<float>(times);
    finer.polar =
        PolarPlace{{polar->centre.x * by, polar->centre.y * by}, polar->zero, polar->turn};
    return finer;
  }

 private:
  Point round(double angle, double radius_px) const {
    constexpr float kNowhere = std::numeric_limits<float>::quiet_NaN();
    if (!(radius_px >= 0)) return {kNowhere, kNowhere};
    return polar->at(angle, std::min(radius_px, 1e9));
  }
  static float pixel(double px) { return static_cast<float>(std::clamp(px, -1e9, 1e9)); }
};

}  // namespace rankplot::render
