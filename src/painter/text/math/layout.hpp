#pragma once

#include <string>
#include <vector>

#include "painter/text/math/box.hpp"
#include "painter/text/math/glyphs.hpp"
#include "painter/text/math/node.hpp"

namespace rankplot::text::math {

/// Lays out a formula by the rules of the TeXbook's appendix G, with the measures that matplotlib's
/// mathtext takes for DejaVu fonts (matplotlib 3.6, FontConstantsBase): what it does otherwise is
/// said at the constants in layout.cpp. `missing` receives the code points that no font has.
Box lay_out(const std::vector<Node>& formula, Glyphs& glyphs, double size_px,
            std::vector<char32_t>& missing);

}  // namespace rankplot::text::math
