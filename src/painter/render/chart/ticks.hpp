#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "core/job/axes.hpp"
#include "painter/render/chart/geometry.hpp"

namespace rankplot::render {

/// What an axis or a colour bar shows, in data units; low > high is an inverted axis.
struct Range {
  double low = 0;
  double high = 1;

  bool operator==(const Range&) const = default;
};

/// The range as drawn when data give no extent: matplotlib's rule. Equal ends (or ends nearer than
/// 1e-15 of their size) are spread by 5 % of their size, 0 becomes -0.05 to 0.05; ends that are not
/// finite give 0 to 1. On a log axis equal ends v give v/10 to v*10, ends that are not above zero
/// give 1 to 10. Inverted stays inverted. The result is finite and never empty.
Range nonsingular(Range range, job::AxisScale scale = job::AxisScale::Linear);

/// Widens by a share of the extent (of its logarithm on a log axis) at each end: 0.05 is
/// matplotlib's margin; 0 keeps a sticky edge. `range` must have gone through nonsingular. Stays
/// finite. `threshold` is that of a symlog axis.
Range with_margins(Range range, double low_share, double high_share, job::AxisScale scale,
                   double threshold = 1);

struct Tick {
  double value = 0;
  std::string label;  ///< UTF-8; minus is U+2212, exponents are superscript digits ("10⁻³")
};

/// All ticks lie within the range, ascending by value whatever the axis' direction.
struct Ticks {
  std::vector<Tick> major;
  std::vector<double> minor;  ///< no labels, none of them in `major`
  /// What the labels leave out, written once at the axis' end: "1e6" (times), "+1.234e5" (plus), or
  /// both; empty: nothing.
  std::string offset;
};

/// How much room there is for labels.
struct TickSpace {
  double length_px = 0;  ///< of the axis
  double font_px = 0;    ///< size of the tick labels' font
  bool horizontal = true;
  /// Width of a label in that font; empty: estimated as 0.62 font_px a character.
  std::function<double(std::string_view)> label_width_px = {};
};

/// Never more major ticks than this, whatever the range and the room.
constexpr int kMostTicks = 40;

/// Ticks at "nice" places, as matplotlib's AutoLocator and ScalarFormatter choose them: steps of 1,
/// 2, 2.5 or 5 x 10^n, at most ten, fewer where labels would touch. Any two finite ends terminate;
/// ends too near for doubles to lie between give one tick or two; ends that are not finite give
/// none.
Ticks linear_ticks(Range range, const TickSpace& space);

/// Decades labelled 10ⁿ (every k-th where there are many) and minor ticks at 2 to 9. With fewer
/// than two decades in sight 2 and 5 are labelled too ("2×10³"), then all digits, then the places
/// of linear_ticks. Ends that are not finite and above zero give none.
Ticks log_ticks(Range range, const TickSpace& space);

/// Zero and the decades beyond the threshold on both sides of it, "−10²", "0", "10²"; where fewer
/// than two decades are in sight, the places of linear_ticks. Ends that are not finite give none.
Ticks symlog_ticks(Range range, double threshold, const TickSpace& space);

Ticks make_ticks(Range range, job::AxisScale scale, const TickSpace& space, double threshold = 1);

/// Whether neighbours along a horizontal axis keep half a font size between them.
bool labels_fit(const std::vector<Tick>& ticks, const Scale& along, const TickSpace& space);
/// How many intervals between labels matplotlib would allow, 1 to 9.
int intervals_that_fit(const TickSpace& space);
/// "10⁻³"
std::string power_text(int exponent);

}  // namespace rankplot::render
