#include "painter/render/chart/number_texts.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace rankplot::render {
namespace {

constexpr int kMostDecimals = 10;

/// The decimals that a number has, up to kMostDecimals.
int decimals_of(double value) {
  const std::string text = fmt::format("{:.{}f}", value, kMostDecimals);
  const std::size_t last = text.find_last_not_of('0');
  return static_cast<int>(last - std::min(text.find('.'), last));
}

}  // namespace

std::string with_true_minus(std::string text) {
  for (std::size_t at = 0; (at = text.find('-', at)) != std::string::npos;) {
    text.replace(at, 1, "\u2212");
  }
  return text;
}

std::vector<std::string> number_texts(const std::vector<double>& numbers) {
  double largest = 0;
  int decimals = 0;
  for (const double number : numbers) {
    largest = std::max(largest, std::abs(number));
    decimals = std::max(decimals, decimals_of(number));
  }
  const bool plain = largest == 0 || (largest < 1e7 && largest >= 1e-4);
  std::vector<std::string> texts;
  for (const double number : numbers)
    texts.push_back(with_true_minus(plain ? fmt::format("{:.{}f}", number, decimals)
                                          : fmt::format("{:.6g}", number)));
  return texts;
}

}  // namespace rankplot::render
