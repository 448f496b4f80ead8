#include "painter/render/chart/date_ticks.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <ctime>
#include <optional>

#include "core/base/error.hpp"

namespace rankplot::render {
namespace {

using namespace std::chrono;

constexpr std::array<const char*, 12> kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                              "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

enum class Unit { Year, Month, Day, Hour, Minute, Second };

/// A point in time, split up.
struct Moment {
  int year = 1970, month = 1, day = 1, hour = 0, minute = 0, second = 0;

  static Moment of(std::int64_t since_1970) {
    const sys_seconds at{seconds{since_1970}};
    const auto midnight = floor<days>(at);
    const year_month_day date{midnight};
    const hh_mm_ss<seconds> time{at - midnight};
    return {static_cast<int>(date.year()),
            static_cast<int>(static_cast<unsigned>(date.month())),
            static_cast<int>(static_cast<unsigned>(date.day())),
            static_cast<int>(time.hours().count()),
            static_cast<int>(time.minutes().count()),
            static_cast<int>(time.seconds().count())};
  }
  std::int64_t since_1970() const {
    const sys_days midnight = std::chrono::year{year} /
                              std::chrono::month{static_cast<unsigned>(month)} /
                              std::chrono::day{static_cast<unsigned>(day)};
    return seconds{midnight.time_since_epoch()}.count() + hour * 3600 + minute * 60 + second;
  }
  int part(Unit unit) const {
    const std::array<int, 6> parts{year, month, day, hour, minute, second};
    return parts.at(static_cast<std::size_t>(unit));
  }
};

struct Step {
  Unit unit;
  int count;
};

/// From the finest, as matplotlib's AutoDateLocator has them; years go on by powers of ten.
constexpr Step kSteps[] = {
    {Unit::Second, 1},  {Unit::Second, 5},  {Unit::Second, 10}, {Unit::Second, 15},
    {Unit::Second, 30}, {Unit::Minute, 1},  {Unit::Minute, 5},  {Unit::Minute, 10},
    {Unit::Minute, 15}, {Unit::Minute, 30}, {Unit::Hour, 1},    {Unit::Hour, 2},
    {Unit::Hour, 3},    {Unit::Hour, 4},    {Unit::Hour, 6},    {Unit::Hour, 12},
    {Unit::Day, 1},     {Unit::Day, 2},     {Unit::Day, 4},     {Unit::Day, 7},
    {Unit::Day, 14},    {Unit::Month, 1},   {Unit::Month, 2},   {Unit::Month, 3},
    {Unit::Month, 4},   {Unit::Month, 6},   {Unit::Year, 1},    {Unit::Year, 2},
    {Unit::Year, 5},    {Unit::Year, 10},   {Unit::Year, 20},   {Unit::Year, 50},
    {Unit::Year, 100},  {Unit::Year, 200},  {Unit::Year, 500},  {Unit::Year, 1000},
    {Unit::Year, 2000}};

constexpr double seconds_of(Unit unit) {
  constexpr std::array<double, 6> kSeconds{365.2425 * 86400, 30.436875 * 86400, 86400, 3600, 60, 1};
  return kSeconds[static_cast<std::size_t>(unit)];
}

/// The first tick of a step at or before a time.
Moment floor_of(Moment at, Step step) {
  const auto cut = [&](int part, int first) { return part - (part - first) % step.count; };
  Moment begin;
  begin.year = step.unit == Unit::Year ? at.year - at.year % step.count : at.year;
  if (step.unit == Unit::Year) {
    begin.year = std::max(1, begin.year);
    return begin;
  }
  begin.month = step.unit == Unit::Month ? cut(at.month, 1) : at.month;
  if (step.unit == Unit::Month) return begin;
  begin.day = step.unit == Unit::Day ? cut(at.day, 1) : at.day;
  if (step.unit == Unit::Day) return begin;
  begin.hour = step.unit == Unit::Hour ? cut(at.hour, 0) : at.hour;
  if (step.unit == Unit::Hour) return begin;
  begin.minute = step.unit == Unit::Minute ? cut(at.minute, 0) : at.minute;
  if (step.unit == Unit::Minute) return begin;
  begin.second = cut(at.second, 0);
  return begin;
}

/// Days start anew with each month: 1, 15, 1, 15, where the last would stand too near to the 1st.
Moment next_day(const Moment& at, int count) {
  Moment next = Moment::of(at.since_1970() + std::int64_t{count} * 86400);
  const Moment after = Moment::of(next.since_1970() + std::int64_t{count} / 2 * 86400);
  if (next.month != at.month || (count > 1 && after.month != at.month)) {
    next = at;
    next.day = 1;
    next.month = at.month % 12 + 1;
    next.year = at.year + (at.month == 12 ? 1 : 0);
  }
  return next;
}

Moment next_of(const Moment& at, Step step) {
  Moment next = at;
  switch (step.unit) {
    case Unit::Year:
      next.year = at.year == 1 && step.count > 1 ? step.count : at.year + step.count;
      return next;
    case Unit::Month:
      next.month += step.count;
      next.year += (next.month - 1) / 12;
      next.month = (next.month - 1) % 12 + 1;
      return next;
    case Unit::Day: return next_day(at, step.count);
    default:
      return Moment::of(at.since_1970() + static_cast<std::int64_t>(step.count) *
                                              static_cast<std::int64_t>(seconds_of(step.unit)));
  }
}

std::vector<std::int64_t> places(double low_s, double high_s, Step step) {
  std::vector<std::int64_t> found;
  Moment at = floor_of(Moment::of(static_cast<std::int64_t>(std::floor(low_s))), step);
  for (;; at = next_of(at, step)) {
    const std::int64_t place = at.since_1970();
    if (static_cast<double>(place) > high_s || found.size() > kMostTicks) return found;
    if (static_cast<double>(place) >= low_s) found.push_back(place);
  }
}

/// What ConciseDateFormatter writes where a unit changes, and where it begins anew.
std::string label_of(const Moment& at, Unit unit) {
  const auto month = [&] {
    return std::string(kMonths.at(static_cast<std::size_t>(at.month - 1)));
  };
  switch (unit) {
    case Unit::Year: return fmt::format("{}", at.year);
    case Unit::Month: return at.month == 1 ? fmt::format("{}", at.year) : month();
    case Unit::Day: return at.day == 1 ? month() : fmt::format("{:02}", at.day);
    case Unit::Hour:
    case Unit::Minute:
      return at.hour == 0 && at.minute == 0 ? fmt::format("{}-{:02}", month(), at.day)
                                            : fmt::format("{:02}:{:02}", at.hour, at.minute);
    case Unit::Second: break;
  }
  return at.second == 0 ? fmt::format("{:02}:{:02}", at.hour, at.minute)
                        : fmt::format("{:02}", at.second);
}

/// Whether a label says the next larger unit too: the month of a first day, the day of a midnight.
bool begins_anew(const Moment& at, Unit unit) {
  if (unit == Unit::Month) return at.month == 1;
  if (unit == Unit::Day) return at.day == 1;
  return unit == Unit::Hour && at.hour == 0 && at.minute == 0;
}

/// What all ticks share and no label says.
std::string offset_of(const Moment& last, Unit unit, bool labels_say_more) {
  const char* month = kMonths.at(static_cast<std::size_t>(last.month - 1));
  if (labels_say_more) return unit == Unit::Month ? "" : fmt::format("{}", last.year);
  switch (unit) {
    case Unit::Year: return "";
    case Unit::Month: return fmt::format("{}", last.year);
    case Unit::Day: return fmt::format("{}-{}", last.year, month);
    case Unit::Hour:
    case Unit::Minute: return fmt::format("{}-{}-{:02}", last.year, month, last.day);
    case Unit::Second: break;
  }
  return fmt::format("{}-{}-{:02} {:02}:{:02}", last.year, month, last.day, last.hour, last.minute);
}

Ticks labelled(const std::vector<std::int64_t>& places, const job::TimeUnits& units, Step step) {
  Ticks ticks;
  if (places.empty()) return ticks;
  // The finest unit in which ticks differ from a whole one of it: labels need to go no deeper.
  Unit unit = step.unit;
  if (unit == Unit::Hour || unit == Unit::Minute) unit = Unit::Hour;
  bool anew = false;
  for (const std::int64_t place : places) {
    const Moment at = Moment::of(place);
    anew = anew || begins_anew(at, unit);
    ticks.major.push_back(
        {(static_cast<double>(place) - units.origin_s) / units.unit_s, label_of(at, unit)});
  }
  ticks.offset = offset_of(Moment::of(places.back()), unit, anew);
  if (units.unit_s < 0) std::reverse(ticks.major.begin(), ticks.major.end());
  return ticks;
}

}  // namespace

Ticks date_ticks(Range range, const job::TimeUnits& units, const TickSpace& space) {
  if (range.low > range.high) std::swap(range.low, range.high);
  double low_s = range.low * units.unit_s + units.origin_s;
  double high_s = range.high * units.unit_s + units.origin_s;
  if (low_s > high_s) std::swap(low_s, high_s);
  const double first_s = static_cast<double>(Moment{1, 1, 1}.since_1970());
  const double last_s = static_cast<double>(Moment{9999, 12, 31}.since_1970());
  if (!(low_s >= first_s && high_s <= last_s) || high_s - low_s < 2)
    return linear_ticks(range, space);
  const Scale along(job::AxisScale::Linear, range.low, range.high, 0, space.length_px);
  const int most = std::max(2, intervals_that_fit(space));
  Ticks ticks;
  for (const Step& step : kSteps) {
    if ((high_s - low_s) / (seconds_of(step.unit) * step.count) > most + 1) continue;
    const auto found = places(low_s, high_s, step);
    if (found.size() < 2 && !ticks.major.empty()) break;
    ticks = labelled(found, units, step);
    if (labels_fit(ticks.major, along, space)) break;
  }
  return ticks;
}

std::string date_text(double value, const job::TimeUnits& units, const std::string& format) {
  const double since_1970 = std::floor(value * units.unit_s + units.origin_s);
  if (!(std::abs(since_1970) < 2.5e11)) return "";
  for (std::size_t at = 0; (at = format.find('%', at)) != std::string::npos; at += 2) {
    const char field = at + 1 < format.size() ? format[at + 1] : ' ';
    if (std::string_view("YmdHMSbBjaAypI%").find(field) == std::string_view::npos)
      base::fail(
          "the date format '{}' holds '%{}'; right would be one of %Y, %m, %d, %H, %M, %S, "
          "%b, %B, %j, %a, %A, %y, %p, %I, %%",
          format, field);
  }
  const auto time = static_cast<std::time_t>(since_1970);
  std::tm parts{};
  gmtime_r(&time, &parts);
  std::string text(format.size() * 10 + 16, '\0');
  text.resize(std::strftime(text.data(), text.size(), format.c_str(), &parts));
  return text;
}

std::string iso_text(double value, const job::TimeUnits& units) {
  const double since_1970 = std::floor(value * units.unit_s + units.origin_s);
  const bool midnight = std::fmod(since_1970, 86400) == 0;
  const bool minutes = std::fmod(since_1970, 60) == 0;
  return date_text(value, units,
                   midnight  ? "%Y-%m-%d"
                   : minutes ? "%Y-%m-%d %H:%M"
                             : "%Y-%m-%d %H:%M:%S");
}

}  // namespace rankplot::render
