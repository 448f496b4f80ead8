#include "core/job/limits.hpp"

#include <charconv>

namespace rankplot::job {

namespace {

/// Takes "1.5%" from the front of `text`.
std::optional<double> take_percent(std::string_view& text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  const auto length = static_cast<std::size_t>(end - text.data());
  if (error != std::errc() || !(value >= 0 && value <= 100)) return std::nullopt;
  if (!text.substr(length).starts_with('%')) return std::nullopt;
  text.remove_prefix(length + 1);
  return value;
}

}  // namespace

std::optional<Percentiles> parse_percentiles(std::string_view text) {
  const std::optional<double> low = take_percent(text);
  if (!low || !text.starts_with("..")) return std::nullopt;
  text.remove_prefix(2);
  const std::optional<double> high = take_percent(text);
  if (!high || !text.empty() || *low >= *high) return std::nullopt;
  return Percentiles{*low, *high};
}

}  // namespace rankplot::job
