#include "core/job/duration.hpp"

#include <charconv>
#include <cmath>

namespace rankplot::job {
namespace {

struct Unit {
  std::string_view name;
  double seconds;
};
constexpr Unit kUnits[] = {{"us", 1e-6}, {"ms", 1e-3}, {"s", 1}, {"min", 60}, {"h", 3600}};

}  // namespace

std::optional<double> parse_duration(std::string_view text) {
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || !std::isfinite(number) || number < 0) return std::nullopt;
  std::string_view unit = text.substr(static_cast<std::size_t>(end - text.data()));
  while (unit.starts_with(' ')) unit.remove_prefix(1);
  for (const Unit& known : kUnits) {
    // 500 ms is 0.5 to the last bit: divided, since 1e-3 is no binary number.
    if (known.name == unit)
      return known.seconds < 1 ? number / std::round(1 / known.seconds) : number * known.seconds;
  }
  return std::nullopt;
}

}  // namespace rankplot::job
