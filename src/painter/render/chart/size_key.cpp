#include "painter/render/chart/size_key.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "painter/render/chart/number_texts.hpp"

namespace rankplot::render {
namespace {

constexpr std::size_t kMostEntries = 5;

/// The distinct values, ascending; one more than kMostEntries where there are more.
std::vector<double> distinct(std::span<const double> sizes) {
  std::vector<double> found;
  for (const double size : sizes) {
    if (!(size > 0) || !std::isfinite(size)) continue;
    const auto place = std::ranges::lower_bound(found, size);
    if (place != found.end() && *place == size) continue;
    found.insert(place, size);
    if (found.size() > kMostEntries) break;
  }
  return found;
}

/// k * digit * 10^exponent, the nearest number to it.
double multiple(double k, int digit, int exponent) {
  return exponent < 0 ? k * digit / std::pow(10.0, -exponent)
                      : k * digit * std::pow(10.0, exponent);
}

std::vector<double> round_values(double low, double high) {
  const int least = static_cast<int>(std::floor(std::log10(high - low))) - 1;
  for (int exponent = least; exponent <= least + 2; ++exponent) {
    for (const int digit : {1, 2, 5}) {
      const double step = multiple(1, digit, exponent);
      const double first = std::max(1.0, std::ceil(low / step)), last = std::floor(high / step);
      if (!(last - first < static_cast<double>(kMostEntries))) continue;
      std::vector<double> values;
      for (double k = first; k <= last; ++k) values.push_back(multiple(k, digit, exponent));
      return values;
    }
  }
  return {low, high};  // steps that doubles do not tell apart
}

std::vector<double> wanted_values(const LayerInput& input, std::span<const double> sizes) {
  if (input.is_text("size_legend"))
    return input.text("size_legend") == "auto" ? representative_sizes(sizes)
                                               : std::vector<double>{};
  std::vector<double> values = input.numbers("size_legend");
  for (const double value : values) {
    if (!(value > 0) || !std::isfinite(value))
      input.refuse(
          fmt::format("size_legend holds {}: a mark of that size cannot be shown; right would be "
                      "values above 0, \"auto\" or \"none\"",
                      value));
  }
  return values;
}

}  // namespace

std::vector<double> representative_sizes(std::span<const double> sizes) {
  std::vector<double> few = distinct(sizes);
  if (few.size() <= kMostEntries) return few;
  double low = std::numeric_limits<double>::infinity(), high = 0;
  for (const double size : sizes) {
    if (!(size > 0) || !std::isfinite(size)) continue;
    low = std::min(low, size);
    high = std::max(high, size);
  }
  return round_values(low, high);
}

SizeKey::SizeKey(const LayerInput& input, std::span<const double> sizes)
    : title_(input.text_or("size_label", "")) {
  const std::vector<double> values = wanted_values(input, sizes);
  const std::vector<std::string> texts = number_texts(values);
  for (std::size_t i = 0; i < values.size(); ++i) entries_.push_back({values[i], texts[i]});
}

std::vector<job::Option> size_key_options() {
  job::Option key;
  key.name = "size_legend";
  key.summary =
      "entries of the legend that tell sizes: none, auto (some round values of s), or "
      "the values";
  key.type = job::OptionType::Numbers;
  key.choices = {"auto", "none"};
  key.fallback = std::string("none");
  job::Option title = label_option();
  title.name = "size_label";
  title.summary = "what stands above them; may hold {fields}";
  return {key, title};
}

}  // namespace rankplot::render
