#pragma once

#include <algorithm>

namespace rankplot::render {

/// Room around a plot's area, in pixels.
struct Margins {
  double left = 0, bottom = 0, right = 0, top = 0;

  bool operator==(const Margins&) const = default;
};
inline Margins largest(const Margins& a, const Margins& b) {
  return {std::max(a.left, b.left), std::max(a.bottom, b.bottom), std::max(a.right, b.right),
          std::max(a.top, b.top)};
}

}  // namespace rankplot::render
