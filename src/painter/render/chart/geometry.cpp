#include "painter/render/chart/geometry.hpp"

namespace rankplot::render {
namespace {

/// Differences beyond this overflow where the ends have opposite signs.
constexpr double kHuge = 1e307;

}  // namespace

Scale::Scale(job::AxisScale kind, double low, double high, double low_px, double high_px)
    : kind_(kind), low_(low), high_(high), low_px_(low_px), high_px_(high_px) {
  if (kind == job::AxisScale::Linear && std::max(std::abs(low), std::abs(high)) > kHuge)
    shrink_ = 0.0625;
  offset_ = transformed(low);
  factor_ = (high_px - low_px) / (transformed(high) - offset_);
}

double Scale::inverse(double px) const {
  const double value = (px - low_px_) / factor_ + offset_;
  return kind_ == job::AxisScale::Linear ? value / shrink_ : std::pow(10, value);
}

}  // namespace rankplot::render
