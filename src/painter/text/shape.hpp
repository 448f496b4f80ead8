#pragma once

#include <cstddef>

namespace rankplot::text {

/// Fonts of a typeface. Display: the large operators of formulas.
enum class Shape { Regular, Italic, Bold, BoldItalic, Display };
inline constexpr std::size_t kShapes = 5;

}  // namespace rankplot::text
