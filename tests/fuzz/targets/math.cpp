#include <cmath>
#include <stdexcept>

#include "fuzz/target.hpp"
#include "painter/text/typeface.hpp"

namespace rankplot::fuzz {
namespace {

/// Any text is laid out, with finite measures.
void feed(std::string_view input) {
  const text::Line& line = text::sans().lay_out(input, 14);
  for (const double value : {line.advance, line.ink_left, line.ink_right, line.ink_bottom,
                             line.ink_top, line.ascent, line.descent})
    if (!std::isfinite(value) || std::abs(value) > 1e7)
      throw std::logic_error("a line measures " + std::to_string(value));
  text::sans().trim();
}

}  // namespace

const Target& math_target() {
  static const Target target{"math",
                             feed,
                             {"$",
                              "\\frac{",
                              "}{",
                              "}",
                              "\\sqrt[",
                              "]{",
                              "\\left(",
                              "\\right)",
                              "^{",
                              "_{",
                              "'",
                              "\\sum",
                              "\\int",
                              "\\limits",
                              "\\hat{",
                              "\\widehat{",
                              "\\mathbf{",
                              "\\rm ",
                              "\\text{",
                              "\\not",
                              "\\big",
                              "\\quad",
                              "\\alpha",
                              "\\overset{",
                              "\\genfrac{",
                              "\\operatorname{",
                              "\\hspace{-9}",
                              "\\\\",
                              "\\$",
                              "\u2212",
                              "\u0627\u0644",
                              "\u0915\u094d"}};
  return target;
}

}  // namespace rankplot::fuzz
