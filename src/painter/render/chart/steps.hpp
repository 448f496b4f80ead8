#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace rankplot::render {

/// Where a line changes from one value to the next: with it at both points (None: straight), at the
/// earlier x (Pre), half way (Mid) or at the later x (Post).
enum class Steps { None, Pre, Mid, Post };

/// "pre", "mid", "post", matplotlib's "steps-pre", ... and "steps" (pre); else None.
Steps find_steps(std::string_view name);

/// Two rows that belong together, as many.
struct Rows {
  std::vector<double> x, y;
};

/// The corners of a staircase through the points, in data units as matplotlib has them.
Rows stepped(std::span<const double> x, std::span<const double> y, Steps steps);

}  // namespace rankplot::render
