#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/plan/inspection.hpp"

namespace rankplot::plan {

/// A dataset that can be drawn, and a [[figure]] block that draws it as it stands.
struct Suggestion {
  std::string object;
  std::string kind;   ///< of its layer
  std::string block;  ///< lines of TOML
};

/// One for each shown dataset that can be drawn: of a table its first two columns of numbers as a
/// scatter; of one axis a line; of points (two or three columns) a scatter; of more axes a heatmap
/// of the plane of its two longest axes, in the middle of the others. Names that a job file cannot
/// hold (no UTF-8, braces) are passed over.
std::vector<Suggestion> suggest(const Node& root);

/// A job of these figures: `rankplot run` draws it as it stands. Throws Error where the file's name
/// cannot be written in a job.
std::string suggested_job(std::string_view file, const std::vector<Suggestion>& suggestions);

}  // namespace rankplot::plan
