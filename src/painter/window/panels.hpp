#pragma once

#include <algorithm>
#include <cstddef>
#include <string>

#include <fmt/format.h>

#include "core/job/figure.hpp"

namespace rankplot::window {

/// What surrounds a figure's only plot, or that of one of its panels.
inline job::Axes& axes_of(job::Figure& figure, std::size_t panel) {
  if (figure.panels.empty()) return figure;
  return figure.panels.at(panel);
}
inline const job::Axes& axes_of(const job::Figure& figure, std::size_t panel) {
  if (figure.panels.empty()) return figure;
  return figure.panels.at(panel);
}

inline std::size_t columns_of(const job::Figure& figure) {
  return static_cast<std::size_t>(std::max(1, figure.columns));
}

/// "# panel [0, 1]\n": its row and column, as a comment of a job.
inline std::string panel_comment(const job::Figure& figure, std::size_t panel) {
  return fmt::format("# panel [{}, {}]\n", panel / columns_of(figure), panel % columns_of(figure));
}

}  // namespace rankplot::window
