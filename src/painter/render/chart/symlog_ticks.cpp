#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "painter/render/chart/ticks.hpp"

namespace rankplot::render {
namespace {

double power_of_ten(int exponent) { return std::pow(10, exponent); }

/// Exponents of the decades from the threshold to an end, which lies beyond it.
struct Decades {
  int first = 0, last = -1;

  static Decades up_to(double end, double threshold) {
    if (!(end >= threshold)) return {};
    constexpr double kSlack = 1e-10;
    return {static_cast<int>(std::ceil(std::log10(threshold) - kSlack)),
            static_cast<int>(std::floor(std::log10(end) + kSlack))};
  }
  /// Of a side that begins beyond the threshold.
  Decades from(double begin) const {
    if (!(begin > 0)) return *this;
    return {std::max(first, static_cast<int>(std::ceil(std::log10(begin) - 1e-10))), last};
  }
  int count() const { return std::max(0, last - first + 1); }
};

/// Every stride-th decade counted from the first beyond the threshold, and zero.
std::vector<Tick> decade_ticks(const Decades& below, const Decades& above, bool zero, int stride) {
  std::vector<Tick> ticks;
  for (int n = below.last; n >= below.first; --n)
    if (n % stride == 0) ticks.push_back({-power_of_ten(n), "\u2212" + power_text(n)});
  if (zero) ticks.push_back({0, "0"});
  for (int n = above.first; n <= above.last; ++n)
    if (n % stride == 0) ticks.push_back({power_of_ten(n), power_text(n)});
  return ticks;
}

/// 2 to 9 times every decade beyond the threshold.
void add_minor(Ticks& ticks, const Range& range, double threshold, int first, int last) {
  for (int n = first - 1; n <= last; ++n)
    for (int digit = 1; digit <= 9; ++digit)
      for (const double value : {-digit * power_of_ten(n), digit * power_of_ten(n)}) {
        if (std::abs(value) < threshold || value < range.low || value > range.high) continue;
        const bool major = std::any_of(ticks.major.begin(), ticks.major.end(),
                                       [&](const Tick& tick) { return tick.value == value; });
        if (!major) ticks.minor.push_back(value);
      }
  std::sort(ticks.minor.begin(), ticks.minor.end());
}

}  // namespace

Ticks symlog_ticks(Range range, double threshold, const TickSpace& space) {
  if (range.low > range.high) std::swap(range.low, range.high);
  if (!std::isfinite(range.low) || !std::isfinite(range.high)) return {};
  const Decades above = Decades::up_to(range.high, threshold).from(range.low);
  const Decades below = Decades::up_to(-range.low, threshold).from(-range.high);
  const bool zero = range.low <= 0 && range.high >= 0;
  if (above.count() + below.count() < 2) return linear_ticks(range, space);
  const Scale along(job::AxisScale::Symlog, range.low, range.high, 0, space.length_px, threshold);
  const int most = intervals_that_fit(space) + 1;
  Ticks ticks;
  int stride = 0;
  for (const int candidate : {1, 2, 3, 5, 10, 20, 50, 100, 200}) {
    stride = candidate;
    ticks.major = decade_ticks(below, above, zero, stride);
    const int count = static_cast<int>(ticks.major.size());
    // Along a vertical axis only zero may stand too near to its neighbours.
    if (count <= 2 || (count <= most && labels_fit(ticks.major, along, space))) break;
  }
  if (stride == 1 && above.count() + below.count() <= 11)
    add_minor(ticks, range, threshold,
              std::min(above.count() ? above.first : below.first,
                       below.count() ? below.first : above.first),
              std::max(above.last, below.last));
  return ticks;
}

}  // namespace rankplot::render
