#include "core/plan/time_units.hpp"

#include <array>
#include <charconv>
#include <chrono>
#include <string>
#include <vector>

namespace rankplot::plan {
namespace {

struct Unit {
  double seconds;
  std::array<std::string_view, 6> names;
};
constexpr Unit kUnits[] = {
    {1e-6, {"microsecond", "microseconds", "microsec", "microsecs", "us", ""}},
    {1e-3, {"millisecond", "milliseconds", "millisec", "millisecs", "msec", "ms"}},
    {1, {"second", "seconds", "sec", "secs", "s", ""}},
    {60, {"minute", "minutes", "min", "mins", "", ""}},
    {3600, {"hour", "hours", "hr", "hrs", "h", ""}},
    {86400, {"day", "days", "d", "", "", ""}},
    {604800, {"week", "weeks", "", "", "", ""}}};

std::optional<double> unit_named(std::string_view name) {
  for (const Unit& unit : kUnits)
    for (const std::string_view known : unit.names)
      if (!known.empty() && known == name) return unit.seconds;
  return std::nullopt;
}

/// Reads a text from its beginning.
class Reader {
 public:
  explicit Reader(std::string_view text) : rest_(text) {}

  bool at_end() const { return rest_.empty(); }
  bool at_digit() const { return !rest_.empty() && rest_.front() >= '0' && rest_.front() <= '9'; }
  bool take(char c) {
    if (!rest_.starts_with(c)) return false;
    rest_.remove_prefix(1);
    return true;
  }
  bool take(std::string_view word) {
    if (!rest_.starts_with(word)) return false;
    rest_.remove_prefix(word.size());
    return true;
  }
  void skip_spaces() {
    while (take(' ')) continue;
  }
  std::string_view word() {
    const std::size_t length = std::min(rest_.find(' '), rest_.size());
    const std::string_view word = rest_.substr(0, length);
    rest_.remove_prefix(length);
    return word;
  }
  /// A number that begins with a digit.
  template <class Number>
  bool number(Number& value) {
    if (!at_digit()) return false;
    const auto [end, error] = std::from_chars(rest_.data(), rest_.data() + rest_.size(), value);
    if (error != std::errc()) return false;
    rest_.remove_prefix(static_cast<std::size_t>(end - rest_.data()));
    return true;
  }

 private:
  std::string_view rest_;
};

/// Days of a date, as seconds since 1970.
std::optional<double> date_s(Reader& reader) {
  int year = 0;
  unsigned month = 0, day = 0;
  if (!reader.number(year) || !reader.take('-') || !reader.number(month) || !reader.take('-') ||
      !reader.number(day))
    return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year{year}, std::chrono::month{month},
                                         std::chrono::day{day}};
  if (!date.ok() || year < 1 || year > 9999) return std::nullopt;
  return std::chrono::duration<double>(std::chrono::sys_days{date}.time_since_epoch()).count();
}

/// "12:30:01.5", minutes and seconds may be left out.
std::optional<double> time_of_day_s(Reader& reader) {
  double hours = 0, minutes = 0, seconds = 0;
  if (!reader.number(hours)) return std::nullopt;
  if (reader.take(':') && !reader.number(minutes)) return std::nullopt;
  if (reader.take(':') && !reader.number(seconds)) return std::nullopt;
  if (hours > 24 || minutes >= 60 || seconds > 60) return std::nullopt;
  return hours * 3600 + minutes * 60 + seconds;
}

/// Of local time from UTC: "Z", "UTC", "+2:00", "-0600", nothing.
std::optional<double> zone_s(Reader& reader) {
  if (reader.at_end() || reader.take("UTC") || reader.take("GMT") || reader.take('Z')) return 0;
  const bool behind = reader.take('-');
  if (!behind && !reader.take('+')) return std::nullopt;
  int hours = 0, minutes = 0;
  if (!reader.number(hours)) return std::nullopt;
  if (reader.take(':') && !reader.number(minutes)) return std::nullopt;
  if (hours >= 100) minutes = hours % 100, hours /= 100;
  if (hours > 14 || minutes >= 60) return std::nullopt;
  return (behind ? -1 : 1) * (hours * 3600.0 + minutes * 60.0);
}

}  // namespace

std::optional<job::TimeUnits> time_units(std::string_view units) {
  Reader reader(units);
  const auto unit_s = unit_named(reader.word());
  reader.skip_spaces();
  if (!unit_s || !reader.take("since ")) return std::nullopt;
  reader.skip_spaces();
  const auto date = date_s(reader);
  if (!date) return std::nullopt;
  double time_of_day = 0;
  if (reader.take('T') || reader.take(' ')) {
    reader.skip_spaces();
    if (reader.at_digit()) {
      const auto time = time_of_day_s(reader);
      if (!time) return std::nullopt;
      time_of_day = *time;
    }
  }
  reader.skip_spaces();
  const auto zone = zone_s(reader);
  reader.skip_spaces();
  if (!zone || !reader.at_end()) return std::nullopt;
  return job::TimeUnits{*date + time_of_day - *zone, *unit_s};
}

}  // namespace rankplot::plan
