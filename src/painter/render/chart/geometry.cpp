#include "painter/render/chart/geometry.hpp"

namespace rankplot::render {
namespace {

/// Differences beyond this overflow where the ends have opposite signs.
constexpr double kHuge = 1e307;

/// What the linear part takes, in decades: 1 / (1 - 1/10).
constexpr double kLinear = 10.0 / 9;

}  // namespace

double symlog(double value, double threshold) {
  const double size = std::abs(value) / threshold;
  if (size <= 1) return value / threshold * kLinear;
  // Of each by itself: the quotient of two finite numbers may overflow.
  const double decades = std::log10(std::abs(value)) - std::log10(threshold);
  return std::copysign(kLinear + decades, value);
}

double symlog_inverse(double place, double threshold) {
  const double size = std::abs(place);
  if (size <= kLinear) return place / kLinear * threshold;
  return std::copysign(std::pow(10, size - kLinear + std::log10(threshold)), place);
}

Scale::Scale(job::AxisScale kind, double low, double high, double low_px, double high_px,
             double threshold)
    : kind_(kind),
      low_(low),
      high_(high),
      low_px_(low_px),
      high_px_(high_px),
      threshold_(threshold) {
  if (kind == job::AxisScale::Linear && std::max(std::abs(low), std::abs(high)) > kHuge)
    shrink_ = 0.0625;
  offset_ = transformed(low);
  factor_ = (high_px - low_px) / (transformed(high) - offset_);
}

double Scale::inverse(double px) const {
  const double value = (px - low_px_) / factor_ + offset_;
  if (kind_ == job::AxisScale::Symlog) return symlog_inverse(value, threshold_);
  return kind_ == job::AxisScale::Linear ? value / shrink_ : std::pow(10, value);
}

}  // namespace rankplot::render
