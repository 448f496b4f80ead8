#include "painter/render/chart/fit_text.hpp"

#include <algorithm>
#include <vector>

#include "painter/text/math/math.hpp"

namespace rankplot::render {
namespace {

constexpr double kSmallest = 0.6, kStep = 0.92;
constexpr std::string_view kEllipsis = "\u2026";

double width(std::string_view text, double size_px) { return measure(text, size_px).width; }

bool is_dollar(std::string_view text, std::size_t at) {
  return text[at] == '$' && (at == 0 || text[at - 1] != '\\');
}

/// Longest lines first, broken at spaces outside formulas; a word that is too wide stays whole.
std::vector<std::string> wrapped(std::string_view text, double size_px, double width_px) {
  std::vector<std::string> lines{{}};
  std::string word;
  const auto finish_word = [&] {
    if (word.empty()) return;
    std::string& line = lines.back();
    const std::string longer = line.empty() ? word : line + ' ' + word;
    if (line.empty() || width(longer, size_px) <= width_px)
      line = longer;
    else
      lines.push_back(word);
    word.clear();
  };
  const bool has_formulas = text::math::has_formulas(text);
  bool in_formula = false;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (has_formulas && is_dollar(text, at)) in_formula = !in_formula;
    if (c != '\n' && (c != ' ' || in_formula)) {
      word += c;
      continue;
    }
    finish_word();
    if (c == '\n') lines.emplace_back();
  }
  finish_word();
  return lines;
}

/// Cuts whole characters and formulas off the end until the line with an ellipsis fits.
std::string cut(std::string line, double size_px, double width_px) {
  if (width(line, size_px) <= width_px) return line;
  const bool has_formulas = text::math::has_formulas(line);
  while (!line.empty()) {
    if (has_formulas && is_dollar(line, line.size() - 1)) {
      line.pop_back();
      while (!line.empty() && !is_dollar(line, line.size() - 1)) line.pop_back();
    }
    while (line.size() > 1 && (static_cast<unsigned char>(line.back()) & 0xC0) == 0x80)
      line.pop_back();
    if (!line.empty()) line.pop_back();
    const std::string shown = line + std::string(kEllipsis);
    if (width(shown, size_px) <= width_px) return shown;
  }
  return {};
}

std::string joined(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) {
    if (&line != &lines.front()) text += '\n';
    text += line;
  }
  return text;
}

FittedText fitted(std::string text, double size_px) {
  const TextExtent extent = measure(text, size_px);
  return {std::move(text), size_px, extent};
}

}  // namespace

FittedText fit_text(std::string_view text, double size_px, double width_px, int most_lines) {
  if (text.empty()) return {};
  constexpr std::size_t kMostBytes = 4096;  // no picture shows more; wrapping is quadratic
  text = text.substr(0, kMostBytes);
  const TextExtent as_it_is = measure(text, size_px);
  const auto own_lines = std::count(text.begin(), text.end(), '\n') + 1;
  if (as_it_is.width <= width_px && own_lines <= most_lines)
    return {std::string(text), size_px, as_it_is};
  std::vector<std::string> lines;
  double size = size_px;
  for (;; size *= kStep) {
    lines = wrapped(text, size, width_px);
    const bool fits = lines.size() <= static_cast<std::size_t>(most_lines) &&
                      std::all_of(lines.begin(), lines.end(), [&](const std::string& line) {
                        return width(line, size) <= width_px;
                      });
    if (fits) return fitted(joined(lines), size);
    if (size * kStep < size_px * kSmallest) break;
  }
  if (lines.size() > static_cast<std::size_t>(most_lines)) {
    std::string rest = lines[static_cast<std::size_t>(most_lines) - 1];
    for (std::size_t i = static_cast<std::size_t>(most_lines); i < lines.size(); ++i)
      rest += ' ' + lines[i];
    lines.resize(static_cast<std::size_t>(most_lines));
    lines.back() = rest;
  }
  for (std::string& line : lines) line = cut(std::move(line), size, width_px);
  return fitted(joined(lines), size);
}

}  // namespace rankplot::render
