#pragma once

#include <string>
#include <string_view>

#include "core/job/vocabulary.hpp"

namespace rankplot::job {

/// What matplotlib's short form of a line says; empty where it is silent.
struct LineFormat {
  std::string color, marker, linestyle;
};

/// "ro-", "C1--", "s", "k:": a colour, a marker and a line style in any order. As in matplotlib a
/// format with a marker and no line style draws no line, and one without a marker no markers.
/// Throws expr::SyntaxError.
LineFormat parse_line_format(std::string_view text, const Vocabulary& vocabulary);

}  // namespace rankplot::job
