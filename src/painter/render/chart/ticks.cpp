#include "painter/render/chart/ticks.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>

#include <fmt/format.h>

namespace rankplot::render {
namespace {

constexpr double kMax = std::numeric_limits<double>::max();
constexpr double kMinNormal = std::numeric_limits<double>::min();
constexpr std::string_view kMinus = "\u2212";

Range ascending(Range range) {
  return range.low <= range.high ? range : Range{range.high, range.low};
}

/// digits x 10^exponent: what a label shows. Ticks stay integers until the end, so that 0.3 is the
/// double nearest to 0.3 and labels need no rounding.
struct Decimal {
  std::int64_t digits = 0;
  int exponent = 0;
};

double to_double(Decimal decimal) {
  const std::string text = fmt::format("{}e{}", decimal.digits, decimal.exponent);
  double value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

std::int64_t power_of_ten(int exponent) {
  std::int64_t power = 1;
  for (int i = 0; i < exponent; ++i) power *= 10;
  return power;
}

int digit_count(std::int64_t number) {
  int count = 1;
  for (number /= 10; number != 0; number /= 10) ++count;
  return count;
}

int trailing_zeros(std::int64_t number) {
  int count = 0;
  for (; number != 0 && number % 10 == 0; number /= 10) ++count;
  return count;
}

/// "-12.50" with U+2212 for the minus, from digits x 10^exponent and the decimals wanted; the
/// decimals leave nothing out.
std::string decimal_text(Decimal decimal, int decimals) {
  std::int64_t magnitude = std::abs(decimal.digits);
  for (; decimal.exponent > -decimals; --decimal.exponent) magnitude *= 10;
  for (; decimal.exponent < -decimals; ++decimal.exponent) magnitude /= 10;
  std::string text = fmt::format("{:0{}}", magnitude, decimals + 1);
  if (decimals > 0) text.insert(text.size() - static_cast<std::size_t>(decimals), ".");
  return decimal.digits < 0 ? std::string(kMinus) + text : text;
}

std::string exponent_text(int exponent) {
  return exponent < 0 ? fmt::format("e{}{}", kMinus, -exponent) : fmt::format("e{}", exponent);
}

/// "1.234e5", "1234" as "1.234e3", "7" as "7".
std::string scientific_text(Decimal decimal) {
  const int zeros = trailing_zeros(decimal.digits);
  decimal.digits /= power_of_ten(zeros);
  decimal.exponent += zeros;
  const int decimals = digit_count(decimal.digits) - 1;
  const int exponent = decimal.exponent + decimals;
  std::string text = decimal_text({decimal.digits, -decimals}, decimals);
  return exponent == 0 ? text : text + exponent_text(exponent);
}

std::string superscript(int number) {
  static constexpr std::array<std::string_view, 10> kDigits{"⁰", "¹", "²", "³", "⁴",
                                                            "⁵", "⁶", "⁷", "⁸", "⁹"};
  std::string text = number < 0 ? "⁻" : "";
  for (char digit : std::to_string(std::abs(number))) {
    text += kDigits[static_cast<std::size_t>(digit - '0')];
  }
  return text;
}

std::size_t character_count(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

double width_px(const std::string& label, const TickSpace& space) {
  if (space.label_width_px) return space.label_width_px(label);
  return 0.62 * space.font_px * static_cast<double>(character_count(label));
}

/// Whether neighbours along a horizontal axis keep half a font size between them.
bool labels_fit(const std::vector<Tick>& ticks, Range range, job::AxisScale scale,
                const TickSpace& space) {
  if (!space.horizontal || ticks.size() < 2) return true;
  const bool log = scale == job::AxisScale::Log;
  auto place = [log](double value) { return log ? std::log10(value) : value / 2; };
  const double extent = place(range.high) - place(range.low);
  double last_width = width_px(ticks[0].label, space);
  for (std::size_t i = 1; i < ticks.size(); ++i) {
    const double width = width_px(ticks[i].label, space);
    const double distance =
        (place(ticks[i].value) - place(ticks[i - 1].value)) / extent * space.length_px;
    if (distance < (last_width + width) / 2 + space.font_px / 2) return false;
    last_width = width;
  }
  return true;
}

// Linear axes

/// Wider than double, so that no extent and no step overflows.
long double step_size(std::int64_t mantissa, int exponent) {
  return static_cast<long double>(mantissa) * std::pow(10.0L, static_cast<long double>(exponent));
}

/// The places k x mantissa x 10^exponent that lie in a range.
std::vector<Decimal> places(Range range, std::int64_t mantissa, int exponent) {
  const long double step = step_size(mantissa, exponent);
  const long double slack = 1e-10L * (static_cast<long double>(range.high) - range.low);
  const long double first = std::ceil((range.low - slack) / step);
  const long double last = std::floor((range.high + slack) / step);
  std::vector<Decimal> found;
  // Beyond 3x10^16 steps from zero doubles cannot tell neighbours apart.
  if (!(std::abs(first) < 3e16L) || !(std::abs(last) < 3e16L)) return found;
  for (long double k = first; k <= last && found.size() < kMostTicks; ++k) {
    found.push_back({static_cast<std::int64_t>(k) * mantissa, exponent});
  }
  return found;
}

/// Steps from the smallest that gives at most `intervals`, then smaller ones until there are two.
std::vector<Decimal> nice_places(Range range, int intervals) {
  struct Step {
    std::int64_t mantissa;
    int exponent;  ///< added to the decade's
  };
  static constexpr std::array<Step, 4> kSteps{{{1, 0}, {2, 0}, {25, -1}, {5, 0}}};
  const long double raw = (static_cast<long double>(range.high) - range.low) / intervals;
  const int decade = static_cast<int>(std::floor(std::log10(raw)));
  int at = decade * 4;  // the step kSteps[at mod 4] x 10^(at div 4)
  auto step_of = [](int place) {
    const int quotient = place >= 0 ? place / 4 : -((3 - place) / 4);
    Step step = kSteps[static_cast<std::size_t>(place - 4 * quotient)];
    step.exponent += quotient;
    return step;
  };
  while (step_size(step_of(at).mantissa, step_of(at).exponent) < raw * (1 - 1e-12L)) ++at;
  std::vector<Decimal> found;
  for (int tries = 0; tries < 8 && found.size() < 2; ++tries, --at) {
    const Step step = step_of(at);
    found = places(range, step.mantissa, step.exponent);
  }
  return found;
}

/// What all labels of an axis share.
struct Format {
  std::int64_t offset = 0;  ///< in units of the ticks' exponent
  int order = 0;            ///< power of ten divided out
};

/// The part that all ticks have in common, where leaving it out saves four digits or more. In
/// matplotlib's words: the offset of ScalarFormatter, with its threshold.
std::int64_t common_offset(std::span<const Decimal> ticks) {
  const std::int64_t a = ticks.front().digits;
  const std::int64_t b = ticks.back().digits;
  if (ticks.size() < 2 || (a <= 0 && b >= 0)) return 0;
  const std::int64_t least = std::min(std::abs(a), std::abs(b));
  const std::int64_t most = std::max(std::abs(a), std::abs(b));
  std::int64_t power = 1;
  while (least / power != most / power) power *= 10;
  // Ticks on both sides of a large round number (999.9, 1000.1) share no digits, yet lie close.
  if (static_cast<double>(most - least) <= 1e-2 * static_cast<double>(power)) {
    power = 1;
    while (most / power - least / power > 1) power *= 10;
  }
  if (most / power < 1000) return 0;
  return (a < 0 ? -1 : 1) * (most / power) * power;
}

Format common_format(std::span<const Decimal> ticks, Range range) {
  Format format;
  format.offset = common_offset(ticks);
  const int exponent = ticks.front().exponent;
  int magnitude = 0;
  if (format.offset != 0) {
    magnitude = static_cast<int>(std::floor(std::log10(range.high - range.low)));
  } else {
    const std::int64_t most =
        std::max(std::abs(ticks.front().digits), std::abs(ticks.back().digits));
    magnitude = most == 0 ? 0 : digit_count(most) - 1 + exponent;
  }
  if (magnitude <= -5 || magnitude >= 6) format.order = magnitude;
  return format;
}

Ticks labelled(std::span<const Decimal> places, Range range) {
  Ticks ticks;
  if (places.empty()) return ticks;
  const Format format = common_format(places, range);
  const int exponent = places.front().exponent - format.order;
  int zeros = std::numeric_limits<int>::max();
  for (const Decimal& place : places) {
    const std::int64_t rest = place.digits - format.offset;
    if (rest != 0) zeros = std::min(zeros, trailing_zeros(rest));
  }
  const int decimals =
      zeros == std::numeric_limits<int>::max() ? 0 : std::max(0, -(exponent + zeros));
  for (const Decimal& place : places) {
    const double value = to_double(place);
    if (!ticks.major.empty() && ticks.major.back().value == value) continue;
    ticks.major.push_back(
        {value, decimal_text({place.digits - format.offset, exponent}, decimals)});
  }
  if (format.order != 0) ticks.offset = "1" + exponent_text(format.order);
  if (format.offset != 0) {
    if (format.offset > 0) ticks.offset += '+';
    ticks.offset += scientific_text({format.offset, places.front().exponent});
  }
  return ticks;
}

/// For ranges in which doubles leave no room for steps: the ends themselves.
Ticks end_ticks(Range range) {
  Ticks ticks;
  ticks.major.push_back({range.low, fmt::format("{:.17g}", range.low)});
  if (range.high != range.low)
    ticks.major.push_back({range.high, fmt::format("{:.17g}", range.high)});
  for (Tick& tick : ticks.major) {
    for (std::size_t at = 0; (at = tick.label.find('-', at)) != std::string::npos;) {
      tick.label.replace(at, 1, kMinus);
    }
  }
  return ticks;
}

// Log axes

std::vector<double> positions(std::span<const Tick> ticks) {
  std::vector<double> values;
  for (const Tick& tick : ticks) values.push_back(tick.value);
  return values;
}

/// The places digit x 10^n in a range for the digits wanted, labelled; `stride`: only decades that
/// it divides.
std::vector<Tick> digit_ticks(Range range, std::span<const int> digits, int stride) {
  const int first = static_cast<int>(std::floor(std::log10(range.low)));
  const int last = static_cast<int>(std::floor(std::log10(range.high)));
  std::vector<Tick> ticks;
  for (int decade = first; decade <= last; ++decade) {
    if (decade % stride != 0) continue;
    for (int digit : digits) {
      const double value = to_double({digit, decade});
      if (value < range.low * (1 - 1e-10) || value * (1 - 1e-10) > range.high) continue;
      const std::string power = power_text(decade);
      ticks.push_back({value, digit == 1 ? power : fmt::format("{}\u00d7{}", digit, power)});
    }
  }
  return ticks;
}

constexpr std::array<int, 1> kOne{1};
constexpr std::array<int, 3> kOneTwoFive{1, 2, 5};
constexpr std::array<int, 9> kAllDigits{1, 2, 3, 4, 5, 6, 7, 8, 9};

void set_minor(Ticks& ticks, std::span<const Tick> candidates) {
  const std::vector<double> major = positions(ticks.major);
  for (const Tick& tick : candidates) {
    if (!std::binary_search(major.begin(), major.end(), tick.value)) {
      ticks.minor.push_back(tick.value);
    }
  }
}

/// Two decades or more in sight.
Ticks decade_ticks(Range range, const TickSpace& space) {
  const std::vector<Tick> decades = digit_ticks(range, kOne, 1);
  const int count = static_cast<int>(decades.size());
  Ticks ticks;
  const int most = std::clamp(intervals_that_fit(space), 2, 9);
  int stride = 1;
  for (int candidate : {1, 2, 3, 5, 10, 20, 25, 50, 100, 200}) {
    stride = candidate;
    ticks.major = digit_ticks(range, kOne, stride);
    if (ticks.major.size() <= 2) break;
    if (count / stride > most) continue;
    if (labels_fit(ticks.major, range, job::AxisScale::Log, space)) break;
  }
  if (count <= 11) {
    set_minor(ticks, stride == 1 ? digit_ticks(range, kAllDigits, 1) : decades);
  } else if (count <= 10 * kMostTicks) {
    set_minor(ticks, decades);
  }
  return ticks;
}

/// Less than two decades in sight: the coarsest digits that give three labels which fit.
std::optional<Ticks> digits_of_decade(Range range, const TickSpace& space) {
  for (std::span<const int> digits :
       {std::span<const int>(kOneTwoFive), std::span<const int>(kAllDigits)}) {
    Ticks ticks;
    ticks.major = digit_ticks(range, digits, 1);
    if (ticks.major.size() < 3) continue;
    if (!labels_fit(ticks.major, range, job::AxisScale::Log, space)) break;
    set_minor(ticks, digit_ticks(range, kAllDigits, 1));
    return ticks;
  }
  return std::nullopt;
}

double step_away(double value, double by) { return std::clamp(value + by, -kMax, kMax); }

Range nonsingular_log(Range range) {
  if (!std::isfinite(range.low) || !std::isfinite(range.high)) return {1, 10};
  if (range.low <= 0 || range.high <= 0) return {1, 10};
  if (range.low != range.high) return range;
  const double low = std::max(range.low / 10, kMinNormal);
  return {low, std::max(std::min(range.high, kMax / 10) * 10, low * 100)};
}

}  // namespace

// The same limits as matplotlib's get_tick_space: three label heights a tick along a horizontal
// axis, two along a vertical one, at most nine intervals.
int intervals_that_fit(const TickSpace& space) {
  const double each = space.font_px * (space.horizontal ? 3 : 2);
  if (!(each > 0) || !(space.length_px > 0)) return 1;
  return static_cast<int>(std::clamp(space.length_px / each, 1.0, 9.0));
}

std::string power_text(int exponent) { return "10" + superscript(exponent); }

bool labels_fit(const std::vector<Tick>& ticks, const Scale& along, const TickSpace& space) {
  if (!space.horizontal) return true;
  for (std::size_t i = 1; i < ticks.size(); ++i) {
    const double widths = width_px(ticks[i - 1].label, space) + width_px(ticks[i].label, space);
    const double distance = std::abs(along(ticks[i].value) - along(ticks[i - 1].value));
    if (distance < (widths + space.font_px) / 2) return false;
  }
  return true;
}

Range nonsingular(Range range, job::AxisScale scale) {
  if (scale == job::AxisScale::Log) return nonsingular_log(range);
  if (!std::isfinite(range.low) || !std::isfinite(range.high)) return {0, 1};
  const double size = std::max(std::abs(range.low), std::abs(range.high));
  if (size < 1e-287) return {-0.05, 0.05};
  const bool inverted = range.low > range.high;
  Range sorted = ascending(range);
  if (sorted.high / 2 - sorted.low / 2 > size * 0.5e-15) return range;
  sorted = {step_away(sorted.low, -0.05 * size), step_away(sorted.high, 0.05 * size)};
  return inverted ? Range{sorted.high, sorted.low} : sorted;
}

Range with_margins(Range range, double low_share, double high_share, job::AxisScale scale,
                   double threshold) {
  if (scale == job::AxisScale::Symlog) {
    const double low = symlog(range.low, threshold), high = symlog(range.high, threshold);
    const auto place = [&](double at) {
      return std::clamp(symlog_inverse(at, threshold), -kMax, kMax);
    };
    return {low_share == 0 ? range.low : place(low - low_share * (high - low)),
            high_share == 0 ? range.high : place(high + high_share * (high - low))};
  }
  if (scale == job::AxisScale::Log) {
    const double extent = std::log10(range.high) - std::log10(range.low);
    auto widen = [](double value, double by) {
      return by == 0 ? value : std::clamp(value * std::pow(10.0, by), kMinNormal, kMax);
    };
    return {widen(range.low, -low_share * extent), widen(range.high, high_share * extent)};
  }
  const double half = range.high / 2 - range.low / 2;
  return {step_away(range.low, -2 * low_share * half),
          step_away(range.high, 2 * high_share * half)};
}

Ticks linear_ticks(Range range, const TickSpace& space) {
  range = ascending(range);
  if (!std::isfinite(range.low) || !std::isfinite(range.high)) return {};
  const double size = std::max(std::abs(range.low), std::abs(range.high));
  const double half_extent = range.high / 2 - range.low / 2;
  if (half_extent < 1e-290 || half_extent < size * 5e-16) return end_ticks(range);
  for (int intervals = intervals_that_fit(space);; --intervals) {
    const Ticks ticks = labelled(nice_places(range, intervals), range);
    if (intervals == 1 || labels_fit(ticks.major, range, job::AxisScale::Linear, space)) {
      return ticks.major.empty() ? end_ticks(range) : ticks;
    }
  }
}

Ticks log_ticks(Range range, const TickSpace& space) {
  range = ascending(range);
  if (!std::isfinite(range.low) || !std::isfinite(range.high) || range.low <= 0) return {};
  if (digit_ticks(range, kOne, 1).size() >= 2) return decade_ticks(range, space);
  if (std::optional<Ticks> ticks = digits_of_decade(range, space)) return *ticks;
  return linear_ticks(range, space);
}

Ticks make_ticks(Range range, job::AxisScale scale, const TickSpace& space, double threshold) {
  if (scale == job::AxisScale::Symlog) return symlog_ticks(range, threshold, space);
  return scale == job::AxisScale::Log ? log_ticks(range, space) : linear_ticks(range, space);
}

}  // namespace rankplot::render
